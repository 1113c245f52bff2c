/**
 * Changes an existing tunnel. Like a create, each change is sent once and ends as done, not done or unknown. Reading
 * the tunnel again resolves unknown. An update that would overwrite someone else's change is refused.
 */
import { API_CODES } from '../../contract/api-codes.ts'
import type { ParsedBody, Result } from '../../contract/endpoints.ts'
import { ok } from '../../contract/envelope.ts'
import { withKept } from '../../contract/fields/kept.ts'
import { lookRepeatedly } from '../../contract/lost-answer.ts'
import { type Tunnel, tunnelInput } from '../../contract/tunnel.ts'
import { type ApiResponse, passOn, refused, respond } from '../http/api-response.ts'
import { digestOf } from '../identity/secrets.ts'
import type { UpstreamOutcome } from '../upstream/outcome.ts'
import { keepUnknown, knownFields } from './keep-unknown.ts'

/** Rows that change a tunnel. */
export type ChangeRow = 'updateTunnel' | 'deleteTunnel' | 'generatePsk' | 'setPsk'

export interface ChangeDeps {
  read(): Promise<UpstreamOutcome<Result<'getTunnel'>>>
  send<K extends ChangeRow>(row: K, body: ParsedBody<K>): Promise<UpstreamOutcome<Result<K>>>
  wait(ms: number): Promise<void>
}

const NOT_FOUND: ReadonlySet<number> = new Set([API_CODES.routeNotFound, API_CODES.tunnelNotFound])

export const isGone = (answer: UpstreamOutcome): boolean =>
  answer.outcome === 'not_done' &&
  answer.wasSent &&
  (answer.status === 404 || answer.errors.some(({ code }) => NOT_FOUND.has(code)))

const unknown = (): ApiResponse => refused('outcome_unknown', { outcome: 'unknown' })

/** The response when the outcome is certain; null when the tunnel must be read to find out. */
const certain = (answer: UpstreamOutcome): ApiResponse | null =>
  answer.outcome === 'unknown' ? null : passOn(answer, answer.outcome)

/** Reads the tunnel several times, until `judge` finds the effect of the change. */
const look = async (
  { read, wait }: ChangeDeps,
  judge: (now: UpstreamOutcome<Result<'getTunnel'>>) => ApiResponse | null,
): Promise<ApiResponse> => {
  const found = await lookRepeatedly(wait, async () => judge(await read()))
  return found ? { ...found, isFoundByLooking: true } : unknown()
}

export const done = (result: unknown): ApiResponse => respond(200, { ...ok(result), outcome: 'done' })

// ---- update ----------------------------------------------------------------------------------------------

/**
 * @param base the `ETag` of the state that the form was filled from; null skips the check
 */
export const updateTunnel = async (
  body: ParsedBody<'updateTunnel'>,
  base: string | null,
  deps: ChangeDeps,
): Promise<ApiResponse> => {
  const before = await deps.read()
  if (before.outcome !== 'done') return passOn(before, 'not_done')
  const { ipsec_tunnel: current } = before.result
  if (base !== null && base !== (await fingerprint(current))) {
    return refused('changed_meanwhile', { outcome: 'not_done' })
  }
  const { keep: _, ...input } = body
  const answer = await deps.send('updateTunnel', wholeUpdate(body, current))
  // Reads never show a PSK, so only the time of modification shows a change of the PSK alone.
  const needsNewTime = input.psk !== undefined || holds(current, input)
  return (
    certain(answer) ??
    look(deps, (now) => {
      if (now.outcome !== 'done') return null
      const { ipsec_tunnel: tunnel } = now.result
      const isNewer = tunnel.modified_on != null && tunnel.modified_on !== current.modified_on
      const isDone = holds(tunnel, input) && (isNewer || !needsNewTime)
      return isDone ? done({ modified: true, modified_ipsec_tunnel: tunnel }) : null
    })
  )
}

const { bgp, custom_remote_identities, health_check } = tunnelInput.shape
const KNOWN = knownFields(tunnelInput, {
  bgp: bgp.def.innerType,
  custom_remote_identities: custom_remote_identities.def.innerType,
  health_check: health_check.def.innerType,
})

type Update = ParsedBody<'updateTunnel'> | ParsedBody<'validateUpdate'>

/**
 * The body of an update: the request, the fields that this program does not know, and the values that the form could
 * not show. The dry-run of an update uses the same body, so that it checks what saving would send.
 */
export const wholeUpdate = <Body extends Update>({ keep = [], ...input }: Body, current: Tunnel): Body =>
  // The added fields are not in the type; all others keep the caller's type.
  withKept(keepUnknown(input, current, KNOWN), current, keep) as Body

/** Whether the tunnel has every value of the request. PSKs and computed values are skipped: reads never show them. */
export const holds = (shown: unknown, wanted: unknown, key = ''): boolean => {
  if (key === 'psk' || key === 'effective') return true
  if (typeof wanted !== 'object' || wanted === null) return (shown ?? empty(wanted)) === wanted
  if (Array.isArray(wanted)) return JSON.stringify(shown ?? []) === JSON.stringify(wanted)
  return Object.entries(wanted).every(([name, value]) =>
    holds((shown as Record<string, unknown> | null)?.[name], value, name),
  )
}

/** Reads omit fields with their default value (docs/api.md, Fields). */
const empty = (wanted: unknown) => (wanted === false || wanted === '' ? wanted : undefined)

/** The `ETag` of a tunnel or route: a digest of all fields except the BGP status, which changes without an edit. */
export const fingerprint = async (shown: Record<string, unknown>): Promise<string> => {
  const { bgp_status: _status, ...stable } = shown
  return `"${(await digestOf(JSON.stringify(stable))).slice(0, 32)}"`
}

// ---- delete ----------------------------------------------------------------------------------------------

/** A tunnel that does not exist counts as deleted. */
export const deleteTunnel = async (id: string, deps: ChangeDeps): Promise<ApiResponse> => {
  const gone = () => done({ deleted: true, deleted_ipsec_tunnel: { id } })
  const answer = await deps.send('deleteTunnel', {})
  if (isGone(answer)) return gone()
  return certain(answer) ?? look(deps, (now) => (isGone(now) ? gone() : null))
}

// ---- keys ------------------------------------------------------------------------------------------------

/** A lost answer is a lost PSK: it may be in use, cannot be read back, and a second request would replace it. */
export const generatePsk = async (deps: ChangeDeps): Promise<ApiResponse> =>
  certain(await deps.send('generatePsk', {})) ?? unknown()

export const setPsk = async (
  id: string,
  body: ParsedBody<'setPsk'>,
  deps: ChangeDeps,
): Promise<ApiResponse> => {
  const before = await deps.read()
  if (before.outcome !== 'done') return passOn(before, 'not_done')
  const answer = await deps.send('setPsk', body)
  if (answer.outcome === 'done') {
    // The API reports partial success with HTTP 200 (docs/api.md, Operations).
    const why = answer.result.unapplied_psks?.[id]
    return why === undefined ? passOn(answer, 'done') : refused('key_not_set', { outcome: 'not_done' })
  }
  const setAt = (tunnel: Tunnel) => tunnel.psk_metadata?.last_generated_on ?? null
  return (
    certain(answer) ??
    look(deps, (now) => {
      const isSet =
        now.outcome === 'done' && setAt(now.result.ipsec_tunnel) !== setAt(before.result.ipsec_tunnel)
      return isSet ? done({ successfully_applied_psks: { [id]: { ipsec_tunnel_id: id } } }) : null
    })
  )
}
