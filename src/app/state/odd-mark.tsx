/** A mark in a row that names the fields with unrecognised values. */
import TriangleAlert from 'lucide-react/icons/triangle-alert'

export const OddMark = ({ odd }: { odd: Readonly<Record<string, unknown>> | undefined }) =>
  odd && (
    <span title={`Not recognised: ${Object.keys(odd).join(', ')}`}>
      <TriangleAlert
        role="img"
        aria-label={`Not recognised: ${Object.keys(odd).join(', ')}`}
        className="ml-1 inline size-4 text-warning"
      />
    </span>
  )
