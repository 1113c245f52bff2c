/** The select of routers in the form and on the tunnel's page. It imports only the names, so it stays small. */
import { DEVICE_NAMES, type DeviceId, isDeviceId } from '../../handoff/device-names.ts'
import type { ControlAria } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'

interface RouterSelectProps extends ControlAria {
  value: DeviceId | null
  onChoose(router: DeviceId | null): void
}

export const RouterSelect = ({ value, onChoose, ...aria }: RouterSelectProps) => (
  <Select
    {...aria}
    value={value ?? ''}
    onChange={({ target }) => onChoose(isDeviceId(target.value) ? target.value : null)}
  >
    <option value="">Not chosen</option>
    {Object.entries(DEVICE_NAMES).map(([id, name]) => (
      <option key={id} value={id}>
        {name}
      </option>
    ))}
  </Select>
)
