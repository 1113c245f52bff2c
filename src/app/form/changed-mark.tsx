/** Beside a label: this field holds another value than the tunnel. */
import type { FieldName } from '../../contract/fields/table.ts'
import { Changed } from '../ui/changed.tsx'
import { useIsChanged } from './use-tunnel-form.tsx'

export const ChangedMark = ({ field }: { field: FieldName }) => (useIsChanged(field) ? <Changed /> : null)
