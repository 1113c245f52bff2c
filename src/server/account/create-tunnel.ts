/**
 * A create has three endings: done, not done, unknown. Unknown is settled by looking at the list and never by
 * sending again, because a second POST that meets the first one's tunnel reads "name exists".
 */
import type { Result } from '../../contract/endpoints.ts'
import { ok } from '../../contract/envelope.ts'
import { isMadeBy, type Tunnel, type TunnelInput } from '../../contract/tunnel.ts'
import { type Answer, answer, answerOf, refused } from '../http/api-response.ts'
import type { Reading } from '../upstream/outcome.ts'

/** Waits before each look, in milliseconds: the list may lag behind the write. */
export const LOOKS_MS = [500, 1000, 2000, 4000]
/** How far the API's clock may be behind ours, in milliseconds. */
const CLOCK_SLACK_MS = 60_000
/** How long a create is remembered, in milliseconds. */
const REMEMBERED_MS = 600_000

/** A create that was sent and not refused. */
interface Sent {
  /** When, by `now()`. */
  at: number
  /** Of what was asked for, keys included: a tunnel made with another key must not be taken for this one. */
  mark: string
  /** The tunnel that it made; null while that is not known. */
  id: string | null
}

/**
 * The last create of each name, because the same one may come again: from a person who was told "unknown", and
 * from a browser, which sends a POST anew when a kept connection closes under it without an answer.
 */
export type Remembered = Map<string, Sent>

export interface CreateDeps {
  list(): Promise<Reading<Result<'listTunnels'>>>
  /** Sends the one POST. */
  post(): Promise<Reading<Tunnel>>
  wait(ms: number): Promise<void>
  now(): number
  remembered: Remembered
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

const forgetOld = (remembered: Remembered, now: number): void => {
  for (const [name, { at }] of remembered) if (now - at >= REMEMBERED_MS) remembered.delete(name)
}

export const create = async (input: TunnelInput, deps: CreateDeps): Promise<Answer> => {
  const { remembered } = deps
  const before = await deps.list()
  if (before.kind !== 'yes') return answerOf(before, 'not_done')
  forgetOld(remembered, deps.now())
  const mark = await deps.markOf(input)
  const existing = before.result.ipsec_tunnels.find(({ name }) => name === input.name)
  if (existing) {
    const sent = remembered.get(input.name)
    const isAgain = sent?.mark === mark && (sent.id === null || sent.id === existing.id)
    return isAgain && isOurs(existing, input, sent.at) ? found(existing) : taken(existing)
  }

  const sentAt = deps.now()
  const remember = (id: string | null) => remembered.set(input.name, { at: sentAt, mark, id })
  remember(null)
  const reading = await deps.post()
  if (reading.kind === 'yes' && reading.result.name === input.name) {
    remember(reading.result.id)
    return answerOf(reading, 'done')
  }
  if (reading.kind === 'no' || reading.kind === 'not_sent') {
    remembered.delete(input.name)
    return answerOf(reading, 'not_done')
  }

  const known = new Set(before.result.ipsec_tunnels.map(({ id }) => id))
  for (const ms of LOOKS_MS) {
    await deps.wait(ms)
    const now = await deps.list()
    if (now.kind !== 'yes') continue
    const tunnel = now.result.ipsec_tunnels.find(({ name }) => name === input.name)
    if (!tunnel) continue
    if (known.has(tunnel.id) || !isOurs(tunnel, input, sentAt)) return taken(tunnel)
    remember(tunnel.id)
    return found(tunnel)
  }
  return { ...refused('outcome_unknown', { outcome: 'unknown' }), trace: reading.trace }
}
