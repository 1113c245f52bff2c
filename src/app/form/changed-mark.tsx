/** A mark beside the label of a field whose value differs from the tunnel's. */
import type { FieldName } from '../../contract/fields/table.ts'
import { Changed } from '../ui/changed.tsx'
import { useIsChanged } from './use-tunnel-form.tsx'

export const ChangedMark = ({ field }: { field: FieldName }) => (useIsChanged(field) ? <Changed /> : null)
