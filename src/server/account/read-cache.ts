/**
 * The read cache: many viewers, one call. Reads under way are shared, and a good answer is kept for a few seconds.
 * Only what the API reported as success is kept, and nothing that was asked before a write is kept after it.
 */
export interface Fetched<Response> {
  response: Response
  /** Whether it may be told to others for a while. */
  isGood: boolean
}

export interface ReadCache<Response> {
  get(key: string, keepMs: number, fetch: () => Promise<Fetched<Response>>): Promise<Response>
  /** To be called when a write ends, however it ended. */
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
        // While it is under way it is shared, however long that takes.
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
