/** How pages ask for health and traffic. The server keeps each answer for a minute, so no page asks more often. */
import { ApiError } from '../api.ts'

/** All that is asked about health and traffic is kept under it. */
export const HEALTH_KEY = ['health'] as const

const EVERY_MS = 60_000
/** After a call that did not get as far as the API. */
const SOON_MS = 10_000

/** Whether it says something about health: our own server was reached, and asked. */
const isAnswered = (error: Error | null): boolean => error instanceof ApiError && error.status >= 500

/** Hidden tabs do not ask. */
export const everyMinute = {
  staleTime: EVERY_MS,
  refetchInterval: ({ state: { error } }: { state: { error: Error | null } }) =>
    error && !isAnswered(error) ? SOON_MS : EVERY_MS,
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

/** What is to be said of a failed read: nothing where only the way to our server failed and an answer still stands. */
export const toldOf = ({ error }: { error: Error | null }, present: unknown): Error | null =>
  present && !isAnswered(error) ? null : error
