/** Applies the rules to the form's values, with a cache for each row, and makes a schema from them. */
import * as z from 'zod/mini'
import type { Neighbour } from '../finding.ts'
import { judgeSize, MAX_REQUEST_BYTES, type Oversize } from '../rules/text.ts'
import type { FieldFinding } from './field.ts'
import {
  DEFAULT_VALUES,
  FIELD_NAMES,
  type FieldName,
  isOn,
  rowOf,
  type TunnelValues,
  type ValueName,
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

const VALUE_NAMES = Object.keys(DEFAULT_VALUES) as ValueName[]

/** Lists are compared by identity: the form replaces a list that changes. */
const isSame = (before: readonly unknown[] | undefined, after: readonly unknown[]): boolean =>
  before !== undefined && after.every((value, index) => value === before[index])

/** A UTF-16 unit has at most this many bytes in JSON. */
const MOST_BYTES_PER_CHARACTER = 6
/** The quotation marks and the comma of an entry of a list. */
const BYTES_PER_ENTRY = 3

const mostBytesOf = (prefixes: readonly string[]): number => {
  const all = prefixes.join('')
  const isPlain = /^[\da-f.:/]*$/i.test(all)
  return all.length * (isPlain ? 1 : MOST_BYTES_PER_CHARACTER) + prefixes.length * BYTES_PER_ENTRY
}

export type Judge = (field: FieldName, values: TunnelValues) => readonly FieldFinding[]

/**
 * A judge that caches the findings of every field: a key press in one field checks only the fields that
 * depend on it, and for the others the same array is returned.
 * @param neighbours called at every check, because the list of tunnels may arrive late
 */
export const createJudge = (neighbours: () => readonly Neighbour[]): Judge => {
  const remembered = new Map<FieldName, { inputs: unknown[]; findings: readonly FieldFinding[] }>()
  let estimated: { list: readonly string[]; bytes: number } = { list: [], bytes: 0 }
  let counted: { inputs: unknown[]; oversize: Oversize | null } | null = null

  /** A fast estimate, so that an ordinary request is not serialised to count its bytes. */
  const mayBeTooLarge = ({ description, extra_prefixes, prefix_entry }: TunnelValues): boolean => {
    if (estimated.list !== extra_prefixes) {
      estimated = { list: extra_prefixes, bytes: mostBytesOf(extra_prefixes) }
    }
    const others = (description.length + prefix_entry.length) * MOST_BYTES_PER_CHARACTER
    return others + estimated.bytes > MAX_REQUEST_BYTES
  }

  const oversizeOf = (values: TunnelValues): Oversize | null => {
    if (!mayBeTooLarge(values)) return null
    const inputs = VALUE_NAMES.map((name) => values[name])
    if (!counted || !isSame(counted.inputs, inputs)) {
      counted = { inputs, oversize: judgeSize(toWire(values, keysOf(values, ''))) }
    }
    return counted.oversize
  }

  /** The finding about the size of the request, for the field that causes it. */
  const sizeFinding = (field: FieldName, values: TunnelValues): FieldFinding | null => {
    if (field !== 'description' && field !== 'extra_prefixes') return null
    const oversize = oversizeOf(values)
    return oversize?.field === field ? oversize.finding : null
  }

  return (field, values) => {
    const inputs = [neighbours(), ...INPUTS[field].map((value) => values[value])]
    const last = remembered.get(field)
    const known = isSame(last?.inputs, inputs) ? last?.findings : undefined
    const findings = known ?? judgeField(field, values, neighbours())
    if (!known) remembered.set(field, { inputs, findings })
    const size = sizeFinding(field, values)
    return size ? [size, ...findings] : findings
  }
}

/**
 * The form's schema with the first error of every field. Warnings never block. It does not parse the values, which
 * always have the shape of `valuesSchema`: that would copy every list at every key press.
 */
export const createSchema = (judge: Judge) =>
  z.custom<TunnelValues>().check(({ value, issues }) => {
    for (const field of FIELD_NAMES) {
      const error = judge(field, value).find(({ severity }) => severity === 'error')
      if (error) issues.push({ code: 'custom', input: value, path: [field], message: error.message })
    }
  })
