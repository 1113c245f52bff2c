/** Asks again at once; turns while the answer is on its way. */
import { RefreshCw } from 'lucide-react'
import { Button } from './button.tsx'

interface RefreshButtonProps {
  isFetching: boolean
  onRefresh(): void
}

export const RefreshButton = ({ isFetching, onRefresh }: RefreshButtonProps) => (
  <Button variant="icon" onClick={onRefresh} aria-label="Refresh" className="size-6!">
    <RefreshCw aria-hidden="true" className={`size-3.5 ${isFetching ? 'animate-spin' : ''}`} />
  </Button>
)
