/** Tunnels for the tests of the table, made from its rows, so that they include every new row. */
import fc from 'fast-check'
import { tidyAddress } from '../address/typed-address.ts'
import type { Tunnel, TunnelDraft } from '../tunnel.ts'
import { ASN_MAX } from '../tunnel-values.ts'
import { isTypedText } from './field.ts'
import { DEFAULT_VALUES, FIELD_NAMES, type FieldName, rowOf, type TunnelValues } from './table.ts'

export const asRead = (draft: TunnelDraft): Tunnel => ({
  id: 'a'.repeat(32),
  name: '',
  cloudflare_endpoint: '',
  interface_address: '',
  ...draft,
})

/** An empty form with the examples of these fields. */
export const exampleValues = (fields: readonly FieldName[] = FIELD_NAMES): TunnelValues =>
  Object.assign({ ...DEFAULT_VALUES }, ...fields.map((field) => rowOf(field).example?.values))

const TEXT = fc.string({ minLength: 1 }).filter((text) => tidyAddress(text) === text && text !== '')
const PREFIX = fc.stringMatching(/^[0-9a-f.:]{1,15}\/\d{1,2}$/)

/** Any value that a field may have in the API's JSON. */
const anyWire = (field: FieldName): fc.Arbitrary<unknown> => {
  const { values, example, toWire } = rowOf(field)
  const wire = example?.wire
  if (typeof wire === 'boolean') return fc.boolean()
  if (typeof wire === 'number') return fc.integer({ min: 0, max: ASN_MAX })
  if (Array.isArray(wire)) return fc.array(PREFIX, { minLength: 1 })
  const isText = Object.keys(values).some((name) => isTypedText(values, name))
  return isText ? TEXT : fc.constantFrom(wire, toWire(DEFAULT_VALUES, ''))
}

/** Never read back, or never sent. */
const ONE_WAY: readonly FieldName[] = ['psk', 'health_target_effective']

const isAlwaysSent = (field: FieldName): boolean =>
  rowOf(field).required || rowOf(field).toWire(DEFAULT_VALUES, '') !== undefined

const put = (tunnel: Record<string, unknown>, path: string, value: unknown): void => {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  let holder = tunnel
  for (const key of keys) {
    holder[key] ??= {}
    holder = holder[key] as Record<string, unknown>
  }
  holder[last] = value
}

/** Complete tunnels as this form sends them, without the pre-shared key, which cannot be read back. */
export const anyTunnel: fc.Arbitrary<TunnelDraft> = fc
  .tuple(
    fc.boolean(),
    fc.boolean(),
    ...FIELD_NAMES.map((field) =>
      ONE_WAY.includes(field)
        ? fc.constant(undefined)
        : isAlwaysSent(field)
          ? anyWire(field)
          : fc.option(anyWire(field), { nil: undefined }),
    ),
  )
  .map(([bgp, health, ...wires]) => {
    const on = { bgp_enabled: bgp, health_enabled: health }
    const tunnel: Record<string, unknown> = {}
    FIELD_NAMES.forEach((field, index) => {
      const { part, path } = rowOf(field)
      const wire = field === 'health_enabled' ? health : wires[index]
      if (wire !== undefined && (part === null || on[part])) put(tunnel, path, wire)
    })
    return tunnel as TunnelDraft
  })
