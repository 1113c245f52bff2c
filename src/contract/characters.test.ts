/** `characters.ts`: a name inside a sentence. */
import { expect, test } from 'vitest'
import { isolated } from './characters.ts'

test.each(['ams-dc1-a', 'München 東京', 'naïve – “quoted” 😀', ''])(
  '%j stays as it is in a sentence',
  (name) => {
    expect(isolated(name)).toBe(name)
  },
)

test.each(['ams\u202e-dc1', 'ams\u200f', 'שלום-a', 'مكتب', '٣', '\u{1e900}'])(
  '%j reorders no word beside it',
  (name) => {
    expect(isolated(name)).toBe(`\u2068${name}\u2069`)
  },
)

test('a mark that isolates does not end the isolation', () => {
  expect(isolated('ams\u2069\u202e')).toBe('\u2068ams\u202e\u2069')
})
