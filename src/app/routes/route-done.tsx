/** In a dialog, once a route was made, changed or deleted. */
import { Address } from '../ui/address.tsx'
import { Button } from '../ui/button.tsx'

interface RouteDoneProps {
  /** As in "Deleted". */
  done: string
  prefix: string
  nexthop: string
  onClose(): void
}

export const RouteDone = ({ done, prefix, nexthop, onClose }: RouteDoneProps) => (
  <div className="grid gap-4">
    <p>
      {done}: <Address value={prefix} /> by <Address value={nexthop} />.
    </p>
    <div>
      <Button variant="primary" autoFocus onClick={onClose}>
        Close
      </Button>
    </div>
  </div>
)
