/**
 * The bands in which Cloudflare's dashboard displays health. Routing uses other thresholds
 * (docs/routes-and-health.md, Health data).
 */
export const BANDS = ['healthy', 'degraded', 'down'] as const
export type Band = (typeof BANDS)[number]

/** Above 80 % healthy, below 40 % down. */
export const bandOf = (rate: number): Band => (rate > 0.8 ? 'healthy' : rate < 0.4 ? 'down' : 'degraded')

/** The state for routing that is nearest to a mean of states: 0 is down, 0.5 degraded, 1 healthy. */
export const routingStateOf = (mean: number): Band =>
  mean >= 0.75 ? 'healthy' : mean >= 0.25 ? 'degraded' : 'down'

/** `98.7 %`, rounded down: 100 % means every probe. */
export const answered = ({ rate }: { rate: number }): string =>
  `${(Math.floor(rate * 1000) / 10).toFixed(rate === 1 ? 0 : 1)} %`
