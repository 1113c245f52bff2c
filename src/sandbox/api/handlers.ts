/**
 * The effect of each operation on a world. A handler changes a copy, which is stored only when the call succeeds and
 * is not a dry-run, so handlers need not know about dry-runs. Results are wrapped as in the real API (docs/api.md,
 * Operations). Its answer to a dry-run is not known; here it is the same as to the real call.
 */

import * as z from 'zod/mini'
import type { ResponseInfo } from '../../contract/envelope.ts'
import { isObject } from '../../contract/json.ts'
import type { TunnelInput } from '../../contract/tunnel.ts'
import { lagOf } from '../faults/faults.ts'
import { at, CODES, NO_TUNNEL } from '../refusals.ts'
import { newRouter } from '../router/router.ts'
import type { StoredTunnel, World } from '../world/world.ts'
import { cannotUnmarshal, NOT_AN_OBJECT, readShape, readTunnel } from './shape.ts'
import { served, toRead } from './wire.ts'
import {
  allErrors,
  notAnObject,
  type Refused,
  readUpdate,
  refusedFor,
  updated,
  withNewKey,
  withoutKey,
} from './write.ts'

/** The input of a handler. */
export interface Call {
  /** A copy for this call. */
  world: World
  /** Milliseconds since the epoch. */
  now: number
  newId(): string
  /** Recognises this PSK of the tunnel from now on. */
  rememberKey(tunnelId: string, psk: string): void
  /** Whether the request has `x-magic-new-hc-target: true`. */
  objectTarget: boolean
  /** The path's tunnel id. */
  id: string
  body: unknown
}

/** The output of a handler: a result, or a status and every problem of the request. */
export type Handled = { result: unknown } | Refused

export type Handler = (call: Call) => Handled

const NOT_FOUND: Handled = { status: 404, errors: [NO_TUNNEL] }

const find = ({ world }: Call, id: string): StoredTunnel | undefined =>
  world.tunnels.find((tunnel) => tunnel.id === id)

const replace = ({ world }: Call, changed: StoredTunnel): void => {
  world.tunnels = world.tunnels.map((tunnel) => (tunnel.id === changed.id ? changed : tunnel))
}

export const list: Handler = (call) => {
  const shownUntil = call.now - lagOf(call.world.fault)
  const tunnels = call.world.tunnels.filter(({ created_on }) => Date.parse(created_on) <= shownUntil)
  return { result: { ipsec_tunnels: tunnels.map((tunnel) => served(tunnel, call)) } }
}

export const view: Handler = (call) => {
  const tunnel = find(call, call.id)
  return tunnel ? { result: { ipsec_tunnel: served(tunnel, call) } } : NOT_FOUND
}

const made = ({ now, newId, rememberKey }: Call, draft: TunnelInput): StoredTunnel => {
  const time = new Date(now).toISOString()
  const id = newId()
  if (draft.psk) rememberKey(id, draft.psk)
  return {
    id,
    input: withoutKey(draft),
    created_on: time,
    modified_on: time,
    psk_set_on: draft.psk ? time : null,
    router: newRouter(now),
  }
}

/**
 * Accepts one tunnel and returns it. An old client sends and expects a list under `ipsec_tunnels`, as one page of the
 * documentation shows (docs/api.md, Contradictions between sources). A list is answered with a list; all its tunnels
 * are created or none.
 */
export const create: Handler = (call) => {
  const { body, world, objectTarget } = call
  if (!isObject(body)) return notAnObject(body)
  const { ipsec_tunnels: list } = body
  const errors: ResponseInfo[] = []
  const tunnels = (Array.isArray(list) ? list : [body]).flatMap((entry: unknown, index) => {
    const prefix = Array.isArray(list) ? `/ipsec_tunnels/${index}` : ''
    if (!isObject(entry)) {
      errors.push(at(prefix, CODES.badBody, cannotUnmarshal(entry, NOT_AN_OBJECT)))
      return []
    }
    const shape = readTunnel(entry, objectTarget, { prefix, doing: 'creating' })
    const problems = allErrors(shape, world, objectTarget, { prefix })
    errors.push(...problems)
    if (problems.length > 0) return []
    // Without problems, no required field is missing.
    const tunnel = made(call, shape.value as TunnelInput)
    world.tunnels.push(tunnel)
    return [toRead(tunnel, call)]
  })
  if (errors.length > 0) return refusedFor(errors)
  return { result: Array.isArray(list) ? { ipsec_tunnels: tunnels } : tunnels[0] }
}

export const update: Handler = (call) => {
  const { body, world, now, objectTarget } = call
  const tunnel = find(call, call.id)
  if (!tunnel) return NOT_FOUND
  if (!isObject(body)) return notAnObject(body)
  const shape = readUpdate(body, tunnel, objectTarget)
  const errors = allErrors(shape, world, objectTarget, { self: tunnel.id })
  if (errors.length > 0) return refusedFor(errors)
  const changed = updated(tunnel, shape.value, now)
  if (shape.value.psk) call.rememberKey(tunnel.id, shape.value.psk)
  replace(call, changed)
  return { result: { modified: true, modified_ipsec_tunnel: toRead(changed, call) } }
}

