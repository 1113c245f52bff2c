/**
 * Changes to a tunnel that exists. Like a create, each is sent once and ends as done, not done or unknown;
 * unknown is settled by reading the tunnel again. Writing over someone else's change is refused.
 */
import type { Body, Result } from '../../contract/endpoints.ts'
import { ok } from '../../contract/envelope.ts'
import { type Tunnel, tunnelInput } from '../../contract/tunnel.ts'
import { type Answer, answer, answerOf, refused } from '../http/api-response.ts'
import { digestOf } from '../identity/secrets.ts'
import type { Reading } from '../upstream/outcome.ts'
import { LOOKS_MS } from './create-tunnel.ts'

/** Rows that change a tunnel. */
export type ChangeRow = 'updateTunnel' | 'deleteTunnel' | 'generatePsk' | 'setPsk'

export interface ChangeDeps {
  read(): Promise<Reading<Result<'getTunnel'>>>
  send<K extends ChangeRow>(row: K, body: unknown): Promise<Reading<Result<K>>>
  wait(ms: number): Promise<void>
}

/** The API's words for "no such tunnel" (facts 4). */
const NOT_FOUND = 1032

const isGone = (reading: Reading): boolean =>
  reading.kind === 'no' && (reading.status === 404 || reading.errors.some(({ code }) => code === NOT_FOUND))

const unknown = (): Answer => refused('outcome_unknown', { outcome: 'unknown' })

/** Answers what is certain; null leaves it to looking. */
const certain = (reading: Reading): Answer | null => {
  if (reading.kind === 'unclear') return null
  return answerOf(reading, reading.kind === 'yes' ? 'done' : 'not_done')
}

/** Reads again and again until `judge` finds what the change would have left behind. */
const look = async (
  { read, wait }: ChangeDeps,
  judge: (now: Reading<Result<'getTunnel'>>) => Answer | null,
): Promise<Answer> => {
  for (const ms of LOOKS_MS) {
    await wait(ms)
    const found = judge(await read())
    if (found) return { ...found, isByLooking: true }
  }
  return unknown()
}

const done = (result: unknown): Answer => answer(200, { ...ok(result), outcome: 'done' })

// ---- update ----------------------------------------------------------------------------------------------

/**
 * @param base the `ETag` that the form was filled from; null when the caller does not care
 */
export const update = async (
  body: Body<'updateTunnel'>,
  base: string | null,
  deps: ChangeDeps,
): Promise<Answer> => {
  const before = await deps.read()
  if (before.kind !== 'yes') return answerOf(before, 'not_done')
  const { ipsec_tunnel: current } = before.result
  if (base !== null && base !== (await fingerprint(current))) {
    return refused('changed_meanwhile', { outcome: 'not_done' })
  }
  const reading = await deps.send('updateTunnel', keepUnknown(body, current))
  // Reads never show a key, so a change of the key alone leaves no trace but the time of the change.
  const needsNewTime = body.psk !== undefined || holds(current, body)
  return (
    certain(reading) ??
    look(deps, (now) => {
      if (now.kind !== 'yes') return null
      const { ipsec_tunnel: tunnel } = now.result
      const isNewer = tunnel.modified_on != null && tunnel.modified_on !== current.modified_on
      const isDone = holds(tunnel, body) && (isNewer || !needsNewTime)
      return isDone ? done({ modified: true, modified_ipsec_tunnel: tunnel }) : null
    })
  )
}

const WRITABLE = new Set(Object.keys(tunnelInput.shape))
/** What the API reports and does not take (facts 2). */
const REPORTED = new Set([
  'id',
  'created_on',
  'modified_on',
  'allow_null_cipher',
  'bgp_status',
  'psk_metadata',
  'remote_identities',
])

/** A PUT replaces the whole tunnel, so a field newer than this program must travel back as it came. */
const keepUnknown = (body: Body<'updateTunnel'>, current: Tunnel): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(current).filter(([key]) => !WRITABLE.has(key) && !REPORTED.has(key))),
  ...body,
})

/** Whether the tunnel shows everything that the request set. Keys are never shown, nor is what is computed. */
const holds = (shown: unknown, wanted: unknown, key = ''): boolean => {
  if (key === 'psk' || key === 'effective') return true
  if (typeof wanted !== 'object' || wanted === null) return (shown ?? empty(wanted)) === wanted
  if (Array.isArray(wanted)) return JSON.stringify(shown ?? []) === JSON.stringify(wanted)
  return Object.entries(wanted).every(([name, value]) =>
    holds((shown as Record<string, unknown> | null)?.[name], value, name),
  )
}

/** Reads leave out what is default (facts 2). */
const empty = (wanted: unknown) => (wanted === false || wanted === '' ? wanted : undefined)

/** Names one state of a tunnel: all but what changes by itself. */
export const fingerprint = async (tunnel: Tunnel): Promise<string> => {
  const { bgp_status: _status, ...stable } = tunnel
  return `"${(await digestOf(JSON.stringify(stable))).slice(0, 32)}"`
}

// ---- delete ----------------------------------------------------------------------------------------------

/** Done is done: a tunnel that is not there any more counts as deleted. */
export const remove = async (id: string, deps: ChangeDeps): Promise<Answer> => {
  const gone = () => done({ deleted: true, deleted_ipsec_tunnel: { id } })
  const reading = await deps.send('deleteTunnel', {})
  if (isGone(reading)) return gone()
  return certain(reading) ?? look(deps, (now) => (isGone(now) ? gone() : null))
}

// ---- keys ------------------------------------------------------------------------------------------------

/** A lost answer is a lost key: it may be in force, cannot be read back, and asking again would change it again. */
export const generatePsk = async (deps: ChangeDeps): Promise<Answer> =>
  certain(await deps.send('generatePsk', {})) ?? unknown()

export const setPsk = async (id: string, psk: string, deps: ChangeDeps): Promise<Answer> => {
  const before = await deps.read()
  if (before.kind !== 'yes') return answerOf(before, 'not_done')
  const reading = await deps.send('setPsk', { psks: [{ id, psk }] })
  if (reading.kind === 'yes') {
    // Partial success comes under HTTP 200 (facts 1).
    const why = reading.result.unapplied_psks?.[id]
    return why === undefined ? answerOf(reading, 'done') : refused('key_not_set', { outcome: 'not_done' })
  }
  const setAt = (tunnel: Tunnel) => tunnel.psk_metadata?.last_generated_on ?? null
  return (
    certain(reading) ??
    look(deps, (now) => {
      const isSet = now.kind === 'yes' && setAt(now.result.ipsec_tunnel) !== setAt(before.result.ipsec_tunnel)
      return isSet ? done({ successfully_applied_psks: { [id]: { ipsec_tunnel_id: id } } }) : null
    })
  )
}
