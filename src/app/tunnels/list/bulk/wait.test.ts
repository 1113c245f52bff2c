/** `wait.ts`: waits that a sleeping machine and a user can shorten. */
import { afterEach, expect, test, vi } from 'vitest'
import { waitByClock } from './wait.ts'

afterEach(() => vi.useRealTimers())

test('a machine that slept waits only for what is left by the clock', async () => {
  vi.useFakeTimers()
  let isOver = false
  void waitByClock(300_000, new AbortController().signal).then(() => {
    isOver = true
  })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(isOver).toBe(false)
  // The clock goes on, the timers do not.
  vi.setSystemTime(Date.now() + 3_600_000)
  await vi.advanceTimersByTimeAsync(1000)
  expect(isOver).toBe(true)
})

test('ends at once when it is aborted, before or meanwhile', async () => {
  const halt = new AbortController()
  const wait = waitByClock(300_000, halt.signal)
  halt.abort()
  await wait
  await waitByClock(300_000, halt.signal)
})
