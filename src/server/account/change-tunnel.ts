/**
 * Changes an existing tunnel. Like a create, each change is sent once and ends as done, not done or unknown. Reading
 * the tunnel again resolves unknown. An update that would overwrite someone else's change is refused.
 */
import type { ParsedBody, Result } from '../../contract/endpoints.ts'
import { withKept } from '../../contract/fields/kept.ts'
import { type Tunnel, tunnelInput } from '../../contract/tunnel.ts'
import { type ApiResponse, passOn, refused } from '../http/api-response.ts'
import type { UpstreamOutcome } from '../upstream/outcome.ts'
import { etagOf } from './etag.ts'
import { keepUnknown, knownFields } from './keep-unknown.ts'
import { certain, done, holds, isNotFound, lookFor, unknown } from './write-result.ts'

/** Rows that change a tunnel. */
export type ChangeRow = 'updateTunnel' | 'deleteTunnel' | 'generatePsk' | 'setPsk'

export interface ChangeDeps {
  read(): Promise<UpstreamOutcome<Result<'getTunnel'>>>
  send<K extends ChangeRow>(row: K, body: ParsedBody<K>): Promise<UpstreamOutcome<Result<K>>>
  wait(ms: number): Promise<void>
}

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
  if (base !== null && base !== (await etagOf(current))) {
    return refused('changed_meanwhile', { outcome: 'not_done' })
  }
  const { keep: _, ...input } = body
  const answer = await deps.send('updateTunnel', wholeUpdate(body, current))
  // Reads never show a PSK, so only the time of modification shows a change of the PSK alone.
  const needsNewTime = input.psk !== undefined || holds(current, input)
  return (
    certain(answer) ??
    lookFor(deps.wait, async () => {
      const now = await deps.read()
      if (now.outcome !== 'done') return null
      const { ipsec_tunnel: tunnel } = now.result
      const isNewer = tunnel.modified_on != null && tunnel.modified_on !== current.modified_on
      const isDone = holds(tunnel, input) && (isNewer || !needsNewTime)
      return isDone ? { modified: true, modified_ipsec_tunnel: tunnel } : null
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

// ---- delete ----------------------------------------------------------------------------------------------

/** A tunnel that does not exist counts as deleted. */
export const deleteTunnel = async (id: string, deps: ChangeDeps): Promise<ApiResponse> => {
  const gone = { deleted: true, deleted_ipsec_tunnel: { id } }
  const answer = await deps.send('deleteTunnel', {})
  if (isNotFound(answer)) return done(gone)
  return certain(answer) ?? lookFor(deps.wait, async () => (isNotFound(await deps.read()) ? gone : null))
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
    lookFor(deps.wait, async () => {
      const now = await deps.read()
      const isSet =
        now.outcome === 'done' && setAt(now.result.ipsec_tunnel) !== setAt(before.result.ipsec_tunnel)
      return isSet ? { successfully_applied_psks: { [id]: { ipsec_tunnel_id: id } } } : null
    })
  )
}
