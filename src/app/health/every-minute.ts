/** How pages ask for health and traffic. The server keeps each answer for a minute, so no page asks more often. */

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
