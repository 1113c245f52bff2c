/**
 * The fields of a tunnel as a create or an update would send them: the value that the API returned, or the API's
 * default where it left a field out (docs/api.md, Fields and Health check). All formats are written from this.
 */
import type { WirePath } from '../../contract/fields/field.ts'
import { FIELD_NAMES, rowOf } from '../../contract/fields/table.ts'
import { type Json, setAt, valueAt } from '../../contract/json.ts'
import type { Tunnel } from '../../contract/tunnel.ts'

/** The API never returns a pre-shared key; if it did, no export would contain it. */
const ROWS = new Map(
  FIELD_NAMES.map(rowOf)
    // A row without an example is a field that the API computes.
    .filter(({ path, example }) => path !== 'psk' && example !== null)
    .map((row) => [row.path, row]),
)

/** The request paths of all exported fields, in the order of the form. */
export const WIRE_PATHS: readonly WirePath[] = [...ROWS.keys()]

/** Defaults that the form does not send, and that the export writes explicitly. */
const EXPLICIT: { [Path in WirePath]?: unknown } = { 'bgp.extra_prefixes': [] }

/**
 * The value as the API returned it, without the form's normalisation. Undefined where the tunnel has no value; null
 * where a required value is missing, so that the export shows the gap.
 */
export const wireValue = (tunnel: Tunnel, path: WirePath): unknown => {
  const row = ROWS.get(path)
  if (!row || (row.part === 'bgp_enabled' && !tunnel.bgp)) return undefined
  const answered = valueAt(tunnel, path)
  if (answered !== undefined && answered !== null && answered !== '') return answered
  return row.toWire(row.fromWire(tunnel), '') ?? EXPLICIT[path] ?? (row.required ? null : undefined)
}

/** The body of a create or an update, every default explicit, without the fields named in `without`. */
export const configurationOf = (tunnel: Tunnel, without: readonly WirePath[] = []): Json => {
  const whole: Json = {}
  for (const path of WIRE_PATHS) {
    const value = without.includes(path) ? undefined : wireValue(tunnel, path)
    if (value !== undefined) setAt(whole, path, value)
  }
  return whole
}
