/** Somebody deleted the route that is being changed. */
import { useEffect } from 'react'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/live-region.tsx'

const TITLE = 'Somebody deleted this route'

/** @param onRenew continues with the values as a new route */
export const RouteGone = ({ onRenew }: { onRenew(): void }) => {
  useEffect(() => void announce(TITLE), [])
  return (
    <Banner tone="error" title={TITLE} actions={<Button onClick={onRenew}>Add it as a new route</Button>}>
      Nothing can be saved to it. What you typed is taken over into the new route.
    </Banner>
  )
}
