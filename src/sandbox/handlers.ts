/** What each operation does to a world. Results are wrapped as the real API wraps them (facts section 1). */
import * as z from 'zod/mini'
import type { TunnelInput } from '../contract/tunnel.ts'
import { judgeTunnel, readShape } from './judge.ts'
import { at, CODES } from './refusals.ts'
import type { Call, Outcome } from './sandbox.ts'
import { toRead } from './wire.ts'
import type { StoredTunnel } from './world.ts'

const NOT_FOUND: Outcome = {
  status: 404,
  errors: [{ code: CODES.notFound, message: 'IPsec tunnel not found' }],
}

const find = ({ world, id }: Call): StoredTunnel | undefined =>
  world.tunnels.find((tunnel) => tunnel.id === id)

const timestamp = ({ now }: Call): string => new Date(now).toISOString()

/** The shape first, then every rule; both say all they have to say. */
const judged = (
  { body, world }: Call,
  self?: string,
): { draft: TunnelInput } | { status: number; errors: ReturnType<typeof judgeTunnel> } => {
  const shape = readShape(body)
  if ('errors' in shape) return { status: 400, errors: shape.errors }
  const errors = judgeTunnel(shape.draft, world, self)
  if (errors.length > 0) {
    const isConflict = errors.every(({ code }) => code === CODES.nameTaken || code === CODES.overlap)
    return { status: isConflict ? 409 : 400, errors }
  }
  // `judgeTunnel` has seen to it that nothing required is missing.
  return { draft: shape.draft as TunnelInput }
}

const withoutKey = ({ psk: _, ...input }: TunnelInput): Omit<TunnelInput, 'psk'> => input

export const list = (call: Call): Outcome => ({
  result: { ipsec_tunnels: call.world.tunnels.map((tunnel) => toRead(tunnel, call)) },
})

export const view = (call: Call): Outcome => {
  const tunnel = find(call)
  return tunnel ? { result: { ipsec_tunnel: toRead(tunnel, call) } } : NOT_FOUND
}

export const create = (call: Call): Outcome => {
  const checked = judged(call)
  if ('errors' in checked) return checked
  const { draft } = checked
  const tunnel: StoredTunnel = {
    id: call.newId(),
    input: withoutKey(draft),
    created_on: timestamp(call),
    modified_on: timestamp(call),
    psk_set_on: draft.psk ? timestamp(call) : null,
    router: { behaviour: 'correct', since: call.now, wasUp: false },
  }
  if (!call.validateOnly) {
    call.world.tunnels.push(tunnel)
    call.save()
  }
  return { result: toRead(tunnel, call) }
}

/** What an update changes about the session: it starts anew when either end or BGP changed. */
const restarts = (before: Omit<TunnelInput, 'psk'>, after: TunnelInput): boolean =>
  (['cloudflare_endpoint', 'customer_endpoint', 'interface_address'] as const).some(
    (field) => before[field] !== after[field],
  ) || JSON.stringify(before.bgp) !== JSON.stringify(after.bgp)

export const update = (call: Call): Outcome => {
  const tunnel = find(call)
  if (!tunnel) return NOT_FOUND
  const checked = judged(call, tunnel.id)
  if ('errors' in checked) return checked
  const { draft } = checked
  const changed: StoredTunnel = {
    ...tunnel,
    input: withoutKey(draft),
    modified_on: timestamp(call),
    psk_set_on: draft.psk ? timestamp(call) : tunnel.psk_set_on,
    router: restarts(tunnel.input, draft)
      ? { behaviour: 'correct', since: call.now, wasUp: false }
      : tunnel.router,
  }
  if (!call.validateOnly) {
    Object.assign(tunnel, changed)
    call.save()
  }
  return { result: { modified: true, modified_ipsec_tunnel: toRead(changed, call) } }
}

export const remove = (call: Call): Outcome => {
  const tunnel = find(call)
  if (!tunnel) return NOT_FOUND
  const deleted_ipsec_tunnel = toRead(tunnel, call)
  if (!call.validateOnly) {
    call.world.tunnels = call.world.tunnels.filter(({ id }) => id !== tunnel.id)
    call.save()
  }
  return { result: { deleted: true, deleted_ipsec_tunnel } }
}

const KEY_LENGTH = 32
const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(KEY_LENGTH))]
    .map((byte) => KEY_ALPHABET.charAt(byte % KEY_ALPHABET.length))
    .join('')

/** A new key restarts the session: the router has to learn it first. */
const setKey = (tunnel: StoredTunnel, call: Call): void => {
  tunnel.psk_set_on = timestamp(call)
  tunnel.router = { ...tunnel.router, since: call.now, wasUp: false }
}

export const generateKey = (call: Call): Outcome => {
  const tunnel = find(call)
  if (!tunnel) return NOT_FOUND
  if (!call.validateOnly) {
    setKey(tunnel, call)
    call.save()
  }
  return {
    result: {
      ipsec_tunnel_id: tunnel.id,
      ipsec_id: `${call.world.accountNumber}_${tunnel.id}`,
      psk: newKey(),
      psk_metadata: { last_generated_on: timestamp(call) },
    },
  }
}

const keysBody = z.object({ psks: z.array(z.object({ id: z.string(), psk: z.string() })) })

/** Some keys may be set and others not, under one HTTP 200 (facts section 1). */
export const setKeys = (call: Call): Outcome => {
  const parsed = keysBody.safeParse(call.body)
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) =>
      at(`/${path.join('/')}`, CODES.wrongShape, message),
    )
    return { status: 400, errors }
  }
  const successfully_applied_psks: Record<string, unknown> = {}
  const unapplied_psks: Record<string, string> = {}
  for (const { id, psk } of parsed.data.psks) {
    const tunnel = call.world.tunnels.find((each) => each.id === id)
    if (!tunnel || psk === '') {
      unapplied_psks[id] = tunnel ? 'The key is empty' : 'IPsec tunnel not found'
      continue
    }
    if (!call.validateOnly) setKey(tunnel, call)
    successfully_applied_psks[id] = {
      ipsec_tunnel_id: id,
      ipsec_id: `${call.world.accountNumber}_${id}`,
      psk,
      psk_metadata: { last_generated_on: timestamp(call) },
    }
  }
  if (!call.validateOnly) call.save()
  return { result: { successfully_applied_psks, unapplied_psks } }
}
