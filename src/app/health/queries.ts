/** One tunnel's health and traffic. */
import { queryOptions } from '@tanstack/react-query'
import type { Span } from '../../contract/health.ts'
import { call } from '../api.ts'
import { everyMinute, HEALTH_KEY } from './every-minute.ts'

const HEALTH = { hour: 'getHealthHour', day: 'getHealthDay', week: 'getHealthWeek' } as const
const TRAFFIC = { hour: 'getTrafficHour', day: 'getTrafficDay', week: 'getTrafficWeek' } as const

/** Health by data centre. */
export const healthQuery = (id: string, span: Span) =>
  queryOptions({
    ...everyMinute,
    queryKey: [...HEALTH_KEY, id, span],
    queryFn: async ({ signal }) => (await call(HEALTH[span], { id, signal })).result,
  })

export const trafficQuery = (id: string, span: Span) =>
  queryOptions({
    ...everyMinute,
    queryKey: [...HEALTH_KEY, 'traffic', id, span],
    queryFn: async ({ signal }) => (await call(TRAFFIC[span], { id, signal })).result,
  })
