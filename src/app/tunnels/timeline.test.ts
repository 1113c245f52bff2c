/** `timeline.tsx`: since when a session that was up is down. */
import { describe, expect, it } from 'vitest'
import { clockOf } from '../ui/time.tsx'
import type { TunnelState } from './state.ts'
import { afterUp, type Seen } from './timeline.tsx'

const state = (kind: TunnelState['kind']): TunnelState => ({ kind, title: kind, sentence: '' })
/** Newest first, as the page stores them. */
const seen = (...kinds: TunnelState['kind'][]): Seen[] =>
  kinds.map((kind, index) => ({ at: 10_000 * (kinds.length - index), title: kind, kind }))

describe('a session that was up', () => {
  it('is down since it was lost, and not "waiting" like a new one', () => {
    const told = afterUp(state('waiting'), seen('waiting', 'up', 'establishing'))
    expect(told).toMatchObject({ kind: 'down', title: `Down since ${clockOf(30_000)}` })
  })

  it('was lost when it stopped being up, whatever followed', () => {
    const told = afterUp(state('down'), seen('down', 'establishing', 'up'))
    expect(told.title).toBe(`Down since ${clockOf(20_000)}`)
  })

  it('keeps the reported state if it is up again or never was up', () => {
    expect(afterUp(state('up'), seen('up', 'down', 'up')).kind).toBe('up')
    expect(afterUp(state('waiting'), seen('waiting')).kind).toBe('waiting')
    expect(afterUp(state('rejected'), seen('rejected', 'up')).kind).toBe('rejected')
  })
})
