/** Applies the rules to the form's values, with a cache for each row, and makes a schema from them. */
import type { Neighbour } from '../finding.ts'
import { judgeSize, MAX_REQUEST_BYTES } from '../rules-text.ts'
import type { FieldFinding } from './field.ts'
import {
  FIELD_NAMES,
  type FieldName,
  isOn,
  rowOf,
  type TunnelValues,
  type ValueName,
  valuesSchema,
} from './table.ts'
import { keysOf, toWire } from './wire.ts'

/** All findings of one field, the most severe first; none if its part is switched off. */
const judgeField = (
  field: FieldName,
  values: TunnelValues,
  neighbours: readonly Neighbour[],
): readonly FieldFinding[] => (isOn(field, values) ? rowOf(field).judge(values, neighbours) : [])

/** The values on which the findings of a field depend. */
const inputsOf = (field: FieldName): ValueName[] => {
  const { values, others, part } = rowOf(field)
  return [...Object.keys(values), ...Object.keys(others), ...(part ? [part] : [])] as ValueName[]
}

const INPUTS = Object.fromEntries(FIELD_NAMES.map((field) => [field, inputsOf(field)])) as Record<
  FieldName,
  ValueName[]
>

const isSame = (a: unknown, b: unknown): boolean =>
  a === b ||
  (Array.isArray(a) &&
    Array.isArray(b) &&
    a.length === b.length &&
    a.every((entry, index) => entry === b[index]))

/** A UTF-16 unit has at most this many bytes in JSON. */
const MOST_BYTES_PER_CHARACTER = 6

/** A fast estimate, so that an ordinary request is not serialised to count its bytes. */
const mayBeTooLarge = ({ description, extra_prefixes, prefix_entry }: TunnelValues): boolean => {
  const prefixes = extra_prefixes.reduce((length, prefix) => length + prefix.length, prefix_entry.length)
  return (description.length + prefixes) * MOST_BYTES_PER_CHARACTER > MAX_REQUEST_BYTES
}

/** The finding about the size of the request, for the field that causes it. */
const sizeFinding = (field: FieldName, values: TunnelValues): FieldFinding | null => {
  if (field !== 'description' && field !== 'extra_prefixes') return null
  if (!mayBeTooLarge(values)) return null
  const oversize = judgeSize(toWire(values, keysOf(values, '')))
  return oversize?.field === field ? oversize.finding : null
}

export type Judge = (field: FieldName, values: TunnelValues) => readonly FieldFinding[]

/**
 * A judge that caches the findings of every field: a key press in one field checks only the fields that
 * depend on it, and for the others the same array is returned.
 * @param neighbours called at every check, because the list of tunnels may arrive late
 */
export const createJudge = (neighbours: () => readonly Neighbour[]): Judge => {
  const remembered = new Map<FieldName, { inputs: unknown[]; findings: readonly FieldFinding[] }>()
  return (field, values) => {
    const inputs = [neighbours(), ...INPUTS[field].map((value) => values[value])]
    const last = remembered.get(field)
    const isKnown = last?.inputs.every((input, index) => isSame(input, inputs[index]))
    const findings = isKnown && last ? last.findings : judgeField(field, values, neighbours())
    if (!isKnown) remembered.set(field, { inputs, findings })
    const size = sizeFinding(field, values)
    return size ? [size, ...findings] : findings
  }
}

/** The form's schema with the errors of all rules, each at the name of its field. Warnings never block. */
export const createSchema = (judge: Judge) =>
  valuesSchema.check(({ value, issues }) => {
    for (const field of FIELD_NAMES) {
      for (const { severity, message } of judge(field, value)) {
        if (severity === 'error') issues.push({ code: 'custom', input: value, path: [field], message })
      }
    }
  })