/**
 * The schema of the bulk update only requires an `id` (docs/api.md, Operations). Accepted are a list under
 * `ipsec_tunnels`, as in the answer, a bare list, and one tunnel; each entry is like the body of a PUT. All are changed
 * or none. The rules check the result as a whole, so that two tunnels can swap their names.
 */
const entriesOf = (body: unknown): { entries: unknown[]; prefixOf(index: number): string } | null => {
  if (Array.isArray(body)) return { entries: body, prefixOf: (index) => `/${index}` }
  if (!isObject(body)) return null
  const { ipsec_tunnels: named } = body
  return Array.isArray(named)
    ? { entries: named, prefixOf: (index) => `/ipsec_tunnels/${index}` }
    : { entries: [body], prefixOf: () => '' }
}

export const updateAll: Handler = (call) => {
  const { world, now, objectTarget } = call
  const given = entriesOf(call.body)
  if (!given) return notAnObject(call.body)
  const errors: ResponseInfo[] = []
  const seen = new Set<string>()
  const changes = given.entries.flatMap((entry, index) => {
    const prefix = given.prefixOf(index)
    const refuse = (pointer: string, code: number, message: string): [] => {
      errors.push(at(prefix + pointer, code, message))
      return []
    }
    if (!isObject(entry)) return refuse('', CODES.badBody, cannotUnmarshal(entry, NOT_AN_OBJECT))
    const { id } = entry
    if (typeof id !== 'string') return refuse('/id', CODES.missing, 'id is required')
    if (seen.has(id)) return refuse('/id', CODES.idTwice, 'This id is in the list twice')
    seen.add(id)
    const tunnel = find(call, id)
    if (!tunnel) return refuse('/id', CODES.tunnelNotFound, NO_TUNNEL.message)
    const shape = readUpdate(entry, tunnel, objectTarget, prefix)
    const changed = updated(tunnel, shape.value, now)
    replace(call, changed)
    return [{ shape, changed, prefix }]
  })
  for (const { shape, changed, prefix } of changes) {
    errors.push(...allErrors(shape, world, objectTarget, { self: changed.id, prefix }))
  }
  if (errors.length > 0) {
    const isGone = errors.every(({ code }) => code === CODES.tunnelNotFound)
    return isGone ? { status: 404, errors } : refusedFor(errors)
  }
  for (const { shape, changed } of changes) if (shape.value.psk) call.rememberKey(changed.id, shape.value.psk)
  return {
    result: {
      modified: changes.length > 0,
      modified_ipsec_tunnels: changes.map(({ changed }) => toRead(changed, call)),
    },
  }
}

export const remove: Handler = (call) => {
  const tunnel = find(call, call.id)
  if (!tunnel) return NOT_FOUND
  call.world.tunnels = call.world.tunnels.filter(({ id }) => id !== tunnel.id)
  return { result: { deleted: true, deleted_ipsec_tunnel: toRead(tunnel, call) } }
}

const KEY_LENGTH = 32
const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(KEY_LENGTH))]
    .map((byte) => KEY_ALPHABET.charAt(byte % KEY_ALPHABET.length))
    .join('')

/** Sets a PSK. The answer is the only place that shows it. */
const applyKey = (call: Call, tunnel: StoredTunnel, psk: string) => {
  const changed = withNewKey(tunnel, call.now)
  call.rememberKey(tunnel.id, psk)
  replace(call, changed)
  return {
    ipsec_tunnel_id: tunnel.id,
    ipsec_id: `${call.world.account_number}_${tunnel.id}`,
    psk,
    psk_metadata: { last_generated_on: changed.psk_set_on },
  }
}

export const generateKey: Handler = (call) => {
  const tunnel = find(call, call.id)
  return tunnel ? { result: applyKey(call, tunnel, newKey()) } : NOT_FOUND
}

const keysBody = z.object({ psks: z.array(z.object({ id: z.string(), psk: z.string() })) })

/** Some PSKs may be set and others not, with HTTP 200 (docs/api.md, Operations). */
export const setKeys: Handler = (call) => {
  if (!isObject(call.body)) return notAnObject(call.body)
  if (call.body.psks == null) {
    return { status: 400, errors: [at('/psks', CODES.missing, 'psks is required')] }
  }
  const { value, errors } = readShape(keysBody, call.body)
  if (errors.length > 0) return { status: 400, errors }
  const applied = new Map<string, unknown>()
  const unapplied = new Map<string, string>()
  for (const { id, psk } of value.psks) {
    const tunnel = find(call, id)
    if (tunnel && psk !== '') applied.set(id, applyKey(call, tunnel, psk))
    else unapplied.set(id, tunnel ? 'The key is empty' : NO_TUNNEL.message)
  }
  return {
    result: {
      successfully_applied_psks: Object.fromEntries(applied),
      unapplied_psks: Object.fromEntries(unapplied),
    },
  }
}
