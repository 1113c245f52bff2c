/**
 * The read cache: many viewers share one call. Pending reads are shared, and good answers are cached for a few seconds.
 * A write drops all of them, so that a read after the write never gets an answer from before it.
 */
export interface Fetched<Response> {
  response: Response
  /** Whether the response may be cached. */
  isGood: boolean
}

export interface ReadCache<Response> {
  get(key: string, keepMs: number, fetch: () => Promise<Fetched<Response>>): Promise<Response>
  /** Call this when a write ends, successful or not. */
  forget(): void
}

const MOST_KEPT = 500

export const createReadCache = <Response>(now: () => number): ReadCache<Response> => {
  let kept = new Map<string, { until: number; response: Promise<Response> }>()
  return {
    get(key, keepMs, fetch) {
      const known = kept.get(key)
      if (known && now() < known.until) return known.response
      const mine = kept
      if (mine.size >= MOST_KEPT) mine.clear()
      const entry = {
        // A pending read is shared, however long it takes.
        until: Number.POSITIVE_INFINITY,
        response: fetch().then(
          ({ response, isGood }) => {
            entry.until = isGood ? now() + keepMs : 0
            return response
          },
          (error: unknown) => {
            entry.until = 0
            throw error
          },
        ),
      }
      mine.set(key, entry)
      return entry.response
    },
    forget() {
      kept = new Map()
    },
  }
}
