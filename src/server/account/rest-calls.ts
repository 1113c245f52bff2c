/** The calls of one account to the REST API, within its budget, behind its circuit breaker, and logged. */
import { endpoints, type Result, type UpstreamRow } from '../../contract/endpoints.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { neverSent, type UpstreamOutcome } from '../upstream/outcome.ts'
import type { Call, Upstream } from '../upstream/upstream.ts'
import { createBudget, type Paid } from './budget.ts'
import { createBreaker, isFailure } from './circuit-breaker.ts'

/** Rows that only the stand-in serves. Budget and circuit breaker skip them, so that a fault can always be removed. */
export type SimulationRow = 'getSimulation' | 'setSimulation' | 'playRouter'

type RestRow = Exclude<UpstreamRow, SimulationRow>

export const createRestCalls = (account: string, upstream: Upstream, clock: Clock, log: Log) => {
  const budget = createBudget(clock.now)
  const breaker = createBreaker(clock.now)

  const call = async <K extends RestRow>(
    wanted: Omit<Call<K>, 'account'>,
    spend: Paid = endpoints[wanted.row].spend,
  ): Promise<UpstreamOutcome<Result<K>>> => {
    // The breaker comes first: a call that is not sent must not count against the budget.
    const restS = breaker.restS()
    if (restS > 0) return neverSent('upstream_resting', 'resting', restS)
    const short = budget.take(spend)
    if (short) return neverSent('budget', 'budget', short.retryAfterS)
    const startedAt = clock.now()
    const answer = await breaker.send(() => upstream<K>({ ...wanted, account }))
    const { outcome, trace } = answer
    if (outcome !== 'done') {
      const { status, ray, fault } = trace
      log({ event: 'upstream', row: wanted.row, outcome, status, ray, fault, ms: clock.now() - startedAt })
    }
    if (answer.outcome === 'done') {
      for (const field of answer.odd) log({ event: 'odd_field', row: wanted.row, field })
    }
    breaker.report(isFailure(answer))
    budget.learn(trace)
    return answer
  }

  /** Repeats a read once after a broken connection, but not after a timeout, which has taken long enough. */
  const readTwice = async <K extends RestRow>(wanted: Omit<Call<K>, 'account'>) => {
    const first = await call<K>(wanted)
    if (first.outcome !== 'unknown' || first.refusal !== 'upstream_unreachable') return first
    await clock.wait(100 + Math.random() * 200)
    return call<K>(wanted)
  }

  return { call, readTwice, budget: budget.state }
}
