/** What creating and updating have in common: a body becomes a tunnel, or every problem of it. */
import type { ResponseInfo } from '../contract/envelope.ts'
import type { TunnelDraft, TunnelInput } from '../contract/tunnel.ts'
import { isPartial, judgeTunnel } from './judge.ts'
import { CODES } from './refusals.ts'
import { restarted } from './router.ts'
import { cannotUnmarshal, NOT_AN_OBJECT, readTunnel, type Shape } from './shape.ts'
import type { StoredInput, StoredTunnel, World } from './world.ts'

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

/** Everything there is to say about a draft: first its shape, then the rules on what could be read of it. */
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
  // What could not be read is not missing.
  return [...errors, ...ruled.filter(({ source }) => !said.has(source.pointer))]
}

export const withoutKey = ({ psk: _, ...input }: TunnelInput): StoredInput => input

/**
 * What a PUT makes of a tunnel. The schema wants the whole tunnel, while the documentation shows bodies with
 * nothing but `psk` or `health_check` whose answers look merged (docs/api.md, Contradictions between
 * sources). So a body that names any of the required fields replaces all the others, and one that names none
 * of them changes only what it names. Either way the key stays when none is given: it cannot be read back, so
 * nobody could send it along.
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

/** What an update changes about the session: it starts again when either end or BGP changed. */
const restarts = (before: StoredInput, after: StoredInput): boolean =>
  (['cloudflare_endpoint', 'customer_endpoint', 'interface_address'] as const).some(
    (field) => before[field] !== after[field],
  ) || JSON.stringify(before.bgp) !== JSON.stringify(after.bgp)

/** @param now milliseconds since the epoch */
export const updated = (tunnel: StoredTunnel, draft: TunnelDraft, now: number): StoredTunnel => {
  const { name, cloudflare_endpoint, interface_address } = tunnel.input
  // A draft that lacks one of these is refused, but not before the rest of its list is judged beside it.
  const input = withoutKey({ name, cloudflare_endpoint, interface_address, ...draft } as TunnelInput)
  const time = new Date(now).toISOString()
  const former = [...(tunnel.former ?? []), { name, until: now }]
  const changed = { ...tunnel, input, modified_on: time, ...(input.name !== name && { former }) }
  return draft.psk
    ? withNewKey(changed, now)
    : { ...changed, router: restarts(tunnel.input, input) ? restarted(tunnel.router, now) : tunnel.router }
}

/** A new key restarts the session: the router has to learn it first. @param now milliseconds since the epoch */
export const withNewKey = (tunnel: StoredTunnel, now: number): StoredTunnel => ({
  ...tunnel,
  psk_set_on: new Date(now).toISOString(),
  router: restarted(
    tunnel.psk_set_on === null ? { ...tunnel.router, past: [{ until: now, fate: 'lost' }] } : tunnel.router,
    now,
  ),
})
