/**
 * The router chosen in a tunnel's form. It is never sent: it fills in the values that depend on it, except typed
 * ones, and warns about values that do not suit it. docs/form.md, Your router.
 */
import { type FieldName, firstFieldAt, isOn, type TunnelValues } from '../../contract/fields/table.ts'
import { keysOf, toWire } from '../../contract/fields/wire.ts'
import type { Device } from '../../handoff/device.ts'
import type { DeviceId } from '../../handoff/device-names.ts'
import type { Advice, DeviceDefault } from '../../handoff/judge.ts'
import type { Remark } from '../form/view.ts'
import { DEPENDENT, type Dependent, type Filled, type FormChoice } from './form-choice.ts'

const VALUES = {
  replay_protection: 'replay_protection',
  'health_check.type': 'health_type',
  'health_check.direction': 'health_direction',
  'health_check.rate': 'health_rate',
  'health_check.target': 'health_target',
} as const satisfies Record<DeviceDefault['field'], Dependent>

/** The parts of the form that this needs. */
export interface FormParts {
  values(): TunnelValues
  touched(): ReadonlySet<FieldName>
  preset<K extends Dependent>(name: K, value: TunnelValues[K]): void
  /** The values that the form opened with; null for an existing tunnel, whose values never change automatically. */
  start: TunnelValues | null
  generatedPsk: string
}

export interface Rows {
  advise(device: Device, draft: ReturnType<typeof toWire>): Advice
  deviceById(id: string): Device | null
}

export interface FormRouter {
  /** Fills in values that the user has not typed, and resets those filled in for another router. */
  follow(rows: Rows): void
  /** Remarks about the values for the chosen router, by field. */
  remarksOn(rows: Rows, values: TunnelValues): Partial<Record<FieldName, Remark[]>>
}

export const createFormRouter = (
  { values: read, touched, preset, start, generatedPsk }: FormParts,
  choice: Pick<FormChoice, 'get' | 'fill'>,
): FormRouter => {
  const adviceOn = ({ advise, deviceById }: Rows, values: TunnelValues, router: DeviceId | null): Advice => {
    const device = router && deviceById(router)
    return device
      ? advise(device, toWire(values, keysOf(values, generatedPsk)))
      : { defaults: [], findings: [] }
  }

  return {
    follow(rows) {
      if (!start) return
      const { router, filled } = choice.get()
      const values = read()
      const { defaults } = adviceOn(rows, values, router)
      const next: Filled = {}
      for (const name of DEPENDENT) {
        const before = filled[name]
        // A draft marks filled-in values as typed. A value that is still the filled-in one may be replaced.
        const isFree = before === undefined ? !touched().has(name) : values[name] === before
        if (!isFree) continue
        const wanted = defaults.find(({ field }) => VALUES[field] === name)?.value ?? start[name]
        if (wanted !== start[name]) next[name] = wanted
        if (wanted !== values[name]) preset(name, wanted as TunnelValues[typeof name])
      }
      choice.fill(next)
    },

    remarksOn(rows, values) {
      const { router, filled } = choice.get()
      const { defaults, findings } = adviceOn(rows, values, router)
      const remarks: Partial<Record<FieldName, Remark[]>> = {}
      const say = (name: FieldName | undefined, remark: Remark) => {
        if (name && isOn(name, values)) remarks[name] = [...(remarks[name] ?? []), remark]
      }
      for (const { field, message } of findings) {
        // A remark about BGP as a whole is shown at the first BGP field.
        say(firstFieldAt(field), { severity: 'warning', message })
      }
      for (const { field, value, says } of defaults) {
        const name = VALUES[field]
        if (filled[name] === value && values[name] === value) say(name, { severity: 'info', message: says })
      }
      return remarks
    },
  }
}
