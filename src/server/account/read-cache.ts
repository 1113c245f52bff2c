/**
 * Many viewers, one call: reads under way are shared, and a good answer is kept for a few seconds. Only what
 * the API reported as success is kept, and nothing that was asked before a write is kept after it.
 */
import type { Answer } from '../http/api-response.ts'

export interface Fetched {
  answer: Answer
  /** Whether it may be told to others for a while. */
  isGood: boolean
}

export interface Reads {
  get(key: string, keepMs: number, fetch: () => Promise<Fetched>): Promise<Answer>
  /** To be called when a write ends, however it ended. */
  forget(): void
}

const MOST_KEPT = 500

export const createReads = (now: () => number): Reads => {
  let kept = new Map<string, { until: number; answer: Promise<Answer> }>()
  return {
    get(key, keepMs, fetch) {
      const known = kept.get(key)
      if (known && now() < known.until) return known.answer
      const mine = kept
      if (mine.size >= MOST_KEPT) mine.clear()
      const entry = {
        // While it is under way it is shared, however long that takes.
        until: Number.POSITIVE_INFINITY,
        answer: fetch().then(
          ({ answer, isGood }) => {
            entry.until = isGood ? now() + keepMs : 0
            return answer
          },
          (error: unknown) => {
            entry.until = 0
            throw error
          },
        ),
      }
      mine.set(key, entry)
      return entry.answer
    },
    forget() {
      kept = new Map()
    },
  }
}
