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

  it('waits for a second without typing or a move of the focus', () => {
    announcer.announce('accepted')
    pass(900)
    announcer.busy()
    pass(900)
    expect(said).toEqual([])
    pass(100)
    expect(said).toEqual(['accepted'])
  })

  it('speaks at most every five seconds, and then only the newest', () => {
    announcer.announce('accepted')
    pass(1000)
    announcer.announce('rejected')
    announcer.announce('copied')
    pass(4999)
    expect(said).toEqual(['accepted'])
    pass(1)
    expect(said).toEqual(['accepted', 'copied'])
  })

  it('never says the same twice running, nor what was true in between', () => {
    announcer.announce('accepted')
    pass(1000)
    announcer.announce('rejected')
    announcer.announce('accepted')
    pass(10_000)
    expect(said).toEqual(['accepted'])
  })

  it('does not say what was taken back before its turn came', () => {
    const takeBack = announcer.announce('accepted')
    pass(500)
    takeBack()
    pass(10_000)
    expect(said).toEqual([])
  })

  it('lets nobody take back what another has to say', () => {
    const takeBack = announcer.announce('accepted')
    announcer.announce('copied')
    takeBack()
    pass(1000)
    expect(said).toEqual(['copied'])
  })

  it('says a sentence again that was taken back in between: it is news', () => {
    const takeBack = announcer.announce('accepted')
    pass(1000)
    takeBack()
    announcer.announce('accepted')
    pass(10_000)
    expect(said).toEqual(['accepted', '', 'accepted'])
  })

  it('does not say again what was taken back and put forward before its turn came', () => {
    const takeBack = announcer.announce('accepted')
    pass(500)
    takeBack()
    announcer.announce('accepted')
    pass(10_000)
    expect(said).toEqual(['accepted'])
  })
})
