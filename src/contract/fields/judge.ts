/** What the rules say about the form's values, remembered by what each row looks at, and the schema made of it. */
import type { Neighbour } from '../finding.ts'
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
    if (last?.inputs.every((input, index) => isSame(input, inputs[index]))) return last.findings
    const findings = judgeField(field, values, neighbours())
    remembered.set(field, { inputs, findings })
    return findings
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
