/**
 * Values that an edit keeps because the form cannot represent them: a value of another type than the API
 * documents, an unknown choice, or a setting of a part that is switched off. The form would replace them by
 * defaults, so the request names their paths instead, and the proxy sends the API's current values there.
 */

import { type Json, setAt, valueAt } from '../json.ts'
import { asReceived } from '../tolerant.ts'
import type { Tunnel } from '../tunnel.ts'
import { FIELD_NAMES, type FieldName, isOn, rowOf, type TunnelValues } from './table.ts'

/** The fields that can be written; read-only fields are never sent. */
const SENT = FIELD_NAMES.filter((field) => rowOf(field).example !== null)

const isIn = (place: string, whole: string): boolean => place === whole || place.startsWith(`${whole}.`)

/**
 * Whether the value equals an absent one: responses may omit defaults or contain them (docs/api.md, Fields).
 */
const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) && value.length === 0)

const isSame = (came: unknown, sent: unknown): boolean =>
  isNothing(came) ? isNothing(sent) : JSON.stringify(came) === JSON.stringify(sent)

/** A value that the form cannot show, or shows differently. */
export interface OddPlace {
  /** `bgp.customer_asn`, or a whole part: `health_check`. */
  place: string
  /** The value from the API, unchanged; null without one. */
  value: unknown
  fields: FieldName[]
  /** Whether its part is off, so that the form shows no control for it. */
  isOff: boolean
}

/** @param values the form's values for the tunnel as it was read */
export const oddPlacesOf = (tunnel: Tunnel, values: TunnelValues): OddPlace[] => {
  const unread = Object.entries(tunnel.odd_values ?? {})
    .map(([place, value]) => ({
      place,
      value,
      fields: SENT.filter((field) => isIn(rowOf(field).path, place) || isIn(place, rowOf(field).path)),
      isOff: false,
    }))
    .filter(({ fields }) => fields.length > 0)
  const said = new Set(unread.flatMap(({ fields }) => fields))
  const record = asReceived(tunnel)
  const unheld = SENT.filter((field) => !said.has(field)).flatMap((field) => {
    const { path: place, secret } = rowOf(field)
    const value = valueAt(record, place)
    const isOff = !isOn(field, values)
    const sent = isOff ? undefined : rowOf(field).toWire(values, '')
    return secret || isNothing(value) || isSame(value, sent) ? [] : [{ place, value, fields: [field], isOff }]
  })
  return [...unread, ...unheld]
}

/** Every path that `keep` may contain: those of the fields and of the objects around them. */
export const PLACES = [
  ...new Set(
    SENT.flatMap((field) => {
      const parts = rowOf(field).path.split('.')
      return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
    }),
  ),
]

/** The body with the tunnel's values at these paths. */
export const withKept = (body: object, tunnel: Tunnel, places: readonly string[]): Json => {
  const whole = structuredClone(body) as Json
  const record = asReceived(tunnel)
  for (const place of places) {
    const value = valueAt(record, place)
    if (value !== undefined) setAt(whole, place, value)
  }
  return whole
}
