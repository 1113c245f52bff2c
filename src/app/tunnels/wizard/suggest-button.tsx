/** A button that suggests a value which no tunnel of the account uses. It waits for the list of tunnels. */
import type { ReactNode } from 'react'
import { useAccountTunnels } from '../../form/use-tunnel-form.tsx'
import { Button } from '../../ui/button.tsx'

interface SuggestButtonProps {
  /** As in `free pairs`. */
  unknown: string
  onSuggest(): void
  children: ReactNode
}

export const SuggestButton = ({ unknown, onSuggest, children, ...rest }: SuggestButtonProps) => {
  const { tunnels, isError } = useAccountTunnels()
  const refusal = isError
    ? `The list of tunnels could not be read, so the ${unknown} are unknown`
    : 'The list of tunnels is still loading'
  return (
    <Button variant="text" onClick={onSuggest} disabledReason={tunnels ? undefined : refusal} {...rest}>
      {children}
    </Button>
  )
}
