/** Health and traffic as the pages ask for them. The server keeps each answer for a minute, so no page asks more often. */
import { queryOptions } from '@tanstack/react-query'
import type { Span } from '../../contract/health.ts'
import { call } from '../api.ts'

const EVERY_MS = 60_000

const asked = {
  staleTime: EVERY_MS,
  refetchInterval: EVERY_MS,
  // The pages work without it, and say why it is missing.
  throwOnError: false,
  retry: false,
} as const

const HEALTH = { hour: 'getHealthHour', day: 'getHealthDay', week: 'getHealthWeek' } as const
const TRAFFIC = { hour: 'getTrafficHour', day: 'getTrafficDay', week: 'getTrafficWeek' } as const

/** Of every tunnel of the account, for the last hour. */
export const accountHealthQuery = queryOptions({
  ...asked,
  queryKey: ['health'],
  queryFn: async ({ signal }) => (await call('getHealth', { signal })).result,
})

/** Of one tunnel, by data centre. */
export const healthQuery = (id: string, span: Span) =>
  queryOptions({
    ...asked,
    queryKey: ['health', id, span],
    queryFn: async ({ signal }) => (await call(HEALTH[span], { id, signal })).result,
  })

export const trafficQuery = (id: string, span: Span) =>
  queryOptions({
    ...asked,
    queryKey: ['traffic', id, span],
    queryFn: async ({ signal }) => (await call(TRAFFIC[span], { id, signal })).result,
  })
