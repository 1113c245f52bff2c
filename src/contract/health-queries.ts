/**
 * Every query for Cloudflare's GraphQL API. The texts are constants; everything that differs between two
 * calls is in the variables. Dataset, dimensions and known problems: docs/routes-and-health.md, Health data.
 */
import * as z from 'zod/mini'
import { ROW_LIMIT, type Span } from './health.ts'

type Bucket = 'datetimeFiveMinutes' | 'datetimeHour'

const WINDOW = 'datetime_geq: $from, datetime_lt: $to'
const ofTunnel = `${WINDOW}, tunnelName: $tunnel`

/**
 * Fields are renamed to `at` and `name`, so that one schema fits every response. `active` must never be
 * selected.
 */
const healthOf = (filter: string, name: 'tunnelName' | 'edgeColoName', bucket: Bucket): string => {
  const rows = (alias: string, more: string, measures: string) =>
    `${alias}: magicTransitTunnelHealthChecksAdaptiveGroups(limit: ${ROW_LIMIT}, filter: {${filter}${more}}, orderBy: [${bucket}_DESC]) { ${measures} dimensions { at: ${bucket} name: ${name} } }`
  return `${rows('all', '', 'count avg { tunnelState sampleInterval }')} ${rows('failed', ', resultStatus_neq: "ok"', 'count')}`
}

const trafficOf = (bucket: Bucket): string =>
  `traffic: magicTransitTunnelTrafficAdaptiveGroups(limit: ${ROW_LIMIT}, filter: {${ofTunnel}}, orderBy: [${bucket}_DESC]) { sum { bits } dimensions { at: ${bucket} name: direction } }`

const ofAccount = (fields: string) =>
  `query ($account: string!, $from: Time!, $to: Time!) { viewer { accounts(filter: {accountTag: $account}) { ${fields} } } }`
const ofOne = (fields: string) =>
  `query ($account: string!, $from: Time!, $to: Time!, $tunnel: string!) { viewer { accounts(filter: {accountTag: $account}) { ${fields} } } }`

export interface HealthQuery {
  what: 'health' | 'traffic'
  /** Whether it is about one tunnel, identified by its name: the datasets have no ids. */
  isOfOne: boolean
  span: Span
  query: string
}

const BUCKETS: Readonly<Record<Span, Bucket>> = {
  hour: 'datetimeFiveMinutes',
  day: 'datetimeHour',
  week: 'datetimeHour',
}

const healthOfOne = (span: Span): HealthQuery => ({
  what: 'health',
  isOfOne: true,
  span,
  query: ofOne(healthOf(ofTunnel, 'edgeColoName', BUCKETS[span])),
})
const trafficOfOne = (span: Span): HealthQuery => ({
  what: 'traffic',
  isOfOne: true,
  span,
  query: ofOne(trafficOf(BUCKETS[span])),
})

/** By the name of the row in the table of endpoints. */
export const HEALTH_QUERIES = {
  getHealth: {
    what: 'health',
    isOfOne: false,
    span: 'hour',
    query: ofAccount(healthOf(WINDOW, 'tunnelName', BUCKETS.hour)),
  },
  getHealthHour: healthOfOne('hour'),
  getHealthDay: healthOfOne('day'),
  getHealthWeek: healthOfOne('week'),
  getTrafficHour: trafficOfOne('hour'),
  getTrafficDay: trafficOfOne('day'),
  getTrafficWeek: trafficOfOne('week'),
} as const satisfies Record<string, HealthQuery>

export type HealthRow = keyof typeof HEALTH_QUERIES

export const variables = z.object({
  account: z.string(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  tunnel: z.optional(z.string()),
})
export type Variables = z.infer<typeof variables>

const dimensions = z.object({ at: z.string(), name: z.string() })

const healthRow = z.object({
  count: z.number(),
  avg: z.object({ tunnelState: z.nullish(z.number()), sampleInterval: z.nullish(z.number()) }),
  dimensions,
})
const failedRow = z.object({ count: z.number(), dimensions })
const trafficRow = z.object({ sum: z.object({ bits: z.number() }), dimensions })

/** The rows of a response, below its only account. */
export const healthRows = z.object({ all: z.array(healthRow), failed: z.array(failedRow) })
export const trafficRows = z.object({ traffic: z.array(trafficRow) })

export type HealthRows = z.infer<typeof healthRows>
export type TrafficRows = z.infer<typeof trafficRows>
