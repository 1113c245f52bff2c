/** What the checks have found: about exactly the current values, and last of all. */
import type { ResponseInfo } from '../../../contract/envelope.ts'
import type { Answer, Checked, Subject, Verdict } from './state.ts'

/** The result of a check of exactly the current values. */
export interface Result {
  verdict: Exclude<Verdict, { kind: 'limited' }>
  at: number
}

export interface Results {
  current(): Result | null
  /** The newest answer, which may be about earlier values. */
  newest(): Checked | null
  /** The values have changed. @param known the cached answer about the new ones */
  begin(known: { verdict: Answer; at: number } | null): void
  take(asked: Subject, result: Result): void
  /** The current values are to be checked once more. */
  drop(): void
  /** The same, also if the answer is known to be useless. */
  forget(): void
  /** Whether the API can only repeat that the same required fields are blank. */
  isFruitless(subject: Subject): boolean
  /** True once after a change of the values or an answer. */
  takeRetry(): boolean
}

/** @param isOnlyMissing whether every error of a rejection only says that a required field is blank */
export const createResults = (
  isOnlyMissing: (errors: ResponseInfo[], missing: string) => boolean,
): Results => {
  let current: Result | null = null
  let newest: Checked | null = null
  let hasRetried = false
  /** Blank required fields with which the API objected only to blank fields. */
  let fruitlessMissing: string | null = null
  return {
    current: () => current,
    newest: () => newest,
    begin(known) {
      hasRetried = false
      current = known
      if (known) newest = { ...known, full: false }
    },
    take({ full, missing }, { verdict, at }) {
      current = { verdict, at }
      if (verdict.kind === 'failed' || verdict.kind === 'forbidden') return
      newest = { verdict, at, full }
      hasRetried = false
      const namesBlanksOnly =
        verdict.kind === 'rejected' && missing !== '' && isOnlyMissing(verdict.errors, missing)
      fruitlessMissing = namesBlanksOnly ? missing : null
    },
    drop() {
      current = null
    },
    forget() {
      current = null
      fruitlessMissing = null
    },
    isFruitless: ({ full, missing }) => !full && missing !== '' && missing === fruitlessMissing,
    takeRetry() {
      const isFirst = !hasRetried
      hasRetried = true
      return isFirst
    },
  }
}
