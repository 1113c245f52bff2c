/** Refetches at once; its icon spins until the answer arrives, if that takes longer than most polls do. */
import RefreshCw from 'lucide-react/icons/refresh-cw'
import { Button } from './button.tsx'

interface RefreshButtonProps {
  /** What is fetched again, where that is not the whole page. */
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
