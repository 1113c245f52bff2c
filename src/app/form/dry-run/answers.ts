/**
 * Caches the API's answers, so that returning to earlier values makes no call. TanStack Query stores them: answers
 * are data, everything else is an error and is not cached. Three things do not use it:
 * - Review's check contains keys, so neither its payload nor its answer is cached.
 * - Retries: a query's own retry would ignore the spacing, the burst and the budget, and hide for five seconds that
 *   there was no answer. `dry-run.ts` retries.
 * - Timing: a query fetches when it is observed, and nothing observes these.
 */
import type { QueryClient } from '@tanstack/react-query'
import { type Answer, isNotOnboarded, type Subject, type Verdict } from './state.ts'

/** Older answers are requested again, because somebody else may have changed the account since. */
const KEPT_MS = 5 * 60_000

const ROOT = 'dry-run'

export type Send = (payload: unknown, signal: AbortSignal) => Promise<Verdict>

export interface Answers {
  ask(subject: Subject, signal: AbortSignal): Promise<Verdict>
  /** The cached answer for exactly this subject while it is fresh. `at` is in milliseconds since the epoch. */
  known(subject: Subject): { verdict: Answer; at: number } | null
  forget(subject: Subject): void
  /** Deletes all answers, when the form is unmounted. */
  clear(): void
}

/** Wraps a verdict that is not an answer, so that the cache treats it as an error. */
class NoAnswer extends Error {
  readonly verdict: Verdict
  constructor(verdict: Verdict) {
    super(verdict.kind)
    this.verdict = verdict
  }
}

/** "Not onboarded" is about the account, not about this tunnel, so it is not cached. */
const isKept = (verdict: Verdict): verdict is Answer =>
  verdict.kind === 'accepted' || (verdict.kind === 'rejected' && !isNotOnboarded(verdict.errors))

export const createAnswers = (client: QueryClient, send: Send): Answers => {
  const keyOf = ({ fingerprint }: Subject) => [ROOT, fingerprint]

  const askCached = async (subject: Subject, signal: AbortSignal): Promise<Verdict> => {
    const queryKey = keyOf(subject)
    signal.addEventListener('abort', () => void client.cancelQueries({ queryKey }), { once: true })
    try {
      return await client.fetchQuery({
        queryKey,
        queryFn: async ({ signal: cancelled }) => {
          const verdict = await send(subject.payload, cancelled)
          if (isKept(verdict)) return verdict
          throw new NoAnswer(verdict)
        },
        staleTime: KEPT_MS,
        gcTime: KEPT_MS,
        retry: false,
        networkMode: 'always',
      })
    } catch (error) {
      if (error instanceof NoAnswer) return error.verdict
      throw error
    }
  }

  return {
    ask: (subject, signal) => (subject.full ? send(subject.payload, signal) : askCached(subject, signal)),
    known(subject) {
      if (subject.full) return null
      // By its key: a search through the cache would write out the key of every query there.
      const state = client.getQueryState<Answer>(keyOf(subject))
      if (!state?.data || Date.now() - state.dataUpdatedAt >= KEPT_MS) return null
      return { verdict: state.data, at: state.dataUpdatedAt }
    },
    forget: (subject) => client.removeQueries({ queryKey: keyOf(subject) }),
    clear: () => client.removeQueries({ queryKey: [ROOT] }),
  }
}
