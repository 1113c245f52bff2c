/** `answers.ts`: which answers are cached, and for how long. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accepted, pass, rejected, setUp, subject } from './testing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('caches answers: returning to checked values sends nothing', async () => {
  const { dryRun, last, sent } = setUp()
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

test('checks again on every visit of Review, and caches nothing that contains keys', async () => {
  const { dryRun, last, sent } = setUp()
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

test('checks values again whose answer is older than five minutes', async () => {
  const { dryRun, last, sent } = setUp()
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

test('checks again after the machine slept and no timer has expired the answer', async () => {
  const { dryRun, last } = setUp()
  dryRun.update(subject('a'))
  await pass(700)
  await last().answer(accepted)
  dryRun.update(subject('b', { eligible: false }))
  vi.setSystemTime(Date.now() + 5 * 60_000)
  dryRun.update(subject('a'))
  expect(dryRun.state().phase.kind).toBe('waiting')
})

test('caches no key and no payload with keys, during a check and afterwards', async () => {
  const { client, dryRun, last, sent } = setUp()
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

test('deletes all answers when the form is unmounted', async () => {
  const { client, dryRun, last } = setUp()
  dryRun.update(subject('a'))
  await pass(700)
  await last().answer(accepted)
  expect(client.getQueryCache().getAll()).toHaveLength(1)
  dryRun.stop()
  expect(client.getQueryCache().getAll()).toEqual([])
})
