/** A value of the API that this page does not recognise, unchanged. */
import TriangleAlert from 'lucide-react/icons/triangle-alert'

/** A key stays hidden, even if it is not a string. */
const shown = (place: string, value: unknown): string =>
  place.endsWith('_key') ? 'hidden' : value === null ? 'nothing' : JSON.stringify(value)

export const OddValue = ({ place, value }: { place: string; value: unknown }) => (
  <span className="inline-flex flex-wrap items-center gap-x-1.5">
    <TriangleAlert aria-hidden="true" className="size-4 text-warning" />
    <code dir="auto" className="mono break-all">
      {shown(place, value)}
    </code>
    <span className="text-fg-2">as the API sent it, not recognised</span>
  </span>
)
