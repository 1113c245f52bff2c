/**
 * Values of the form to a tunnel on the wire and back, through the rows. The one builder of every payload: the
 * dry-run's, Review's, Create's and the request shown on the page.
 */
import type { Tunnel, TunnelDraft } from '../tunnel.ts'
import {
  DEFAULT_VALUES,
  FIELD_NAMES,
  type FieldName,
  isOn,
  rowOf,
  SECRET_NAMES,
  type SecretName,
  type TunnelValues,
} from './table.ts'

/** Keys to put into a payload. They travel only in Review's dry-run and in Create. */
export type Keys = { [Name in SecretName]?: string }

type Json = Record<string, unknown>

const objectAt = (root: Json, path: readonly string[]): Json =>
  path.reduce<Json>((parent, key) => {
    parent[key] ??= {}
    return parent[key] as Json
  }, root)

/** The keys that creating would send: the typed or the generated PSK, and the MD5 key while BGP is on. */
export const keysOf = (values: TunnelValues, generatedPsk: string): Keys =>
  Object.fromEntries(
    SECRET_NAMES.flatMap((name) => {
      const key = isOn(name, values) ? rowOf(name).toWire(values, generatedPsk) : undefined
      return key === undefined ? [] : [[name, key]]
    }),
  )

/**
 * Total: takes values in any state of completion. Blank optionals are left out, defaults are sent explicitly
 * because sources disagree about what the API assumes, and a part that is switched off is not sent.
 */
export const toWire = (values: TunnelValues, keys: Keys = {}): TunnelDraft => {
  const draft: Json = {}
  for (const name of FIELD_NAMES) {
    if (!isOn(name, values)) continue
    const row = rowOf(name)
    const parents = row.path.split('.')
    const key = parents.pop() ?? ''
    const value = row.secret ? keys[name as SecretName] : row.toWire(values, '')
    // Without a required field its object is sent all the same, so that the API can say what is missing.
    if (value !== undefined) objectAt(draft, parents)[key] = value
    else if (row.required) objectAt(draft, parents)
  }
  // Each row's type says what is at its place.
  return draft as TunnelDraft
}

/** What the form holds for a tunnel that was read, complete or not. Keys that the API does not give back stay blank. */
export const fromWire = (tunnel: Tunnel): TunnelValues =>
  Object.assign({ ...DEFAULT_VALUES }, ...FIELD_NAMES.map((name) => rowOf(name).fromWire(tunnel)))

/** What a field would send; undefined when it sends nothing. */
const sentFor = (name: FieldName, values: TunnelValues): unknown =>
  isOn(name, values) ? rowOf(name).toWire(values, 'generated') : undefined

/** Whether another value would be sent. */
export const isChanged = (name: FieldName, before: TunnelValues, after: TunnelValues): boolean =>
  JSON.stringify(sentFor(name, before)) !== JSON.stringify(sentFor(name, after))

/** The fields of which another value would be sent, in the order of the screen. */
export const changedFields = (before: TunnelValues, after: TunnelValues): FieldName[] =>
  FIELD_NAMES.filter((name) => isChanged(name, before, after))

/** A payload with every key replaced. */
export const withoutKeys = (payload: TunnelDraft, replacement: string): TunnelDraft => {
  const copy: Json = structuredClone(payload)
  for (const name of SECRET_NAMES) {
    const parents = rowOf(name).path.split('.')
    const key = parents.pop() ?? ''
    const parent = parents.reduce<Json | undefined>(
      (object, part) => object?.[part] as Json | undefined,
      copy,
    )
    if (parent?.[key] !== undefined) parent[key] = replacement
  }
  return copy as TunnelDraft
}
