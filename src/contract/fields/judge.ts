/** What the rules say about the form's values, remembered by what each row looks at, and the schema made of it. */
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

/** Every finding of one field, the gravest first; none for a part that is switched off. */
const judgeField = (
  field: FieldName,
  values: TunnelValues,
  neighbours: readonly Neighbour[],
): readonly FieldFinding[] => (isOn(field, values) ? rowOf(field).judge(values, neighbours) : [])

/** The values that a judgement depends on. */
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

/** No character takes more bytes than this in JSON. */
const MOST_BYTES_PER_CHARACTER = 6

/** A quick look that spares every ordinary request from being written out and counted. */
const mayBeTooLarge = ({ description, extra_prefixes, prefix_entry }: TunnelValues): boolean => {
  const prefixes = extra_prefixes.reduce((length, prefix) => length + prefix.length, prefix_entry.length)
  return (description.length + prefixes) * MOST_BYTES_PER_CHARACTER > MAX_REQUEST_BYTES
}

/** The limit of one request, at the one field that breaks it; no other field is looked at. */
const sizeFinding = (field: FieldName, values: TunnelValues): FieldFinding | null => {
  if (field !== 'description' && field !== 'extra_prefixes') return null
  if (!mayBeTooLarge(values)) return null
  const oversize = judgeSize(toWire(values, keysOf(values, '')))
  return oversize?.field === field ? oversize.finding : null
}

export type Judge = (field: FieldName, values: TunnelValues) => readonly FieldFinding[]

/**
 * A judge that remembers the last judgement of every field: a key press in one field judges only the fields that
 * look at it, and the others get the same list back.
 * @param neighbours read at every judgement, since the list of tunnels may arrive late
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

/** The form's shape and every rule's errors, each at its field's place among the values. Warnings never block. */
export const createSchema = (judge: Judge) =>
  valuesSchema.check(({ value, issues }) => {
    for (const field of FIELD_NAMES) {
      for (const { severity, message } of judge(field, value)) {
        if (severity === 'error') issues.push({ code: 'custom', input: value, path: [field], message })
      }
    }
  })
