/**
 * The table of fields: one row for every writable field of a tunnel, in the order of the page. Form, Review,
 * request, error placing, the tunnel's page and the stand-in use it (docs/architecture.md, The table of
 * fields).
 */
import * as z from 'zod/mini'
import { ADVANCED_FIELDS } from './advanced.ts'
import { BASICS_FIELDS } from './basics.ts'
import { BGP_FIELDS } from './bgp.ts'
import type { AnyField, PartSwitch, Shape, WirePath } from './field.ts'
import { HEALTH_FIELDS } from './health.ts'

export const FIELDS = {
  ...BASICS_FIELDS,
  ...ADVANCED_FIELDS,
  ...BGP_FIELDS,
  ...HEALTH_FIELDS,
} satisfies Record<string, AnyField>

type Rows = typeof FIELDS

export type FieldName = keyof Rows

/** A type error here names the paths of the request's schema that have no row. */
type WithoutRow = Exclude<WirePath, Rows[FieldName]['path']>
void ({} satisfies Record<WithoutRow, FieldName>)

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[]

export const fieldsOf = (step: string): FieldName[] =>
  FIELD_NAMES.filter((field) => FIELDS[field].step === step)

/** The field with this path in the API's JSON, or the first inside the object with this path. */
export const firstFieldAt = (path: string): FieldName | undefined =>
  FIELD_NAMES.find((name) => FIELDS[name].path === path) ??
  FIELD_NAMES.find((name) => FIELDS[name].path.startsWith(`${path}.`))

/** A row with the common type of all rows. */
export const rowOf = (field: FieldName): AnyField => FIELDS[field]

/** Fields whose value is a key. */
export type SecretName = { [Name in FieldName]: Rows[Name]['secret'] extends true ? Name : never }[FieldName]

export const SECRET_NAMES = FIELD_NAMES.filter((field) => rowOf(field).secret) as SecretName[]

// ---- values ----------------------------------------------------------------------------------------------

type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never

/** The values of all rows. Every value of the form belongs to a row, so each is checked, sent and shown. */
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

// ---- queries about a row ---------------------------------------------------------------------------------

/** Whether the field's part is on. A field whose part is off is kept, but neither checked nor sent. */
export const isOn = (field: FieldName, values: Pick<TunnelValues, PartSwitch>): boolean => {
  const { part } = rowOf(field)
  return part === null || values[part]
}

export const isBlank = (field: FieldName, values: TunnelValues): boolean => rowOf(field).isBlank(values)

/** Required fields that are still blank. */
export const missingFields = (values: TunnelValues): FieldName[] =>
  FIELD_NAMES.filter((field) => rowOf(field).required && isOn(field, values) && isBlank(field, values))

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Whether all of the field's values are the defaults. */
export const isDefault = (field: FieldName, values: TunnelValues): boolean =>
  Object.keys(FIELDS[field].values).every((value) =>
    sameText(values[value as ValueName], DEFAULT_VALUES[value as ValueName]),
  )
