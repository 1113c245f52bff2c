/**
 * The table of fields: one row for every writable field of a tunnel, in the order of the screen. Form, Review,
 * request, error placing, the tunnel's page and the stand-in read it (docs/architecture.md, The table of fields).
 */
import * as z from 'zod/mini'
import { ADVANCED } from './advanced.ts'
import { BASICS } from './basics.ts'
import { BGP } from './bgp.ts'
import type { AnyField, PartSwitch, Shape, WirePath } from './field.ts'
import { HEALTH } from './health.ts'

export const FIELDS = { ...BASICS, ...ADVANCED, ...BGP, ...HEALTH } satisfies Record<string, AnyField>

type Rows = typeof FIELDS

export type FieldName = keyof Rows

/** Here the type checker names every place of the wire shape that has no row. */
type WithoutRow = Exclude<WirePath, Rows[FieldName]['path']>
void ({} satisfies Record<WithoutRow, FieldName>)

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[]

export const fieldsOf = (step: string): FieldName[] =>
  FIELD_NAMES.filter((field) => FIELDS[field].step === step)

/** A row, for what is done with all of them alike. */
export const rowOf = (field: FieldName): AnyField => FIELDS[field]

/** Fields whose value is a key. */
export type SecretName = { [Name in FieldName]: Rows[Name]['secret'] extends true ? Name : never }[FieldName]

export const SECRET_NAMES = FIELD_NAMES.filter((field) => rowOf(field).secret) as SecretName[]

// ---- values ----------------------------------------------------------------------------------------------

type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never

/** Every value of the form belongs to one row, so there is none that nothing judges, sends or shows. */
type ValueShape = { [Key in keyof AllOf<Rows[FieldName]['values']>]: AllOf<Rows[FieldName]['values']>[Key] }

const shape: Shape = Object.assign({}, ...FIELD_NAMES.map((field) => FIELDS[field].values))

export const valuesSchema = z.object(shape as ValueShape)

export type TunnelValues = z.output<typeof valuesSchema>

export type ValueName = keyof TunnelValues

export const DEFAULT_VALUES: TunnelValues = valuesSchema.parse({})

const OWNERS = Object.fromEntries(
  FIELD_NAMES.flatMap((field) => Object.keys(FIELDS[field].values).map((value) => [value, field])),
) as Record<ValueName, FieldName>

/** The field that a value of the form belongs to. */
export const ownerOf = (value: ValueName): FieldName => OWNERS[value]

// ---- questions to a row ----------------------------------------------------------------------------------

/** Whether the part that it belongs to is on. What is off is kept, and neither judged nor sent. */
export const isOn = (field: FieldName, values: Pick<TunnelValues, PartSwitch>): boolean => {
  const { part } = rowOf(field)
  return part === null || values[part]
}

export const isBlank = (field: FieldName, values: TunnelValues): boolean => rowOf(field).isBlank(values)

/** Required fields that are still blank. */
export const missingFields = (values: TunnelValues): FieldName[] =>
  FIELD_NAMES.filter((field) => rowOf(field).required && isOn(field, values) && isBlank(field, values))

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Whether all that the form holds for it is what an empty form holds. */
export const isDefault = (field: FieldName, values: TunnelValues): boolean =>
  Object.keys(FIELDS[field].values).every((value) =>
    sameText(values[value as ValueName], DEFAULT_VALUES[value as ValueName]),
  )
