/**
 * Health and traffic of one account, with their own budget, breaker and cache: the GraphQL API has its own limit, and
 * its failures must not affect the calls that manage tunnels.
 */

import { ok } from '../../contract/envelope.ts'
import { SPAN_MS, type Span } from '../../contract/health.ts'
import {
  HEALTH_QUERIES,
  type HealthQuery,
  type HealthRow,
  healthRows,
  trafficRows,
} from '../../contract/health-queries.ts'
import { healthKeptMs } from '../../contract/sandbox.ts'
import { steady } from '../clock.ts'
import { type ApiResponse, passOn, refused, respond } from '../http/api-response.ts'
import type { Log } from '../log.ts'
import type { Graphql } from '../upstream/graphql.ts'
import type { UpstreamOutcome } from '../upstream/outcome.ts'
import { createBudget } from './budget.ts'
import { createBreaker, isFailure } from './circuit-breaker.ts'
import { healthOf, trafficOf, type Window } from './health-summary.ts'
import { createReadCache } from './read-cache.ts'

/** Each query is sent at most once in this time, for all viewers, whether it succeeds or fails. In milliseconds. */
export const KEPT_MS = healthKeptMs(1)

/** Half of what the API allows in five minutes (docs/routes-and-health.md, Health data). */
export const ANALYTICS_LIMIT = 150
const SHARE = { read: ANALYTICS_LIMIT, 'dry-run': 0, write: 0 }

/** The trace of a used-up limit, whose error text says "try again after 5 minutes" under any HTTP status. */
const DEPLETED = { status: 429, retryAfter: '300', ratelimit: null, ratelimitPolicy: null }

const STEP_MS = SPAN_MS.hour.bucket

/**
 * The window begins at the start of a bucket. All spans end at the last full five minutes, but those of a simulated
 * network with a faster pace, which has data for the current five minutes.
 */
export const windowOf = (span: Span, now: number, pace = 1): Window => {
  const { span: length, bucket } = SPAN_MS[span]
  const to = (pace > 1 ? Math.ceil(now / STEP_MS) : Math.floor(now / STEP_MS)) * STEP_MS
  return { from: Math.floor((to - length) / bucket) * bucket, to, bucket_ms: bucket }
}

export interface Named {
  name: string
}

export interface HealthDeps {
  account: string
  graphql: Graphql
  now(): number
  log: Log
}

export const createHealth = ({ account, graphql, now, log }: HealthDeps) => {
  const elapsed = steady(now)
  const budget = createBudget(elapsed, ANALYTICS_LIMIT, SHARE)
  const breaker = createBreaker(elapsed)
  const cache = createReadCache<ApiResponse>(elapsed)
  let pace = 1

  const send = async (row: HealthRow, { what, span }: HealthQuery, tunnel: string | null) => {
    const window = windowOf(span, now(), pace)
    const variables = {
      account,
      from: new Date(window.from).toISOString(),
      to: new Date(window.to).toISOString(),
      ...(tunnel !== null && { tunnel }),
    }
    if (what === 'traffic') {
      const answer = await graphql(row, variables, trafficRows)
      return { answer, summary: answer.outcome === 'done' ? trafficOf(answer.result, window) : null }
    }
    const answer = await graphql(row, variables, healthRows)
    return { answer, summary: answer.outcome === 'done' ? healthOf(answer.result, window) : null }
  }

  const ask = async (row: HealthRow, tunnel: string | null) => {
    const restS = breaker.restS()
    if (restS > 0) return kept(refused('analytics_busy', { retryAfterS: restS }), false)
    const short = budget.take('read')
    if (short) return kept(refused('analytics_limit', { retryAfterS: short.retryAfterS }), false)
    const startedAt = now()
    const { answer, summary } = await breaker.send(() => send(row, HEALTH_QUERIES[row], tunnel))
    const { outcome, trace } = answer
    breaker.report(isFailure(answer))
    if (isDepleted(answer)) budget.learn(trace.retryAfter ? { ...trace, status: 429 } : DEPLETED)
    if (summary) return kept(respond(200, ok(summary)), true)
    const { status, ray, fault } = trace
    log({ event: 'upstream', row, outcome, status, ray, fault, ms: now() - startedAt })
    return kept(passOn(answer), outcome !== 'not_done' || answer.wasSent)
  }

  return {
    /** @param nameOf reads the tunnel's current name, or returns the answer of the read that failed */
    get: (row: HealthRow, id: string, nameOf: () => Promise<Named | ApiResponse>): Promise<ApiResponse> =>
      cache.get(`${row} ${id}`, healthKeptMs(pace), async () => {
        if (!HEALTH_QUERIES[row].isOfOne) return ask(row, null)
        const tunnel = await nameOf()
        return 'name' in tunnel ? ask(row, tunnel.name) : kept(tunnel, false)
      }),
    forget: cache.forget,
    /** Of the simulated network. */
    setPace: (given: number) => {
      pace = given
    },
  }
}

/** @param isGood whether the response is cached; refusals of the API are too, so that they are not repeated at once */
const kept = (response: ApiResponse, isGood: boolean) => ({ response, isGood })

const isDepleted = (answer: UpstreamOutcome): boolean =>
  answer.outcome === 'not_done' && answer.wasSent && answer.refusal === 'analytics_limit'
