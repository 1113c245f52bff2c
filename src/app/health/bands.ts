/**
 * The bands by which Cloudflare's dashboard displays health. They are not the thresholds that it routes by
 * (docs/routes-and-health.md, Health data).
 */
export type Band = 'healthy' | 'degraded' | 'down'

/** Above 80 % healthy, below 40 % down. */
export const bandOf = (rate: number): Band => (rate > 0.8 ? 'healthy' : rate < 0.4 ? 'down' : 'degraded')

/** What Cloudflare routes by, from a mean of states: the nearest of 0 (down), 0.5 (degraded) and 1 (healthy). */
export const routingStateOf = (mean: number): Band =>
  mean >= 0.75 ? 'healthy' : mean >= 0.25 ? 'degraded' : 'down'

/** `98.7 %`, rounded down: 100 % means every probe. */
export const answered = ({ rate }: { rate: number }): string =>
  `${(Math.floor(rate * 1000) / 10).toFixed(rate === 1 ? 0 : 1)} %`
