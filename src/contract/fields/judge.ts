/** What the rules say about the form's values, remembered by what each row looks at, and the schema made of it. */
import type { Neighbour } from '../finding.ts'
import { judgeSize, MAX_REQUEST_BYTES, type Oversize } from '../rules-text.ts'
import type { FieldFinding } from './field.ts'
import {
  DEFAULT_VALUES,
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

const VALUE_NAMES = Object.keys(DEFAULT_VALUES) as ValueName[]

const isSame = (a: unknown, b: unknown): boolean =>
  a === b ||
  (Array.isArray(a) &&
    Array.isArray(b) &&
    a.length === b.length &&
    a.every((entry, index) => entry === b[index]))

/** No character takes more bytes than this in JSON. */
const MOST_BYTES_PER_CHARACTER = 6
/** The quotation marks and the comma of an entry of a list. */
const BYTES_PER_ENTRY = 3

const mostBytesOf = (prefixes: readonly string[]): number => {
  const all = prefixes.join('')
  const isPlain = /^[\da-f.:/]*$/i.test(all)
  return all.length * (isPlain ? 1 : MOST_BYTES_PER_CHARACTER) + prefixes.length * BYTES_PER_ENTRY
}

/** A quick look that spares every ordinary request from being written out and counted. */
const mayBeTooLarge = ({ description, extra_prefixes, prefix_entry }: TunnelValues): boolean => {
  const others = (description.length + prefix_entry.length) * MOST_BYTES_PER_CHARACTER
  return others + mostBytesOf(extra_prefixes) > MAX_REQUEST_BYTES
}

export type Judge = (field: FieldName, values: TunnelValues) => readonly FieldFinding[]

/**
 * A judge that remembers the last judgement of every field: a key press in one field judges only the fields that
 * look at it, and the others get the same list back.
 * @param neighbours read at every judgement, since the list of tunnels may arrive late
 */
export const createJudge = (neighbours: () => readonly Neighbour[]): Judge => {
  const remembered = new Map<FieldName, { inputs: unknown[]; findings: readonly FieldFinding[] }>()
  let counted: { values: TunnelValues; oversize: Oversize | null } | null = null

  const oversizeOf = (values: TunnelValues): Oversize | null => {
    const before = counted?.values
    if (!counted || !VALUE_NAMES.every((name) => isSame(before?.[name], values[name]))) {
      const oversize = mayBeTooLarge(values) ? judgeSize(toWire(values, keysOf(values, ''))) : null
      counted = { values, oversize }
    }
    return counted.oversize
  }

  /** The limit of one request, at the one field that breaks it; for no other field anything is counted. */
  const sizeFinding = (field: FieldName, values: TunnelValues): FieldFinding | null => {
    if (field !== 'description' && field !== 'extra_prefixes') return null
    const oversize = oversizeOf(values)
    return oversize?.field === field ? oversize.finding : null
  }

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
