/**
 * The responses to writes of tunnels and routes. When the API did not say whether a write was done, reading the account
 * again resolves that (docs/proxy.md, Outcome of a change).
 */
import { API_CODES } from '../../contract/calls/api-codes.ts'
import { lookRepeatedly } from '../../contract/calls/lost-answer.ts'
import { ok } from '../../contract/envelope.ts'
import { type ApiResponse, passOn, refused, respond } from '../http/api-response.ts'
import type { UpstreamOutcome } from '../upstream/outcome.ts'

export const done = (result: unknown): ApiResponse => respond(200, { ...ok(result), outcome: 'done' })

/** As `done`, of a write that only a later read showed. */
export const foundByLooking = (result: unknown): ApiResponse => ({ ...done(result), isFoundByLooking: true })

export const unknown = (): ApiResponse => refused('outcome_unknown', { outcome: 'unknown' })

/** The response when the outcome is certain; null when it must be looked for. */
export const certain = (answer: UpstreamOutcome): ApiResponse | null =>
  answer.outcome === 'unknown' ? null : passOn(answer, answer.outcome)

/** Calls `look` several times, until it finds the effect of the write and returns the result for the response. */
export const lookFor = async (
  wait: (ms: number) => Promise<void>,
  look: () => Promise<unknown>,
): Promise<ApiResponse> => {
  const result = await lookRepeatedly(wait, look)
  return result === null ? unknown() : foundByLooking(result)
}

const NOT_FOUND: ReadonlySet<number> = new Set([API_CODES.routeNotFound, API_CODES.tunnelNotFound])

/** Whether the API answered that there is no such tunnel or route. */
export const isNotFound = (answer: UpstreamOutcome): boolean =>
  answer.outcome === 'not_done' &&
  answer.wasSent &&
  (answer.status === 404 || answer.errors.some(({ code }) => NOT_FOUND.has(code)))

/** Whether the tunnel or route has every value of the request. PSKs and computed values are skipped: reads never show them. */
export const holds = (shown: unknown, wanted: unknown, key = ''): boolean => {
  if (key === 'psk' || key === 'effective') return true
  if (typeof wanted !== 'object' || wanted === null) return (shown ?? empty(wanted)) === wanted
  if (Array.isArray(wanted)) return JSON.stringify(shown ?? []) === JSON.stringify(wanted)
  return Object.entries(wanted).every(([name, value]) =>
    holds((shown as Record<string, unknown> | null)?.[name], value, name),
  )
}

/** Reads omit fields with their default value (docs/api.md, Fields). */
const empty = (wanted: unknown) => (wanted === false || wanted === '' ? wanted : undefined)
