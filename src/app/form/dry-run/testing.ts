/** For tests: a dry-run with a transport whose answers the test gives, on fake timers. */
import { QueryClient } from '@tanstack/react-query'
import { vi } from 'vitest'
import { createAnswers } from './answers.ts'
import { createDryRun, type DryRunDeps } from './dry-run.ts'
import type { Subject, Verdict } from './state.ts'

interface Sent {
  payload: unknown
  signal: AbortSignal
  answer(verdict: Verdict): Promise<void>
}

export const accepted: Verdict = { kind: 'accepted', messages: [] }
export const rejected: Extract<Verdict, { kind: 'rejected' }> = {
  kind: 'rejected',
  errors: [{ code: 1000, message: 'taken', source: { pointer: '/name' } }],
  messages: [],
  requestId: null,
}
export const unreachable: Verdict = { kind: 'failed', why: 'unreachable', message: null, requestId: null }

export const subject = (text: string, more: Partial<Subject> = {}): Subject => ({
  payload: text,
  fingerprint: text,
  full: false,
  eligible: true,
  missing: '',
  ...more,
})

export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

export const setUp = (more: Partial<DryRunDeps> = {}) => {
  const sent: Sent[] = []
  const browser = { online: true, visible: true }
  const client = new QueryClient()
  const dryRun = createDryRun({
    // This transport ignores the abort signal on purpose: stale answers must be dropped anyway.
    answers: createAnswers(
      client,
      (payload, signal) =>
        new Promise((resolve) => {
          sent.push({
            payload,
            signal,
            answer: async (verdict) => {
              resolve(verdict)
              await pass(0)
            },
          })
        }),
    ),
    now: () => Date.now(),
    setTimer: (callback, ms) => setTimeout(callback, ms),
    clearTimer: (timer) => clearTimeout(timer as number),
    random: () => 0,
    isOnline: () => browser.online,
    isVisible: () => browser.visible,
    isOnlyMissing: () => false,
    ...more,
  })
  const last = (): Sent => {
    const newest = sent.at(-1)
    if (!newest) throw new Error('Nothing was sent')
    return newest
  }
  return { sent, browser, client, dryRun, last }
}
