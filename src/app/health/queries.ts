/** Health and traffic as the pages ask for them. The server keeps each answer for a minute, so no page asks more often. */
import { queryOptions } from '@tanstack/react-query'
import type { Span } from '../../contract/health.ts'
import { call } from '../api.ts'

const EVERY_MS = 60_000

/** Hidden tabs do not ask. */
export const everyMinute = {
  staleTime: EVERY_MS,
  refetchInterval: EVERY_MS,
  // The pages work without it, and say why it is missing.
  throwOnError: false,
  retry: false,
} as const

/** What was answered so long ago, by this machine's clock, does not speak of the present. */
const OLD_MS = 15 * 60_000

/** The answer, while it is one about now: with reads that fail, the last one is soon none. */
export const presentOf = <T>(
  { data, dataUpdatedAt }: { data: T | undefined; dataUpdatedAt: number },
  now: number,
): T | undefined => (now - dataUpdatedAt < OLD_MS ? data : undefined)

const HEALTH = { hour: 'getHealthHour', day: 'getHealthDay', week: 'getHealthWeek' } as const
const TRAFFIC = { hour: 'getTrafficHour', day: 'getTrafficDay', week: 'getTrafficWeek' } as const

/** Of one tunnel, by data centre. */
export const healthQuery = (id: string, span: Span) =>
  queryOptions({
    ...everyMinute,
    queryKey: ['health', id, span],
    queryFn: async ({ signal }) => (await call(HEALTH[span], { id, signal })).result,
  })

export const trafficQuery = (id: string, span: Span) =>
  queryOptions({
    ...everyMinute,
    queryKey: ['health', 'traffic', id, span],
    queryFn: async ({ signal }) => (await call(TRAFFIC[span], { id, signal })).result,
  })
