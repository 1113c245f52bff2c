/** `merge.ts`: which fields two edits of one tunnel contest. */
import { expect, test } from 'vitest'
import { fromWire } from '../../../contract/fields/wire.ts'
import { baseOf } from '../../form/base.ts'
import { tunnel } from '../testing.ts'
import { mergeOf } from './merge.ts'

const WAS = tunnel({ description: 'was', replay_protection: false })

const merged = (theirs: object, mine: object) =>
  mergeOf({ was: fromWire(WAS), theirs: baseOf({ ...WAS, ...theirs }, null) }, fromWire({ ...WAS, ...mine }))

test('a field that both set to something else is contested', () => {
  expect(merged({ description: 'theirs' }, { description: 'mine' })).toEqual({
    changedByThem: ['description'],
    contested: ['description'],
  })
})

test('what only they changed, or both in the same way, is not', () => {
  expect(merged({ replay_protection: true, description: 'both' }, { description: 'both' })).toEqual({
    changedByThem: ['description', 'replay_protection'],
    contested: [],
  })
})

test('a value in a part that they switched off is not contested, unless I changed its switch as well', () => {
  const bgp = { customer_asn: 64_501, md5_key: 'was' }
  const was = fromWire({ ...WAS, bgp })
  const theirs = baseOf({ ...WAS, bgp: null }, null)
  const mine = (more: object) => fromWire({ ...WAS, bgp: { ...bgp, ...more } })
  expect(mergeOf({ was, theirs }, mine({ md5_key: 'mine' }))).toEqual({
    changedByThem: ['customer_asn', 'md5_key'],
    contested: [],
  })
  const { contested } = mergeOf({ was, theirs }, mine({ md5_key: 'mine', customer_asn: 64_502 }))
  expect(contested).toEqual(['customer_asn', 'md5_key'])
})

test('what only I changed is not theirs', () => {
  expect(merged({}, { description: 'mine' })).toEqual({ changedByThem: [], contested: [] })
})
