/** `pace.ts`: how often the dry-run asks, with a budget, a rate limit and continuous typing. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { accepted, pass, setUp, subject } from './testing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('checks at once when a field is left, but never within 1.5 s of the last check', async () => {
  const { dryRun, sent } = setUp()
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

test('sends one check for a minute of continuous typing', async () => {
  const { dryRun, sent } = setUp()
  for (let key = 0; key < 600; key++) {
    dryRun.update(subject(`${key}`))
    await pass(100)
  }
  expect(sent).toHaveLength(0)
  await pass(700)
  expect(sent).toHaveLength(1)
})

test('sends at most 25 checks in a minute of typing with pauses', async () => {
  const { dryRun, sent } = setUp()
  for (let key = 0; key < 75; key++) {
    dryRun.update(subject(`${key}`))
    await pass(800)
  }
  expect(sent.length).toBeGreaterThan(15)
  expect(sent.length).toBeLessThanOrEqual(25)
})

test('waits for the end of a rate limit, then checks the current values', async () => {
  const { dryRun, last, sent } = setUp()
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

test('checks less often on an amber budget, and only on request on a red one', async () => {
  const { dryRun, last, sent } = setUp()
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

test('does not check a field on leaving while few calls are left, and checks when there are more', async () => {
  const { dryRun, sent } = setUp()
  dryRun.setBudget(0.1)
  dryRun.update(subject('a'))
  dryRun.hurry()
  await pass(5000)
  expect(sent).toHaveLength(0)
  dryRun.setBudget(1)
  await pass(0)
  expect(sent).toHaveLength(1)
})

test('checks on Continue even while few calls are left', async () => {
  const { dryRun, sent } = setUp()
  dryRun.setBudget(0.1)
  dryRun.update(subject('a'))
  dryRun.hurry(true)
  await pass(0)
  expect(sent).toHaveLength(1)
})

test('pauses when another call hits the rate limit, and continues automatically', async () => {
  const { dryRun, sent } = setUp()
  dryRun.update(subject('a'))
  dryRun.pause(Date.now() + 20_000)
  expect(dryRun.state().phase).toEqual({ kind: 'paused', until: Date.now() + 20_000 })
  dryRun.hurry(true)
  await pass(19_999)
  expect(sent).toHaveLength(0)
  await pass(1)
  expect(sent).toHaveLength(1)
})

test('delays a check that was scheduled before a pause', async () => {
  const { dryRun, sent } = setUp()
  dryRun.update(subject('a'))
  dryRun.pause(Date.now() + 20_000)
  await pass(19_999)
  expect(sent).toHaveLength(0)
  await pass(1)
  expect(sent).toHaveLength(1)
})

test('ends a pause even while a local error prevents checks', async () => {
  const { dryRun } = setUp()
  dryRun.update(subject('a'))
  dryRun.pause(Date.now() + 20_000)
  dryRun.update(subject('a!', { eligible: false }))
  await pass(20_000)
  expect(dryRun.state().phase.kind).toBe('idle')
})
