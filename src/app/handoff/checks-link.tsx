/** Moves from a diagnosis to the commands that confirm it on the chosen router. */
import { DEVICE_NAMES } from '../../handoff/device-names.ts'
import { Button } from '../ui/button.tsx'
import { useChosenRouter } from './chosen-router.ts'

export const CHECKS_ID = 'router-checks'
const SELECT_ID = 'your-router'

/** Without a generated configuration it moves to the router select. */
const go = () => {
  const target = document.getElementById(CHECKS_ID) ?? document.getElementById(SELECT_ID)
  target?.focus()
  target?.scrollIntoView({ block: 'start' })
}

export const ChecksLink = ({ tunnelId }: { tunnelId: string }) => {
  const router = useChosenRouter(tunnelId)
  return (
    <Button variant="text" onClick={go}>
      {router ? `See how to verify on ${DEVICE_NAMES[router]}` : 'Choose your router to see its commands'}
    </Button>
  )
}
