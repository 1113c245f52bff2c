/** Shared by create and update: turns a body into a tunnel, or returns all its problems. */
import type { ResponseInfo } from '../../contract/envelope.ts'
import type { TunnelDraft, TunnelInput } from '../../contract/tunnel.ts'
import { CODES } from '../refusals.ts'
import { restarted } from '../router/router.ts'
import type { Router, StoredInput, StoredTunnel, World } from '../world/world.ts'
import { isPartial, judgeTunnel } from './judge.ts'
import { cannotUnmarshal, NOT_AN_OBJECT, readTunnel, type Shape } from './shape.ts'

export interface Refused {
  status: number
  errors: ResponseInfo[]
}

export const notAnObject = (body: unknown): Refused => ({
  status: 400,
  errors: [{ code: CODES.badBody, message: cannotUnmarshal(body, NOT_AN_OBJECT) }],
})

const CONFLICTS: readonly number[] = [CODES.nameTaken, CODES.overlap]

export const refusedFor = (errors: ResponseInfo[]): Refused => ({
  status: errors.every(({ code }) => CONFLICTS.includes(code)) ? 409 : 400,
  errors,
})

/** All errors of a draft: first those of its shape, then those of the rules for its valid parts. */
export const allErrors = (
  { value, errors }: Shape<TunnelDraft>,
  world: World,
  objectTarget: boolean,
  { self, prefix = '' }: { self?: string; prefix?: string } = {},
): ResponseInfo[] => {
  const others = world.tunnels.filter(({ id }) => id !== self)
  const ruled = judgeTunnel(value, { others, flags: world.flags, objectTarget }).map((error) => ({
    ...error,
    source: { pointer: `${prefix}${error.source?.pointer ?? ''}` },
  }))
  const said = new Set(errors.map(({ source }) => source?.pointer))
  // A field with an error of its shape was removed from the draft, so the rules would report it as missing.
  return [...errors, ...ruled.filter(({ source }) => !said.has(source.pointer))]
}

export const withoutKey = ({ psk: _, ...input }: TunnelInput): StoredInput => input

/**
 * The tunnel after a PUT. The schema requires the whole tunnel, while the documentation shows bodies with only `psk` or
 * `health_check`, whose answers look merged (docs/api.md, Contradictions between sources). So a body with any of the
 * required fields replaces the whole tunnel, and a body with none of them changes only its own fields. A PSK that is
 * not sent is kept in both cases: no client can read it to send it back.
 */
export const readUpdate = (
  given: Record<string, unknown>,
  tunnel: StoredTunnel,
  objectTarget: boolean,
  prefix = '',
): Shape<TunnelDraft> => {
  const { value, errors } = readTunnel(given, objectTarget, { prefix, doing: 'updating' })
  return { value: isPartial(given) ? { ...tunnel.input, ...value } : value, errors }
}

/** Whether an update restarts the session: when an address or BGP changed. */
const restarts = (before: StoredInput, after: StoredInput): boolean =>
  (['cloudflare_endpoint', 'customer_endpoint', 'interface_address'] as const).some(
    (field) => before[field] !== after[field],
  ) || JSON.stringify(before.bgp) !== JSON.stringify(after.bgp)

/** @param now milliseconds since the epoch */
export const updated = (tunnel: StoredTunnel, draft: TunnelDraft, now: number): StoredTunnel => {
  const { name, cloudflare_endpoint, interface_address } = tunnel.input
  // A draft without one of these is refused, but only after the other entries of its list are checked.
  const input = withoutKey({ name, cloudflare_endpoint, interface_address, ...draft } as TunnelInput)
  const time = new Date(now).toISOString()
  const former = [...(tunnel.former ?? []), { name, until: now }]
  const changed = { ...tunnel, input, modified_on: time, ...(input.name !== name && { former }) }
  return draft.psk
    ? withNewKey(changed, now)
    : { ...changed, router: restarts(tunnel.input, input) ? restarted(tunnel.router, now) : tunnel.router }
}

/** A new PSK restarts the session. @param now milliseconds since the epoch */
export const withNewKey = (tunnel: StoredTunnel, now: number): StoredTunnel => ({
  ...tunnel,
  psk_set_on: new Date(now).toISOString(),
  router: restarted(
    {
      ...withFormerKey(tunnel.router),
      ...(tunnel.psk_set_on === null && { past: [{ until: now, fate: 'lost' }] }),
    },
    now,
  ),
})

/** A router that was configured with the tunnel's key in its text keeps that key. */
const withFormerKey = (router: Router): Router =>
  router.settings?.ike?.key === 'same'
    ? { ...router, settings: { ...router.settings, ike: { ...router.settings.ike, key: 'other' } } }
    : router
