/** Content of a dialog after a route was created, changed or deleted. */
import { Address } from '../ui/address.tsx'
import { Button } from '../ui/button.tsx'

interface RouteDoneProps {
  /** Begins the sentence: "Deleted". */
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
