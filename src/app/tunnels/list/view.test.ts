/** `view.ts`: search, filters and order in the URL. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { STATE_KINDS } from '../../state/state.ts'
import { COLUMN_IDS } from './column-ids.ts'
import { DEFAULT_VIEW, formatView, isFiltered, KEY_AGES, parseView, type View } from './view.ts'

const anyView: fc.Arbitrary<View> = fc.record({
  q: fc.string().map((text) => text.trim()),
  states: fc.subarray([...STATE_KINDS]),
  endpoint: fc.constantFrom('', '203.0.113.18'),
  bgp: fc.constantFrom('on', 'off', null),
  key: fc.constantFrom('none' as const, null, ...KEY_AGES),
  replay: fc.constantFrom('on', 'off', null),
  sort: fc.record({ by: fc.constantFrom(...COLUMN_IDS), isDown: fc.boolean() }),
})

describe('a view in the URL', () => {
  test('parses to the same view', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(parseView(formatView(view))).toEqual(view)
      }),
    )
  })

  test('is short and readable', () => {
    expect(formatView(DEFAULT_VIEW)).toBe('')
    expect(
      formatView({
        ...DEFAULT_VIEW,
        q: '10.0.0.0/24',
        states: ['down', 'rejected'],
        key: 90,
        sort: { by: 'modified', isDown: true },
      }),
    ).toBe('q=10.0.0.0/24&state=down,rejected&key=older-90&sort=-modified')
  })

  test.each([
    'state=up,exploded&sort=-colour&key=older-7&bgp=maybe',
    '?state=,,up&key=&sort=-',
    'state=up&state=down&sort=--name',
  ])('ignores unknown parts: %s', (search) => {
    expect(parseView(search)).toEqual({ ...DEFAULT_VIEW, states: ['up'] })
  })

  test('with only an order hides nothing', () => {
    expect(isFiltered(parseView('sort=-name'))).toBe(false)
    expect(isFiltered(parseView('q=%20'))).toBe(false)
    expect(isFiltered(parseView('replay=off'))).toBe(true)
  })
})
