/** The queue of an account's writes: Cloudflare locks the account during each write (docs/api.md, Account lock). */
import type { IsGone } from './single-flight.ts'

/** How many writes may wait: more than a team makes at the same time. */
export const MOST_WAITING = 50
/** A write that starts later than this could surprise its author. In milliseconds. */
export const LONGEST_WAIT_MS = 30_000

/**
 * Runs tasks one after the other. A task that has started always runs to its end.
 * @param refuse the result of a task that was not started
 */
export const createWriteQueue = <T>(now: () => number, refuse: () => T) => {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return (isGone: IsGone, task: () => Promise<T>): Promise<T> => {
    if (waiting >= MOST_WAITING) return Promise.resolve(refuse())
    waiting += 1
    const askedAt = now()
    const turn = last.then(() => {
      waiting -= 1
      return isGone() || now() - askedAt > LONGEST_WAIT_MS ? refuse() : task()
    })
    last = turn.catch(() => undefined)
    return turn
  }
}
