import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AFTER_PAINT_MS, afterPaint } from './after-paint.ts'

describe('work after the paint', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => vi.useRealTimers())

  it('runs once for several key presses, and not before the field is painted', () => {
    const run = vi.fn()
    const work = afterPaint(run)
    work.soon()
    work.soon()
    expect([run.mock.calls.length, work.isDue()]).toEqual([0, true])
    vi.advanceTimersByTime(AFTER_PAINT_MS)
    expect([run.mock.calls.length, work.isDue()]).toEqual([1, false])
  })

  it('is flushed only when it is due, and does not run again afterwards', () => {
    const run = vi.fn()
    const work = afterPaint(run)
    work.flush()
    expect(run).toHaveBeenCalledTimes(0)
    work.soon()
    work.flush()
    vi.advanceTimersByTime(AFTER_PAINT_MS)
    expect(run).toHaveBeenCalledTimes(1)
  })
})
