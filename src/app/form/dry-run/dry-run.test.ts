/** The dry-run of docs/form.md: when it asks, and what it remembers. */
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAnswers } from './answers.ts'
import { createDryRun, type DryRunDeps } from './dry-run.ts'
import type { DryRun, Subject, Verdict } from './state.ts'

interface Sent {
  payload: unknown
  signal: AbortSignal
  answer(verdict: Verdict): Promise<void>
}

const accepted: Verdict = { kind: 'accepted', messages: [] }
const rejected: Verdict = {
  kind: 'rejected',
  errors: [{ code: 1000, message: 'taken', source: { pointer: '/name' } }],
  messages: [],
  requestId: null,
}

const unreachable: Verdict = { kind: 'failed', why: 'unreachable', message: null, requestId: null }

const subject = (text: string, more: Partial<Subject> = {}): Subject => ({
  payload: text,
  fingerprint: text,
  full: false,
  eligible: true,
  missing: '',
  ...more,
})

describe('the dry-run', () => {
  let sent: Sent[]
  let online: boolean
  let visible: boolean
  let client: QueryClient
  let dryRun: DryRun

  const make = (more: Partial<DryRunDeps> = {}) =>
    createDryRun({
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
                await vi.advanceTimersByTimeAsync(0)
              },
            })
          }),
      ),
      now: () => Date.now(),
      setTimer: (callback, ms) => setTimeout(callback, ms),
      clearTimer: (timer) => clearTimeout(timer as number),
      random: () => 0,
      isOnline: () => online,
      isVisible: () => visible,
      isOnlyMissing: () => false,
      ...more,
    })

  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
  const last = (): Sent => {
    const newest = sent.at(-1)
    if (!newest) throw new Error('Nothing was sent')
    return newest
  }

  beforeEach(() => {
    vi.useFakeTimers()
    sent = []
    online = true
    visible = true
    client = new QueryClient()
    dryRun = make()
  })
  afterEach(() => vi.useRealTimers())

  it('checks once typing has paused for 700 ms', async () => {
    dryRun.update(subject('a'))
    await pass(600)
    dryRun.update(subject('ab'))
    await pass(699)
    expect(sent).toHaveLength(0)
    await pass(1)
    expect(sent.map(({ payload }) => payload)).toEqual(['ab'])
  })

  it('shows only the newer of two answers that arrive in the wrong order', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    dryRun.update(subject('b'))
    await pass(1500)
    const [first, second] = sent
    await second?.answer(accepted)
    await first?.answer(rejected)
    expect(dryRun.state().phase.kind).toBe('accepted')
  })

  it('aborts a check that an edit made outdated, and drops its answer', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    dryRun.update(subject('b'))
    expect(last().signal.aborted).toBe(true)
    await last().answer(accepted)
    expect(dryRun.state().checked).toBeNull()
  })

  it('marks the verdict as outdated on the first edit', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await last().answer(accepted)
    dryRun.update(subject('b'))
    expect(dryRun.state().phase.kind).toBe('waiting')
    expect(dryRun.state().checked?.verdict.kind).toBe('accepted')
  })

  it('cancels the running check on a local error', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    dryRun.update(subject('a!', { eligible: false }))
    await last().answer(accepted)
    await pass(60_000)
    expect(dryRun.state().checked).toBeNull()
    expect(sent).toHaveLength(1)
  })

  it('caches answers: returning to checked values sends nothing', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await last().answer(rejected)
    dryRun.update(subject('b'))
    await pass(1500)
    await last().answer(accepted)
    dryRun.update(subject('a'))
    expect(dryRun.state()).toMatchObject({
      phase: { kind: 'rejected' },
      checked: { verdict: { kind: 'rejected' } },
    })
    await pass(60_000)
    expect(sent).toHaveLength(2)
  })

  it('checks again on every visit of Review, and caches nothing that contains keys', async () => {
    dryRun.update(subject('full a', { full: true }))
    dryRun.hurry()
    await pass(0)
    await last().answer(accepted)
    dryRun.update(subject('a'))
    dryRun.update(subject('full a', { full: true }))
    expect(dryRun.state().phase.kind).toBe('waiting')
    dryRun.hurry()
    await pass(1500)
    expect(sent).toHaveLength(2)
  })

  it('checks at once when a field is left, but never within 1.5 s of the last check', async () => {
    dryRun.update(subject('a'))
    dryRun.hurry()
    await pass(0)
    expect(sent).toHaveLength(1)
    dryRun.update(subject('b'))
    dryRun.hurry()
    await pass(1499)
    expect(sent).toHaveLength(1)
    await pass(1)
    expect(sent).toHaveLength(2)
  })

  it('sends one check for a minute of continuous typing', async () => {
    for (let key = 0; key < 600; key++) {
      dryRun.update(subject(`${key}`))
      await pass(100)
    }
    expect(sent).toHaveLength(0)
    await pass(700)
    expect(sent).toHaveLength(1)
  })

  it('sends at most 25 checks in a minute of typing with pauses', async () => {
    for (let key = 0; key < 75; key++) {
      dryRun.update(subject(`${key}`))
      await pass(800)
    }
    expect(sent.length).toBeGreaterThan(15)
    expect(sent.length).toBeLessThanOrEqual(25)
  })

  it('waits for the end of a rate limit, then checks the current values', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await last().answer({ kind: 'limited', until: Date.now() + 30_000 })
    expect(dryRun.state().phase).toEqual({ kind: 'paused', until: Date.now() + 30_000 })
    dryRun.update(subject('b'))
    await pass(29_000)
    expect(sent).toHaveLength(1)
    await pass(1000)
    expect(last().payload).toBe('b')
    await last().answer(accepted)
    expect(dryRun.state()).toMatchObject({ phase: { kind: 'accepted' } })
  })

  it('times out after 8 s, retries once, then waits for the next edit', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await pass(8000)
    expect(dryRun.state().phase).toMatchObject({ kind: 'failed', why: 'timeout' })
    expect(last().signal.aborted).toBe(true)
    await pass(5000)
    expect(sent).toHaveLength(2)
    await pass(60_000)
    expect(sent).toHaveLength(2)
    dryRun.update(subject('b'))
    await pass(700)
    expect(sent).toHaveLength(3)
  })

  it('does not check while offline or hidden, and checks when that ends', async () => {
    online = false
    dryRun.update(subject('a'))
    await pass(700)
    expect(sent).toHaveLength(0)
    expect(dryRun.state().phase.kind).toBe('offline')
    online = true
    visible = false
    dryRun.wake()
    await pass(1)
    expect(sent).toHaveLength(0)
    visible = true
    dryRun.wake()
    await pass(1)
    expect(sent).toHaveLength(1)
  })

  it('does not repeat a check that objected only to blank fields until those change', async () => {
    dryRun = make({ isOnlyMissing: () => true })
    dryRun.update(subject('a', { missing: 'name' }))
    await pass(700)
    await last().answer(rejected)
    dryRun.update(subject('b', { missing: 'name' }))
    await pass(60_000)
    expect(sent).toHaveLength(1)
    dryRun.update(subject('c', { missing: '' }))
    await pass(700)
    expect(sent).toHaveLength(2)
  })

  it('checks less often on an amber budget, and only on request on a red one', async () => {
    dryRun.setBudget(0.3)
    dryRun.update(subject('a'))
    await pass(2499)
    expect(sent).toHaveLength(0)
    await pass(1)
    expect(sent).toHaveLength(1)
    await last().answer(accepted)
    dryRun.setBudget(0.1)
    dryRun.update(subject('b'))
    await pass(60_000)
    expect(sent).toHaveLength(1)
    dryRun.again()
    await pass(0)
    expect(sent).toHaveLength(2)
  })

  it('checks again after a check without an answer, even if the list of tunnels arrived in between', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await last().answer(unreachable)
    dryRun.update(subject('a'))
    await pass(5000)
    expect(sent).toHaveLength(2)
  })

  it('does not check a field on leaving while few calls are left, and checks when there are more', async () => {
    dryRun.setBudget(0.1)
    dryRun.update(subject('a'))
    dryRun.hurry()
    await pass(5000)
    expect(sent).toHaveLength(0)
    dryRun.setBudget(1)
    await pass(0)
    expect(sent).toHaveLength(1)
  })

  it('checks on Continue even while few calls are left', async () => {
    dryRun.setBudget(0.1)
    dryRun.update(subject('a'))
    dryRun.hurry(true)
    await pass(0)
    expect(sent).toHaveLength(1)
  })

  it('is in the phase "blanks" until the blank fields change', async () => {
    dryRun = make({ isOnlyMissing: () => true })
    dryRun.update(subject('a', { missing: 'name' }))
    await pass(700)
    await last().answer(rejected)
    expect(dryRun.state().phase.kind).toBe('rejected')
    dryRun.update(subject('b', { missing: 'name' }))
    expect(dryRun.state().phase.kind).toBe('blanks')
    await pass(10_000)
    expect(sent).toHaveLength(1)
    dryRun.update(subject('c'))
    expect(dryRun.state().phase.kind).toBe('waiting')
    await pass(700)
    expect(sent).toHaveLength(2)
  })

  it('checks again when the tab is shown after a check without an answer', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await last().answer(unreachable)
    await pass(10_000)
    await last().answer(unreachable)
    visible = false
    dryRun.wake()
    visible = true
    dryRun.wake()
    await pass(0)
    expect(sent).toHaveLength(3)
  })

  it('shows a check as running only once it takes longer than 300 ms', async () => {
    dryRun.update(subject('a'))
    await pass(700 + 299)
    expect(dryRun.state().phase.kind).toBe('waiting')
    await pass(1)
    expect(dryRun.state().phase.kind).toBe('checking')
    await last().answer(accepted)
    expect(dryRun.state().phase.kind).toBe('accepted')
  })

  it('pauses when another call hits the rate limit, and continues automatically', async () => {
    dryRun.update(subject('a'))
    dryRun.pause(Date.now() + 20_000)
    expect(dryRun.state().phase).toEqual({ kind: 'paused', until: Date.now() + 20_000 })
    dryRun.hurry(true)
    await pass(19_999)
    expect(sent).toHaveLength(0)
    await pass(1)
    expect(sent).toHaveLength(1)
  })

  it('delays a check that was scheduled before a pause', async () => {
    dryRun.update(subject('a'))
    dryRun.pause(Date.now() + 20_000)
    await pass(19_999)
    expect(sent).toHaveLength(0)
    await pass(1)
    expect(sent).toHaveLength(1)
  })

  it('ends a pause even while a local error prevents checks', async () => {
    dryRun.update(subject('a'))
    dryRun.pause(Date.now() + 20_000)
    dryRun.update(subject('a!', { eligible: false }))
    await pass(20_000)
    expect(dryRun.state().phase.kind).toBe('idle')
  })

  it('keeps the answer about earlier values when the next check fails', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await last().answer(rejected)
    dryRun.update(subject('b'))
    await pass(1500)
    await last().answer(unreachable)
    expect(dryRun.state()).toMatchObject({
      phase: { kind: 'failed', why: 'unreachable' },
      checked: { verdict: rejected },
    })
  })

  it('distinguishes refusals by our own server, and an account without Magic WAN', async () => {
    const refusedWith = async (text: string, code: number) => {
      dryRun.update(subject(text))
      await pass(5000)
      await last().answer({ ...rejected, errors: [{ code, message: 'no' }] })
      return dryRun.state().phase
    }
    expect(await refusedWith('a', 90024)).toMatchObject({ kind: 'rejected', by: 'proxy' })
    expect(await refusedWith('b', 1000)).toMatchObject({ kind: 'rejected', by: 'api' })
    expect(await refusedWith('c', 1012)).toMatchObject({ kind: 'not_onboarded' })
  })

  it('checks values again whose answer is older than five minutes', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await last().answer(accepted)
    dryRun.update(subject('b', { eligible: false }))
    await pass(5 * 60_000)
    dryRun.update(subject('a'))
    expect(dryRun.state().phase.kind).toBe('waiting')
    await pass(700)
    expect(sent).toHaveLength(2)
  })

  it('checks again after the machine slept and no timer has expired the answer', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await last().answer(accepted)
    dryRun.update(subject('b', { eligible: false }))
    vi.setSystemTime(Date.now() + 5 * 60_000)
    dryRun.update(subject('a'))
    expect(dryRun.state().phase.kind).toBe('waiting')
  })

  it('caches no key and no payload with keys, during a check and afterwards', async () => {
    const held = () =>
      JSON.stringify(
        client
          .getQueryCache()
          .getAll()
          .map(({ queryKey, state }) => [queryKey, state]),
      )
    dryRun.update(subject('full s3cret', { full: true }))
    dryRun.hurry()
    await pass(0)
    expect(sent).toHaveLength(1)
    expect(client.getQueryCache().getAll()).toEqual([])
    await last().answer(rejected)
    expect(client.getQueryCache().getAll()).toEqual([])
    dryRun.update(subject('a'))
    await pass(1500)
    await last().answer(accepted)
    expect(held()).toContain('dry-run')
    expect(held()).not.toContain('s3cret')
  })

  it('deletes all answers when the form is unmounted', async () => {
    dryRun.update(subject('a'))
    await pass(700)
    await last().answer(accepted)
    expect(client.getQueryCache().getAll()).toHaveLength(1)
    dryRun.stop()
    expect(client.getQueryCache().getAll()).toEqual([])
  })
})
