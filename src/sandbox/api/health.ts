/**
 * The rows of a world in the datasets of health and traffic. For the real datasets see docs/routes-and-health.md,
 * Health data; the number of probes and the delay are invented (docs/api.md, What the stand-in invents).
 */

import { ROW_LIMIT, SPAN_MS } from '../../contract/health.ts'
import type { HealthQuery, HealthRows, TrafficRows, Variables } from '../../contract/health-queries.ts'
import { DATA_CENTRES } from '../router/data-centres.ts'
import { carriesTraffic, fateAt, isAnswered } from '../router/probes.ts'
import type { StoredTunnel, World } from '../world/world.ts'

/** The delay of the datasets, in milliseconds. */
const DELAY_MS = 5 * 60_000
/** The probes of one data centre in five minutes, by the rate of the check. */
const PROBES = { low: 5, mid: 30, high: 300 } as const
const STEP_MS = 5 * 60_000
/** The part of its probes that a lossy tunnel loses. */
const LOSS = 0.05
/** Failed probes of a data centre in a bucket where nothing is wrong. */
const STRAY = 0.06

/** A number from 0 to 1 that depends on the parts only, so that two reads agree. */
const noise = (...parts: readonly number[]): number => {
  let state = 17
  for (const part of parts) {
    state = Math.imul(state ^ part, 0x2c1b_3c6d)
    state ^= state >>> 15
  }
  return (state >>> 0) / 2 ** 32
}

const numberOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16)

interface Bucket {
  at: string
  /** The times in the bucket that are evaluated; fewer in an unfinished bucket. */
  steps: number[]
}

/** Newest first, as every query orders them. */
const bucketsOf = ({ from, to }: Variables, bucketMs: number, newest: number): Bucket[] => {
  const [first, end] = [Math.floor(Date.parse(from) / bucketMs) * bucketMs, Math.min(Date.parse(to), newest)]
  const buckets: Bucket[] = []
  for (let begin = first; begin < end; begin += bucketMs) {
    const steps: number[] = []
    for (let at = begin; at < Math.min(begin + bucketMs, end); at += STEP_MS) steps.push(at + STEP_MS / 2)
    buckets.unshift({ at: new Date(begin).toISOString(), steps })
  }
  return buckets
}

/** The name of a tunnel at that time: after a rename, the history stays under the old name. */
const nameAt = ({ input, former = [] }: StoredTunnel, at: number): string =>
  former.find(({ until }) => at < until)?.name ?? input.name

interface Look {
  world: World
  /** Milliseconds since the epoch. */
  now: number
  healthQuery: HealthQuery
  variables: Variables
}

/**
 * At a higher pace the data is faster, too: an event of one second ago is shown `pace` seconds back.
 * A bucket that is not over yet shows its newest moment.
 * @returns milliseconds since the epoch
 */
const happenedAt = (at: number, look: Look): number =>
  Math.min(look.now - (look.now - at) / look.world.pace, newestOf(look))

const newestOf = ({ now, world }: Look): number => now - DELAY_MS / world.pace

const datesOf = (look: Look): Bucket[] =>
  bucketsOf(look.variables, SPAN_MS[look.healthQuery.span].bucket, newestOf(look))

const ofName = ({ world, variables }: Look): StoredTunnel[] =>
  variables.tunnel === undefined
    ? world.tunnels
    : world.tunnels.filter(({ input, former = [] }) =>
        [input, ...former].some(({ name }) => name === variables.tunnel),
      )

export const healthRowsOf = (look: Look): HealthRows => {
  const { healthQuery, variables, world } = look
  const rows: HealthRows = { all: [], failed: [] }
  const tunnels = ofName(look)
  for (const { at, steps } of datesOf(look)) {
    for (const tunnel of tunnels) {
      const { rate = 'mid' } = tunnel.input.health_check ?? {}
      const moments = steps
        .map((step) => happenedAt(step, look))
        .filter((moment) => moment >= Date.parse(tunnel.created_on))
        .filter((moment) => !healthQuery.isOfOne || nameAt(tunnel, moment) === variables.tunnel)
      const [oldest] = moments
      if (oldest === undefined) continue
      const fates = moments.map((moment) => fateAt(tunnel, moment, world.pace))
      const [place, time] = [numberOf(tunnel.id), Date.parse(at) / STEP_MS]
      const counted = DATA_CENTRES.map((colo, index) => {
        const bad = fates.filter((fate) => !isAnswered(tunnel, fate, colo)).length
        const lossy = bad === 0 ? fates.filter((fate) => fate === 'lossy').length : 0
        // No stray at the low rate, where one failed probe would be a fifth of all.
        const strays = lossy > 0 ? PROBES[rate] * lossy * LOSS : rate === 'low' ? 0 : STRAY
        const stray = bad === 0 ? Math.floor(strays + noise(place, index, time)) : 0
        return {
          colo,
          count: PROBES[rate] * fates.length,
          // A lossy data centre is degraded for routing (docs/routes-and-health.md, Which route wins).
          bad: bad + lossy / 2,
          failed: PROBES[rate] * bad + stray,
        }
      })
      const add = (name: string, of: typeof counted) => {
        const sum = (pick: (each: (typeof counted)[number]) => number) =>
          of.reduce((total, each) => total + pick(each), 0)
        const dimensions = { at, name }
        const tunnelState = 1 - sum(({ bad }) => bad) / (of.length * fates.length)
        rows.all.push({
          count: sum(({ count }) => count),
          avg: { tunnelState, sampleInterval: 1 },
          dimensions,
        })
        const failed = sum((each) => each.failed)
        if (failed > 0) rows.failed.push({ count: failed, dimensions })
      }
      if (healthQuery.isOfOne) for (const each of counted) add(each.colo, [each])
      else add(nameAt(tunnel, oldest), counted)
      if (rows.all.length >= ROW_LIMIT) return { all: rows.all.slice(0, ROW_LIMIT), failed: rows.failed }
    }
  }
  return rows
}

const DAY_MS = 24 * 60 * 60_000
const LINES = [
  ['ingress', 90e6],
  ['egress', 35e6],
] as const

/** Bits per second: a daily curve with some noise. */
const bitsAt = (id: string, at: number, most: number): number =>
  most * (0.3 + noise(numberOf(id))) * (0.55 - 0.45 * Math.cos((2 * Math.PI * (at % DAY_MS)) / DAY_MS)) +
  (most / 8) * noise(numberOf(id), most, Math.floor(at / STEP_MS))

export const trafficRowsOf = (look: Look): TrafficRows => {
  const rows: TrafficRows['traffic'] = []
  for (const { at, steps } of datesOf(look)) {
    for (const tunnel of ofName(look)) {
      const carried = steps.filter((step) => {
        const moment = happenedAt(step, look)
        const isThere =
          moment >= Date.parse(tunnel.created_on) && nameAt(tunnel, moment) === look.variables.tunnel
        return isThere && carriesTraffic(fateAt(tunnel, moment, look.world.pace))
      })
      if (carried.length === 0) continue
      for (const [name, most] of LINES) {
        const bits = carried.reduce((sum, step) => sum + bitsAt(tunnel.id, step, most), 0) * (STEP_MS / 1000)
        rows.push({ sum: { bits: Math.round(bits) }, dimensions: { at, name } })
      }
    }
  }
  return { traffic: rows.slice(0, ROW_LIMIT) }
}
