/** `session-change.ts`: how long a change made here explains a missing session. */
import { expect, it } from 'vitest'
import { followSession, reportSessionChange, sessionChangeOf, subscribeChanges } from './session-change.ts'
import type { StateKind } from './state.ts'

const AT = Date.parse('2026-01-01T12:00:00Z')

let count = 0
/** Whether the change still explains the state after answers with these states, one every ten seconds. */
const explains = (...kinds: StateKind[]): boolean => {
  const id = `tunnel-${count++}`
  reportSessionChange(id, { fields: ['customer_asn'], at: AT })
  kinds.forEach((kind, index) => void followSession(id, kind, AT + 10_000 * (index + 1)))
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
  reportSessionChange('a', { fields: ['customer_asn'], at: AT })
  followSession('a', 'establishing', AT - 1)
  followSession('a', 'up', AT + 1)
  expect(sessionChangeOf('a')).toMatchObject({ at: AT })
  followSession('a', 'down', AT + 2)
  let told = 0
  const unsubscribe = subscribeChanges(() => told++)
  followSession('a', 'up', AT + 3)
  expect(sessionChangeOf('a')).toBeNull()
  reportSessionChange('a', { fields: ['md5_key'], at: AT + 4 })
  expect(sessionChangeOf('a')).toMatchObject({ fields: ['md5_key'] })
  expect(told).toBe(2)
  unsubscribe()
})
