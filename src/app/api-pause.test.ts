/** `api-pause.ts`: one end of a rate limit for all parts of the page. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ApiPause, countdown, createApiPause } from './api-pause.ts'

describe('the pause of the API', () => {
  let pause: ApiPause
  let shown: number[]

  beforeEach(() => {
    vi.useFakeTimers()
    pause = createApiPause()
    shown = []
    pause.subscribe(() => shown.push(pause.left()))
  })
  afterEach(() => vi.useRealTimers())

  it('counts down second by second to its end', () => {
    pause.extend(3)
    vi.advanceTimersByTime(10_000)
    expect(shown).toEqual([3, 2, 1, 0])
  })

  it('lasts until the latest end that any answer reported', () => {
    pause.extend(60)
    pause.extend(300)
    pause.extend(6)
    expect(pause.left()).toBe(300)
  })

  it('does not restart a second for an answer that rounds up the same end', () => {
    pause.extend(262)
    vi.advanceTimersByTime(1500)
    expect(pause.left()).toBe(261)
    pause.extend(261)
    vi.advanceTimersByTime(10_000)
    expect(shown).toEqual([262, 261, 260, 259, 258, 257, 256, 255, 254, 253, 252, 251])
  })

  it('lasts a minute if the answer does not say how long to wait', () => {
    pause.extend(null)
    expect(pause.left()).toBe(60)
  })

  it('shows minutes and seconds', () => {
    expect([262, 60, 9, 0].map(countdown)).toEqual(['4:22', '1:00', '0:09', '0:00'])
  })
})
