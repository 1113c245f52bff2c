/**
 * A tunnel that was read, field by field, as a create or an update would send it: what the API answers, and its own
 * default where it leaves a field out (docs/api.md, Fields and Health check). All formats are made from this.
 */
import type { WirePath } from '../../contract/fields/field.ts'
import { FIELD_NAMES, rowOf } from '../../contract/fields/table.ts'
import type { Tunnel } from '../../contract/tunnel.ts'

/** A read never has a pre-shared key; should one come all the same, it goes nowhere. */
const ROWS = new Map(
  FIELD_NAMES.map(rowOf)
    // A row without an example is of what the API computes.
    .filter(({ path, example }) => path !== 'psk' && example !== null)
    .map((row) => [row.path, row]),
)

/** Every field that is exported, by its place on the wire, in the order of the form. */
export const WIRE_PATHS: readonly WirePath[] = [...ROWS.keys()]

/** What the form has no need to send, and a reader of code wants to see. */
const EXPLICIT: { [Path in WirePath]?: unknown } = { 'bgp.extra_prefixes': [] }

const read = (tunnel: Tunnel, path: WirePath): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Nested | null | undefined)?.[key], tunnel)

/**
 * As the API wrote it, which need not be what the form would make of it. Undefined where the tunnel has none; null
 * where it lacks what is required, because that loss must not pass unseen.
 */
export const wireValue = (tunnel: Tunnel, path: WirePath): unknown => {
  const row = ROWS.get(path)
  if (!row || (row.part === 'bgp_enabled' && !tunnel.bgp)) return undefined
  const answered = read(tunnel, path)
  if (answered !== undefined && answered !== null && answered !== '') return answered
  return row.toWire(row.fromWire(tunnel), '') ?? EXPLICIT[path] ?? (row.required ? null : undefined)
}

interface Nested {
  [key: string]: unknown
}

const put = (into: Nested, [key = '', ...rest]: string[], value: unknown): void => {
  if (rest.length === 0) {
    into[key] = value
    return
  }
  into[key] ??= {}
  put(into[key] as Nested, rest, value)
}

/** The tunnel as a create or an update takes it, every default explicit, without what is left out by name. */
export const configurationOf = (tunnel: Tunnel, without: readonly WirePath[] = []): Nested => {
  const whole: Nested = {}
  for (const path of WIRE_PATHS) {
    const value = without.includes(path) ? undefined : wireValue(tunnel, path)
    if (value !== undefined) put(whole, path.split('.'), value)
  }
  return whole
}
