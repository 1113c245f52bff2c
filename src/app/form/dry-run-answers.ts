/**
 * What the API has answered, so that going back to an earlier text asks nothing. TanStack Query keeps it: answers
 * are data, everything else is an error and is not kept. Three things stay out of it:
 * - Review's check carries keys, so neither its payload nor its answer enters a cache.
 * - A query's own retry would pass by the spacing, the burst and the budget, and hide for five seconds that there
 *   was no answer. `dry-run.ts` retries.
 * - When to ask: a query asks when it is observed, and nothing observes these.
 */
import type { QueryClient } from '@tanstack/react-query'
import { type Answer, isNotOnboarded, type Subject, type Verdict } from './dry-run-state.ts'

/** Somebody else may have changed the account since: an older answer is asked for again. */
const KEPT_MS = 5 * 60_000

const ROOT = 'dry-run'

export type Send = (payload: unknown, signal: AbortSignal) => Promise<Verdict>

export interface Answers {
  ask(subject: Subject, signal: AbortSignal): Promise<Verdict>
  /** The answer to exactly this question, while it is fresh. `at` in milliseconds since the epoch. */
  known(subject: Subject): { verdict: Answer; at: number } | null
  forget(subject: Subject): void
  /** Every answer, when the form goes. */
  clear(): void
}

/** Carries what is no answer past the cache. */
class NoAnswer extends Error {
  readonly verdict: Verdict
  constructor(verdict: Verdict) {
    super(verdict.kind)
    this.verdict = verdict
  }
}

/** An account that cannot have tunnels says nothing about this one. */
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
