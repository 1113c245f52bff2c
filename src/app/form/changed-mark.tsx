/** Beside a label: this field holds another value than the tunnel. */
import type { FieldName } from '../../contract/fields/table.ts'
import { useIsChanged } from './use-tunnel-form.tsx'

export const ChangedMark = ({ field }: { field: FieldName }) =>
  useIsChanged(field) ? (
    <span className="inline-flex items-center gap-1.5 text-xs font-normal text-fg-2">
      <span aria-hidden="true" className="inline-block size-1.5 rounded-full bg-fg" />
      changed
    </span>
  ) : null
