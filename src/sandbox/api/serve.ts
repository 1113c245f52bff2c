/** Handles one call of the API: rate limit, faults, credentials, body, and the change to the world. */

import { type Allowance, RATE } from '../allowance.ts'
import { answer, refuse } from '../answers.ts'
import type { Deps } from '../deps.ts'
import { disturb } from '../faults/disturb.ts'
import { faultFor, type Kind } from '../faults/faults.ts'
import { CODES, rateLimited } from '../refusals.ts'
import type { World } from '../world/world.ts'
import type { Handled, Handler } from './handlers.ts'
import { judgeCredentials, readBody, readValidateOnly } from './request.ts'

export interface Asked {
  request: Request
  account: string
  /** The id in the path; empty where the path has none. */
  id: string
}

export const serve = async (asked: Asked, handler: Handler, deps: Deps): Promise<Response> => {
  const { request, account } = asked
  const allowance = deps.spend(account)
  const dryRun = readValidateOnly(new URL(request.url))
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const kind: Kind = isRead ? 'read' : dryRun === true ? 'check' : 'write'
  const end = kind === 'write' ? begin(deps.writing, account) : { isContended: false, done: () => undefined }
  try {
    await deps.wait(deps.latency())
    if (allowance.blocked) return blocked(allowance)
    const { fault } = await deps.worlds.look(account)
    const around = { ...deps, allowance, isContended: end.isContended }
    const respond = async (): Promise<Response> => {
      const problem =
        judgeCredentials(request.headers) ?? (typeof dryRun === 'object' && !isRead ? dryRun : null)
      if (problem) return refuse(allowance, problem.status, problem.errors)
      const read = isRead ? { body: null } : await readBody(request)
      if ('errors' in read) return refuse(allowance, read.status, read.errors)
      const name = (read.body as { name?: unknown } | null)?.name
      const run = async () =>
        toResponse(allowance, await act({ ...asked, body: read.body, kind }, handler, deps))
      return disturb(isRead ? undefined : faultFor(name, kind), { ...around, run })
    }
    return await disturb(faultFor(fault, kind), { ...around, run: respond })
  } finally {
    end.done()
  }
}

/** Counts the pending writes of an account. */
const begin = (writing: Map<string, number>, account: string) => {
  const before = writing.get(account) ?? 0
  writing.set(account, before + 1)
  return {
    isContended: before > 0,
    done() {
      const left = (writing.get(account) ?? 1) - 1
      if (left > 0) writing.set(account, left)
      else writing.delete(account)
    },
  }
}

const blocked = (allowance: Allowance): Response => {
  const message = rateLimited(allowance.limit, RATE.windowS)
  return refuse(allowance, 429, [{ code: CODES.rateLimited, message }], {
    'Retry-After': String(allowance.resetS),
  })
}

const toResponse = (allowance: Allowance, outcome: Handled): Response =>
  'result' in outcome ? answer(allowance, outcome.result) : refuse(allowance, outcome.status, outcome.errors)

/**
 * The real limit is not known (docs/api.md, Rate limits). This one has room for a filled world and some more tunnels.
 * The list of a world of this length is below the proxy's limit for one answer.
 */
export const MAX_TUNNELS = 5500
export const MAX_WORLD_LENGTH = 4 * 1024 * 1024

const sizeOf = ({ tunnels, routes }: World): number => tunnels.length + routes.length

const isTooLarge = (world: World): boolean =>
  world.tunnels.length > MAX_TUNNELS || JSON.stringify(world).length > MAX_WORLD_LENGTH

const FULL: Handled = {
  status: 400,
  errors: [
    { code: CODES.worldFull, message: 'This simulated account is full: delete a tunnel or a route first' },
  ],
}

const act = async (
  { request, account, id, body, kind }: Asked & { body: unknown; kind: Kind },
  handler: Handler,
  { worlds, now, newId, keys }: Deps,
): Promise<Handled> => {
  const objectTarget = request.headers.get('x-magic-new-hc-target') === 'true'
  // A dry-run sets no key.
  const rememberKey = kind === 'write' ? keys.keep : () => undefined
  const call = (world: World) => ({ world, now: now(), newId, rememberKey, objectTarget, id, body })
  if (kind === 'read') return handler(call(await worlds.look(account)))
  return worlds.change(
    account,
    (copy) => {
      const before = sizeOf(copy)
      const outcome = handler(call(copy))
      const grew = sizeOf(copy) >= before
      return 'result' in outcome && grew && isTooLarge(copy) ? FULL : outcome
    },
    (outcome) => kind === 'write' && 'result' in outcome,
  )
}
