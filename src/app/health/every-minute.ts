/** How pages poll health and traffic. The server caches each answer for a minute, so no page polls more often. */
import { ApiError } from '../api.ts'

/** Prefix of the query keys of health and traffic. */
export const HEALTH_KEY = ['health'] as const

const EVERY_MS = 60_000
/** Interval after a call that did not reach the API. */
const SOON_MS = 10_000

/** Whether the error is about health: our own server was reached and made the call. */
const isAnswered = (error: Error | null): boolean => error instanceof ApiError && error.status >= 500

/** Hidden tabs do not poll. */
export const everyMinute = {
  staleTime: EVERY_MS,
  refetchInterval: ({ state: { error } }: { state: { error: Error | null } }) =>
    error && !isAnswered(error) ? SOON_MS : EVERY_MS,
  // The pages work without health, and say why it is missing.
  throwOnError: false,
  retry: false,
} as const

/** An answer this old, by this machine's clock, is no longer current. */
const OLD_MS = 15 * 60_000

/** The answer while it is current; undefined once later reads have failed for too long. */
export const presentOf = <T>(
  { data, dataUpdatedAt }: { data: T | undefined; dataUpdatedAt: number },
  now: number,
): T | undefined => (now - dataUpdatedAt < OLD_MS ? data : undefined)

/** The error to show for a failed read: null if only the connection to our server failed and an answer is current. */
export const errorToShow = ({ error }: { error: Error | null }, present: unknown): Error | null =>
  present && !isAnswered(error) ? null : error
