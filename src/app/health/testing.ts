/** For tests: short answers about health. */
import type { Health, HealthSeries } from '../../contract/health.ts'

const BUCKET = 300_000
export const TO = Date.parse('2027-01-15T08:00:00Z')

/** @param rates answered probes of a hundred in each bucket, the newest last; null for no data */
export const seriesOf = (name: string, ...rates: (number | null)[]): HealthSeries => ({
  name,
  probes: rates.map((rate) => (rate === null ? 0 : 100)),
  failed: rates.map((rate) => (rate === null ? 0 : 100 - rate)),
  state: rates.map((rate) => (rate === null ? null : rate > 80 ? 1 : 0)),
})

export const healthOf = (...series: HealthSeries[]): Health => ({
  from: TO - (series[0]?.probes.length ?? 12) * BUCKET,
  to: TO,
  bucket_ms: BUCKET,
  is_cut: false,
  is_sampled: false,
  series,
})
