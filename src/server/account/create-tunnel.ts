/**
 * Creating a tunnel: one POST, which ends as done, not done or unknown. Unknown is settled by looking at the list
 * and never by sending again: a second POST that meets the first one's tunnel would read "name exists".
 */
import type { Result } from '../../contract/endpoints.ts'
import { ok } from '../../contract/envelope.ts'
import { isCreatedBy, lookForCreated, type SentCreate } from '../../contract/lost-answer.ts'
import type { Tunnel, TunnelInput } from '../../contract/tunnel.ts'
import { type ApiResponse, passOn, refused, respond } from '../http/api-response.ts'
import type { UpstreamOutcome } from '../upstream/outcome.ts'

/** How long a create is remembered, in milliseconds. */
const REMEMBERED_MS = 600_000

/** A create that was sent and not refused. */
interface Remembered {
  /** When it was sent, by `now()`. */
  at: number
  /** Of what was asked for, keys included: a tunnel made with another key is not this one. */
  mark: string
  /** The tunnel that it made; null while that is not known. */
  id: string | null
}

/**
 * The last create of each name, because the same one may come again: from a person who was told "unknown", and
 * from a browser, which retries a POST when a kept connection closes without an answer.
 */
export type RecentCreates = Map<string, Remembered>

export interface CreateDeps {
  list(): Promise<UpstreamOutcome<Result<'listTunnels'>>>
  /** Sends the one POST. */
  post(): Promise<UpstreamOutcome<Tunnel>>
  wait(ms: number): Promise<void>
  now(): number
  recent: RecentCreates
  markOf(input: TunnelInput): Promise<string>
}

const found = (tunnel: Tunnel): ApiResponse => ({
  ...respond(200, { ...ok(tunnel), outcome: 'done' }),
  isFoundByLooking: true,
})

const taken = ({ id }: Tunnel): ApiResponse =>
  refused('name_taken', { outcome: 'not_done', places: ['/name'], tunnelId: id })

const forgetOld = (recent: RecentCreates, now: number): void => {
  for (const [name, { at }] of recent) if (now - at >= REMEMBERED_MS) recent.delete(name)
}

export const createTunnel = async (input: TunnelInput, deps: CreateDeps): Promise<ApiResponse> => {
  const { recent, wait } = deps
  const listed = await deps.list()
  if (listed.outcome !== 'done') return passOn(listed, 'not_done')
  const { ipsec_tunnels: tunnels } = listed.result
  forgetOld(recent, deps.now())
  const mark = await deps.markOf(input)
  const existing = tunnels.find(({ name }) => name === input.name)
  const earlier = recent.get(input.name)
  if (existing) {
    const isAgain = earlier?.mark === mark && (earlier.id === null || earlier.id === existing.id)
    const isOurs = isAgain && isCreatedBy(existing, { input, before: new Set(), sentAt: earlier.at })
    return isOurs ? found(existing) : taken(existing)
  }

  const sentAt = deps.now()
  const sent: SentCreate = { input, before: new Set(tunnels.map(({ id }) => id)), sentAt }
  const remember = (id: string | null) => recent.set(input.name, { at: sentAt, mark, id })
  const list = async () => {
    const now = await deps.list()
    return now.outcome === 'done' ? now.result.ipsec_tunnels : null
  }
  remember(null)
  const answer = await deps.post()
  if (answer.outcome === 'done' && answer.result.name === input.name) {
    remember(answer.result.id)
    return passOn(answer, 'done')
  }
  if (answer.outcome === 'not_done') {
    // The name may be taken by the tunnel that an earlier attempt of this create made, which the list did not show yet.
    const made =
      earlier?.mark === mark ? await lookForCreated({ ...sent, sentAt: earlier.at }, { list, wait }) : null
    if (!made?.isOurs) {
      recent.delete(input.name)
      return passOn(answer, 'not_done')
    }
    remember(made.tunnel.id)
    return found(made.tunnel)
  }

  const seen = await lookForCreated(sent, { list, wait })
  if (!seen) return { ...refused('outcome_unknown', { outcome: 'unknown' }), trace: answer.trace }
  if (!seen.isOurs) return taken(seen.tunnel)
  remember(seen.tunnel.id)
  return found(seen.tunnel)
}
