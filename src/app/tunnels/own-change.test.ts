/** `own-change.ts`: how long a change made here explains a missing session. */
import { expect, it } from 'vitest'
import { followSession, sessionChangeOf, subscribeChanges } from '../state/session-change.ts'
import type { StateKind } from '../state/state.ts'
import { reportOwnChange } from './own-change.ts'

const AT = Date.parse('2026-01-01T12:00:00Z')
const report = (id: string, at: number, field: 'customer_asn' | 'description' = 'customer_asn') =>
  reportOwnChange(id, { fields: [field], at, router: [], isAwaited: field === 'customer_asn' })
const follow = (id: string, kind: StateKind, at: number) => followSession(id, kind, at)

let count = 0
/** Whether the change still explains the state after answers with these states, one every ten seconds. */
const explains = (...kinds: StateKind[]): boolean => {
  const id = `tunnel-${count++}`
  report(id, AT)
  kinds.forEach((kind, index) => void follow(id, kind, AT + 10_000 * (index + 1)))
  return sessionChangeOf(id) !== null
}

it('explains it until the session has ended and come up again', () => {
  expect(explains('down')).toBe(true)
  // An answer may still report the session that the change is about to end.
  expect(explains('up', 'down')).toBe(true)
  expect(explains('down', 'establishing', 'down')).toBe(true)
  expect(explains('down', 'up')).toBe(false)
  expect(explains('up', 'establishing', 'healthy', 'down')).toBe(false)
})

it('does not count answers from before the change, and begins again with the next change', () => {
  report('a', AT)
  follow('a', 'establishing', AT - 1)
  follow('a', 'up', AT + 1)
  expect(sessionChangeOf('a')).toMatchObject({ at: AT })
  follow('a', 'down', AT + 2)
  let told = 0
  const unsubscribe = subscribeChanges(() => told++)
  follow('a', 'up', AT + 3)
  expect(sessionChangeOf('a')).toBeNull()
  // A reload of the page reports the same change again.
  report('a', AT)
  expect(sessionChangeOf('a')).toBeNull()
  report('a', AT + 4)
  expect(sessionChangeOf('a')).toMatchObject({ at: AT + 4 })
  expect(told).toBe(3)
  unsubscribe()
})

it('is not replaced by a later change that ends no session', () => {
  report('b', AT)
  report('b', AT + 1, 'description')
  expect(sessionChangeOf('b')).toMatchObject({ fields: ['customer_asn'] })
})
