/**
 * Health and traffic of tunnels as the proxy returns them: a time window divided into buckets, with one
 * figure per bucket. The source of the figures: docs/routes-and-health.md, Health data.
 */
import * as z from 'zod/mini'

export const SPANS = ['hour', 'day', 'week'] as const
export type Span = (typeof SPANS)[number]

/** Rows asked for at once; other clients of these datasets ask for as many. */
export const ROW_LIMIT = 10_000

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** In milliseconds. The week uses hours too, because the health dataset has no coarser bucket. */
export const SPAN_MS: Readonly<Record<Span, { span: number; bucket: number }>> = {
  hour: { span: HOUR, bucket: 5 * MINUTE },
  day: { span: 24 * HOUR, bucket: HOUR },
  week: { span: 7 * 24 * HOUR, bucket: HOUR },
}

/** All times in milliseconds since the epoch. */
const inWindow = {
  from: z.number(),
  to: z.number(),
  bucket_ms: z.number(),
  /** The API gives so many rows at once: the oldest buckets are missing. */
  is_cut: z.boolean(),
  /** Whether counts are estimates. */
  is_sampled: z.boolean(),
}

export const healthSeries = z.object({
  /** Name of the tunnel, or of the data centre if all series are of one tunnel. */
  name: z.string(),
  /** Probes and failed probes by bucket. 0 probes means no data, not "down". */
  probes: z.array(z.number()),
  failed: z.array(z.number()),
  /** The mean of the states that Cloudflare saw: 0 down, 0.5 degraded, 1 healthy. */
  state: z.array(z.nullable(z.number())),
})

export const health = z.object({ ...inWindow, series: z.array(healthSeries) })

/** Bits per second by bucket, in directions as seen from Cloudflare; null where the API has no row. */
export const traffic = z.object({
  ...inWindow,
  ingress: z.array(z.nullable(z.number())),
  egress: z.array(z.nullable(z.number())),
})

export type HealthSeries = z.infer<typeof healthSeries>
export type Health = z.infer<typeof health>
export type Traffic = z.infer<typeof traffic>
