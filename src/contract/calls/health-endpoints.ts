/** The calls for health and traffic. All of them query the GraphQL API (health-queries.ts). */

import { health, traffic } from '../health.ts'
import type { HealthRow } from '../health-queries.ts'
import { apiCalls } from './api-calls.ts'
import type { Endpoint } from './endpoint.ts'

const asked = {
  upstream: { method: 'POST', path: '/graphql', validateOnly: false, isGraphql: true },
  role: 'viewer',
  spend: 'analytics',
  body: null,
} as const

export const healthEndpoints = {
  getHealth: { ...asked, api: apiCalls.getHealth, result: health },
  getHealthHour: { ...asked, api: apiCalls.getHealthHour, result: health },
  getHealthDay: { ...asked, api: apiCalls.getHealthDay, result: health },
  getHealthWeek: { ...asked, api: apiCalls.getHealthWeek, result: health },
  getTrafficHour: { ...asked, api: apiCalls.getTrafficHour, result: traffic },
  getTrafficDay: { ...asked, api: apiCalls.getTrafficDay, result: traffic },
  getTrafficWeek: { ...asked, api: apiCalls.getTrafficWeek, result: traffic },
} as const satisfies Record<HealthRow, Endpoint>
