/** `dry-run.ts`: when it asks, and what it shows. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accepted, pass, rejected, setUp, subject, unreachable } from './testing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('checks once typing has paused for 700 ms', async () => {
  const { dryRun, sent } = setUp()
  dryRun.update(subject('a'))
  await pass(600)
  dryRun.update(subject('ab'))
  await pass(699)
  expect(sent).toHaveLength(0)
  await pass(1)
  expect(sent.map(({ payload }) => payload)).toEqual(['ab'])
})

test('shows only the newer of two answers that arrive in the wrong order', async () => {
  const { dryRun, sent } = setUp()
  dryRun.update(subject('a'))
  await pass(700)
  dryRun.update(subject('b'))
  await pass(1500)
  const [first, second] = sent
  await second?.answer(accepted)
  await first?.answer(rejected)
  expect(dryRun.state().phase.kind).toBe('accepted')
})

test('aborts a check that an edit made outdated, and drops its answer', async () => {
  const { dryRun, last } = setUp()
  dryRun.update(subject('a'))
  await pass(700)
  dryRun.update(subject('b'))
  expect(last().signal.aborted).toBe(true)
  await last().answer(accepted)
  expect(dryRun.state().checked).toBeNull()
})

test('marks the verdict as outdated on the first edit', async () => {
  const { dryRun, last } = setUp()
  dryRun.update(subject('a'))
  await pass(700)
  await last().answer(accepted)
  dryRun.update(subject('b'))
  expect(dryRun.state().phase.kind).toBe('waiting')
  expect(dryRun.state().checked?.verdict.kind).toBe('accepted')
})

test('cancels the running check on a local error', async () => {
  const { dryRun, last, sent } = setUp()
  dryRun.update(subject('a'))
  await pass(700)
  dryRun.update(subject('a!', { eligible: false }))
  await last().answer(accepted)
  await pass(60_000)
  expect(dryRun.state().checked).toBeNull()
  expect(sent).toHaveLength(1)
})

test('times out after 8 s, retries once, then waits for the next edit', async () => {
  const { dryRun, last, sent } = setUp()
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

test('does not check while offline or hidden, and checks when that ends', async () => {
  const { browser, dryRun, sent } = setUp()
  browser.online = false
  dryRun.update(subject('a'))
  await pass(700)
  expect(sent).toHaveLength(0)
  expect(dryRun.state().phase.kind).toBe('offline')
  browser.online = true
  browser.visible = false
  dryRun.wake()
  await pass(1)
  expect(sent).toHaveLength(0)
  browser.visible = true
  dryRun.wake()
  await pass(1)
  expect(sent).toHaveLength(1)
})

test('does not repeat a check that objected only to blank fields until those change', async () => {
  const { dryRun, last, sent } = setUp({ isOnlyMissing: () => true })
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

test('checks again after a check without an answer, even if the list of tunnels arrived in between', async () => {
  const { dryRun, last, sent } = setUp()
  dryRun.update(subject('a'))
  await pass(700)
  await last().answer(unreachable)
  dryRun.update(subject('a'))
  await pass(5000)
  expect(sent).toHaveLength(2)
})

test('is in the phase "blanks" until the blank fields change', async () => {
  const { dryRun, last, sent } = setUp({ isOnlyMissing: () => true })
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

test('checks again when the tab is shown after a check without an answer', async () => {
  const { browser, dryRun, last, sent } = setUp()
  dryRun.update(subject('a'))
  await pass(700)
  await last().answer(unreachable)
  await pass(10_000)
  await last().answer(unreachable)
  browser.visible = false
  dryRun.wake()
  browser.visible = true
  dryRun.wake()
  await pass(0)
  expect(sent).toHaveLength(3)
})

test('shows a check as running only once it takes longer than 300 ms', async () => {
  const { dryRun, last } = setUp()
  dryRun.update(subject('a'))
  await pass(700 + 299)
  expect(dryRun.state().phase.kind).toBe('waiting')
  await pass(1)
  expect(dryRun.state().phase.kind).toBe('checking')
  await last().answer(accepted)
  expect(dryRun.state().phase.kind).toBe('accepted')
})

test('keeps the answer about earlier values when the next check fails', async () => {
  const { dryRun, last } = setUp()
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

test('distinguishes refusals by our own server, and an account without Magic WAN', async () => {
  const { dryRun, last } = setUp()
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
