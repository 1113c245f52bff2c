/** Asks again at once; turns while the answer is on its way, if it takes longer than a poll usually does. */
import { RefreshCw } from 'lucide-react'
import { Button } from './button.tsx'

interface RefreshButtonProps {
  /** What is asked for again, where it is not the page. */
  what?: string
  isFetching: boolean
  onRefresh(): void
}

export const RefreshButton = ({ what, isFetching, onRefresh }: RefreshButtonProps) => (
  <Button
    variant="icon"
    onClick={onRefresh}
    aria-label={what ? `Refresh ${what}` : 'Refresh'}
    className="size-6!"
  >
    <RefreshCw
      aria-hidden="true"
      className={`size-3.5 ${isFetching ? 'animate-spin [animation-delay:400ms]' : ''}`}
    />
  </Button>
)
