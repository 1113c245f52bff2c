/** `announcer.ts`: when the live region speaks, and what it leaves out. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Announcer, createAnnouncer } from './announcer.ts'

describe('the announcer', () => {
  let announcer: Announcer
  let said: string[]

  beforeEach(() => {
    vi.useFakeTimers()
    announcer = createAnnouncer()
    said = []
    announcer.subscribe(() => said.push(announcer.spoken()))
  })
  afterEach(() => vi.useRealTimers())

  const pass = (ms: number) => vi.advanceTimersByTime(ms)

  it('waits for a second without typing or focus changes', () => {
    announcer.announce('accepted')
    pass(900)
    announcer.busy()
    pass(900)
    expect(said).toEqual([])
    pass(100)
    expect(said).toEqual(['accepted'])
  })

  it('speaks at most every five seconds, and only the newest sentence', () => {
    announcer.announce('accepted')
    pass(1000)
    announcer.announce('rejected')
    announcer.announce('copied')
    pass(4999)
    expect(said).toEqual(['accepted'])
    pass(1)
    expect(said).toEqual(['accepted', 'copied'])
  })

  it('never repeats a sentence, and skips one that was replaced before it was spoken', () => {
    announcer.announce('accepted')
    pass(1000)
    announcer.announce('rejected')
    announcer.announce('accepted')
    pass(10_000)
    expect(said).toEqual(['accepted'])
  })

  it('does not speak a sentence that was withdrawn while it waited', () => {
    const takeBack = announcer.announce('accepted')
    pass(500)
    takeBack()
    pass(10_000)
    expect(said).toEqual([])
  })

  it('ignores a withdrawal after another sentence replaced the withdrawn one', () => {
    const takeBack = announcer.announce('accepted')
    announcer.announce('copied')
    takeBack()
    pass(1000)
    expect(said).toEqual(['copied'])
  })

  it('speaks a sentence again after it was spoken and withdrawn', () => {
    const takeBack = announcer.announce('accepted')
    pass(1000)
    takeBack()
    announcer.announce('accepted')
    pass(10_000)
    expect(said).toEqual(['accepted', '', 'accepted'])
  })

  it('speaks once when a waiting sentence is withdrawn and announced again', () => {
    const takeBack = announcer.announce('accepted')
    pass(500)
    takeBack()
    announcer.announce('accepted')
    pass(10_000)
    expect(said).toEqual(['accepted'])
  })
})
