/**
 * Creates a tunnel with one POST, which ends as done, not done or unknown. Reading the list resolves unknown. The POST
 * is never sent twice: if the first one created the tunnel, the second would fail with "name exists".
 */

import { isCreatedBy, lookForCreated, type SentCreate } from '../../contract/calls/lost-answer.ts'
import type { Result } from '../../contract/endpoints.ts'
import type { Tunnel, TunnelInput } from '../../contract/tunnel.ts'
import { type ApiResponse, passOn, refused } from '../http/api-response.ts'
import type { UpstreamOutcome } from '../upstream/outcome.ts'
import { forgetOld, type RecentCreate } from './recent-creates.ts'
import { foundByLooking } from './write-result.ts'

interface RecentTunnel extends RecentCreate {
  /** When it was sent by the API's clock, which also sets `created_on`; this machine's clock may be minutes off. */
  sentAt: number
  /** Digest of the request with its keys: a tunnel created with another key is a different tunnel. */
  mark: string
}

/** The last create of each name. */
export type RecentTunnels = Map<string, RecentTunnel>

export interface CreateDeps {
  list(): Promise<UpstreamOutcome<Result<'listTunnels'>>>
  /** Sends the one POST. */
  post(): Promise<UpstreamOutcome<Tunnel>>
  wait(ms: number): Promise<void>
  now(): number
  recent: RecentTunnels
  markOf(input: TunnelInput): Promise<string>
}

const taken = ({ id }: Tunnel): ApiResponse =>
  refused('name_taken', { outcome: 'not_done', places: ['/name'], tunnelId: id })

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
    const isOurs = isAgain && isCreatedBy(existing, { input, before: new Set(), sentAt: earlier.sentAt })
    return isOurs ? foundByLooking(existing) : taken(existing)
  }

  const at = deps.now()
  const sentAt = Date.parse(listed.trace.date ?? '') || at
  const sent: SentCreate = { input, before: new Set(tunnels.map(({ id }) => id)), sentAt }
  const remember = (id: string | null) => recent.set(input.name, { at, sentAt, mark, id })
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
    // An earlier attempt of this create may have created the tunnel that has the name, before the list showed it.
    const made =
      earlier?.mark === mark
        ? await lookForCreated({ ...sent, sentAt: earlier.sentAt }, { list, wait })
        : null
    if (!made?.isOurs) {
      recent.delete(input.name)
      return passOn(answer, 'not_done')
    }
    remember(made.tunnel.id)
    return foundByLooking(made.tunnel)
  }

  const seen = await lookForCreated(sent, { list, wait })
  if (!seen) return { ...refused('outcome_unknown', { outcome: 'unknown' }), trace: answer.trace }
  if (!seen.isOurs) return taken(seen.tunnel)
  remember(seen.tunnel.id)
  return foundByLooking(seen.tunnel)
}
