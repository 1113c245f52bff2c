/**
 * A create has three endings: done, not done, unknown. Unknown is settled by looking at the list and never by
 * sending again, because a second POST that meets the first one's tunnel reads "name exists".
 */
import type { Result } from '../contract/endpoints.ts'
import { ok } from '../contract/envelope.ts'
import { isMadeBy, type Tunnel, type TunnelInput } from '../contract/tunnel.ts'
import { type Answer, answer, answerOf, refused } from './answer.ts'
import type { Reading } from './reading.ts'

/** Waits before each look, in milliseconds: the list may lag behind the write. */
export const LOOKS_MS = [500, 1000, 2000, 4000]
/** How far the API's clock may be behind ours, in milliseconds. */
const CLOCK_SLACK_MS = 60_000
/** How long a name stays marked as "may have been created by us", in milliseconds. */
const DOUBT_MS = 600_000

export interface CreateDeps {
  list(): Promise<Reading<Result<'listTunnels'>>>
  /** Sends the one POST. */
  post(): Promise<Reading<Tunnel>>
  wait(ms: number): Promise<void>
  now(): number
  /** By name: when a create of it last ended unknown, by `now()`, and the mark of what was asked for. */
  doubts: Map<string, { at: number; mark: string }>
  /** Keys included: a tunnel that was made with another key must not be taken for this one. */
  markOf(input: TunnelInput): Promise<string>
}

/** Whether a POST sent at that time made it; a tunnel that says no time of its own is taken at its fields. */
const isOurs = (tunnel: Tunnel, input: TunnelInput, sentAt: number): boolean =>
  isMadeBy(tunnel, input) && !(Date.parse(tunnel.created_on ?? '') < sentAt - CLOCK_SLACK_MS)

const found = (tunnel: Tunnel): Answer => ({
  ...answer(200, { ...ok(tunnel), outcome: 'done' }),
  isByLooking: true,
})

const taken = ({ id }: Tunnel): Answer =>
  refused('name_taken', { outcome: 'not_done', places: ['/name'], tunnelId: id })

export const create = async (input: TunnelInput, deps: CreateDeps): Promise<Answer> => {
  const before = await deps.list()
  if (before.kind !== 'yes') return answerOf(before, 'not_done')
  const existing = before.result.ipsec_tunnels.find(({ name }) => name === input.name)
  if (existing) {
    const doubt = deps.doubts.get(input.name)
    const isAgain =
      doubt !== undefined && deps.now() - doubt.at < DOUBT_MS && doubt.mark === (await deps.markOf(input))
    return isAgain && isOurs(existing, input, doubt.at) ? found(existing) : taken(existing)
  }

  const sentAt = deps.now()
  const reading = await deps.post()
  if (reading.kind === 'yes' && reading.result.name === input.name) {
    deps.doubts.delete(input.name)
    return answerOf(reading, 'done')
  }
  if (reading.kind === 'no' || reading.kind === 'not_sent') return answerOf(reading, 'not_done')

  const known = new Set(before.result.ipsec_tunnels.map(({ id }) => id))
  for (const ms of LOOKS_MS) {
    await deps.wait(ms)
    const now = await deps.list()
    if (now.kind !== 'yes') continue
    const tunnel = now.result.ipsec_tunnels.find(({ name }) => name === input.name)
    if (!tunnel) continue
    return !known.has(tunnel.id) && isOurs(tunnel, input, sentAt) ? found(tunnel) : taken(tunnel)
  }
  deps.doubts.set(input.name, { at: sentAt, mark: await deps.markOf(input) })
  return { ...refused('outcome_unknown', { outcome: 'unknown' }), trace: reading.trace }
}
