/** Everything that is kept per account: its budget, its breaker, its short memory of reads, its one write lane. */
import type { Body, Result } from '../contract/endpoints.ts'
import { endpoints } from '../contract/endpoints.ts'
import type { Tunnel } from '../contract/tunnel.ts'
import { type Answer, answerOf, refused } from './answer.ts'
import { createBreaker } from './breaker.ts'
import { createBudget, type Paid } from './budget.ts'
import {
  type ChangeDeps,
  type ChangeRow,
  fingerprint,
  generatePsk,
  remove,
  setPsk,
  update,
} from './change.ts'
import { createFlights, createLane } from './flight.ts'
import type { Log } from './log.ts'
import { create, type Remembered } from './mutation.ts'
import { noTrace, type Reading } from './reading.ts'
import { createReads } from './reads.ts'
import { createMarker, digestOf } from './secret.ts'
import type { Call, Forwarded, Upstream } from './upstream.ts'

/** How long a read is kept, in milliseconds. */
const KEPT_MS = { listTunnels: 5000, getTunnel: 3000 } as const

/** Names one answer, so that a browser that has it need not be sent it again. */
const tagOf = async (json: string): Promise<string> => `W/"${(await digestOf(json)).slice(0, 32)}"`

export interface Clock {
  now(): number
  wait(ms: number): Promise<void>
}

/** What the stand-in can be told. It costs nothing and never rests, so that a fault can always be taken away. */
export type Steering = 'getSimulation' | 'setSimulation' | 'playRouter'

export type Check = 'validateTunnel' | 'validateUpdate' | 'validateDelete'

export interface Account {
  read(row: keyof typeof KEPT_MS, id?: string): Promise<Answer>
  check(row: Check, id: string | undefined, body: unknown): Promise<Answer>
  create(input: Body<'createTunnel'>): Promise<Answer>
  /** @param base what an update rests on, see `update` */
  change(row: ChangeRow, id: string, body: unknown, base: string | null): Promise<Answer>
  steer(row: Steering, id: string | undefined, body: unknown): Promise<Answer>
  budget(): ReturnType<ReturnType<typeof createBudget>['state']>
}

export const createAccount = (account: string, upstream: Upstream, clock: Clock, log: Log): Account => {
  const budget = createBudget(clock.now)
  const breaker = createBreaker(clock.now)
  const reads = createReads(clock.now)
  const flights = createFlights<Answer>()
  const inTurn = createLane()
  const remembered: Remembered = new Map()
  const markOf = createMarker()

  const call = async <K extends Exclude<Forwarded, Steering>>(
    wanted: Omit<Call<K>, 'account'>,
    spend: Paid = endpoints[wanted.row].spend,
  ): Promise<Reading<Result<K>>> => {
    // Asked first: what is not sent must not be paid for.
    const restS = breaker.restS()
    if (restS > 0) {
      return { kind: 'not_sent', refusal: 'upstream_resting', retryAfterS: restS, trace: noTrace('resting') }
    }
    const short = budget.take(spend)
    if (short) return { kind: 'not_sent', refusal: 'budget', ...short, trace: noTrace('budget') }
    breaker.begin()
    const startedAt = clock.now()
    const reading = await upstream<K>({ ...wanted, account })
    if (reading.kind !== 'yes') {
      const { status, ray, fault } = reading.trace
      log({ event: 'upstream', row: wanted.row, status, ray, fault, ms: clock.now() - startedAt })
    }
    breaker.report(reading.kind === 'not_sent' || reading.kind === 'unclear')
    budget.learn(reading.trace)
    return reading
  }

  /** A read may be repeated, so a broken connection gets a second try; a timeout has cost enough already. */
  const readTwice = async <K extends 'listTunnels' | 'getTunnel'>(wanted: Omit<Call<K>, 'account'>) => {
    const first = await call<K>(wanted)
    if (first.kind !== 'unclear' || first.refusal !== 'upstream_unreachable') return first
    await clock.wait(100 + Math.random() * 200)
    return call<K>(wanted)
  }

  /** Runs a write in its turn; whatever it did, what was read before may be stale. */
  const write = (flight: string, content: unknown, task: () => Promise<Answer>): Promise<Answer> =>
    flights.join(flight, JSON.stringify(content), () => inTurn(task).finally(reads.forget)) ??
    Promise.resolve(refused('in_progress', { outcome: 'not_done' }))

  return {
    read: (row, id) =>
      reads.get(`${row} ${id}`, KEPT_MS[row], async () => {
        const reading = await readTwice({ row, ...(id !== undefined && { id }) })
        const answer = answerOf(reading)
        if (reading.kind !== 'yes') return { answer, isGood: false }
        const { ipsec_tunnel: tunnel } = reading.result as { ipsec_tunnel?: Tunnel }
        // A tunnel's tag leaves out what changes by itself, for an update to rest on; the list's is of every byte.
        const headers = { etag: tunnel ? await fingerprint(tunnel) : await tagOf(answer.json) }
        return { answer: { ...answer, headers, isWhole: tunnel === undefined }, isGood: true }
      }),
    check: async (row, id, body) => answerOf(await call({ row, ...(id !== undefined && { id }), body })),
    create: (input) =>
      write(`create ${input.name}`, input, () =>
        create(input, {
          // Paid as part of the write, so that a create finds its reserve for looking too.
          list: () => call({ row: 'listTunnels' }, 'write'),
          post: () => call({ row: 'createTunnel', body: input }),
          ...clock,
          remembered,
          markOf,
        }),
      ),
    change: (row, id, body, base) =>
      write(`tunnel ${id}`, { row, body, base }, () => {
        const deps: ChangeDeps = {
          read: () => call({ row: 'getTunnel', id }, 'write'),
          send: (sent, upstreamBody) => call({ row: sent, id, body: upstreamBody }),
          wait: clock.wait,
        }
        switch (row) {
          case 'updateTunnel':
            return update(endpoints.updateTunnel.body.parse(body), base, deps)
          case 'deleteTunnel':
            return remove(id, deps)
          case 'generatePsk':
            return generatePsk(deps)
          case 'setPsk':
            return setPsk(id, endpoints.setPsk.body.parse(body).psk, deps)
        }
      }),
    steer: async (row, id, body) => {
      const reading = await upstream({ account, row, ...(id !== undefined && { id }), body })
      if (row !== 'getSimulation') reads.forget()
      return answerOf(reading)
    },
    budget: budget.state,
  }
}

/** In the sandbox every browser brings an account of its own, so their number is bounded. */
const MOST_ACCOUNTS = 1000

export const createAccounts = (upstream: Upstream, clock: Clock, log: Log) => {
  const accounts = new Map<string, Account>()
  return (id: string): Account => {
    const known = accounts.get(id)
    if (known) accounts.delete(id)
    const account = known ?? createAccount(id, upstream, clock, log)
    accounts.set(id, account)
    const [oldest] = accounts.keys()
    if (accounts.size > MOST_ACCOUNTS && oldest !== undefined) accounts.delete(oldest)
    return account
  }
}
