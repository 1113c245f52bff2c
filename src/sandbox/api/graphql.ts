/**
 * The GraphQL API of the stand-in. It answers only the queries of the contract, which it recognises by their whole
 * text.
 */
import { ID_PATTERN } from '../../contract/calls/api-calls.ts'
import { HEALTH_QUERIES, type HealthQuery, variables } from '../../contract/health-queries.ts'
import type { Deps } from '../deps.ts'
import { disturb } from '../faults/disturb.ts'
import { faultFor } from '../faults/faults.ts'
import { graphqlError } from '../faults/graphql-faults.ts'
import { healthRowsOf, trafficRowsOf } from './health.ts'
import { judgeCredentials, readBody } from './request.ts'

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

const refuse = (status: number, message: string) => json(status, graphqlError(message))

const healthQueryOf = (query: unknown): HealthQuery | undefined =>
  Object.values(HEALTH_QUERIES).find((healthQuery) => healthQuery.query === query)

export const serveGraphql = async (request: Request, deps: Deps): Promise<Response> => {
  await deps.wait(deps.latency())
  const problem = judgeCredentials(request.headers)
  if (problem) return json(problem.status, { data: null, errors: problem.errors })
  const read = await readBody(request)
  if ('errors' in read) return json(read.status, { data: null, errors: read.errors })
  const body = read.body as { query?: unknown; variables?: unknown } | null
  const healthQuery = healthQueryOf(body?.query)
  const given = variables.safeParse(body?.variables).data
  if (!healthQuery || !given)
    return refuse(400, 'error parsing query: this stand-in answers a few fixed queries only')
  const { account } = given
  if (!ID_PATTERN.test(account)) return refuse(403, 'not authorized for that account')
  const allowance = deps.spendGraphql(account)
  if (allowance.blocked) return refuse(429, 'rate limiter budget depleted, try again after 5 minutes')
  const world = await deps.worlds.look(account)
  const run = async () => {
    const look = { world, now: deps.now(), healthQuery, variables: given }
    const rows = healthQuery.what === 'health' ? healthRowsOf(look) : trafficRowsOf(look)
    return json(200, { data: { viewer: { accounts: [rows] } }, errors: null })
  }
  return disturb(faultFor(world.fault, 'ask'), { ...deps, allowance, isContended: false, run })
}

/** The only path of the stand-in without an account id: that is in the body. */
export const GRAPHQL_PATH = '/client/v4/graphql'
