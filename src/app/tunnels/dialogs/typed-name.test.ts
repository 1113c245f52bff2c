/** `typed-name.ts`: what must be typed before a tunnel is deleted. */
import { expect, test } from 'vitest'
import { isTyped, textToType } from './typed-name.ts'

const id = 'a'.repeat(32)

test.each([
  ['the name', 'ams-dc1-a', 'ams-dc1-a', true],
  ['another name', 'ams-dc1-a', 'ams-dc1-b', false],
  ['nothing', 'ams-dc1-a', '', false],
  ['the name without what cannot be seen', 'ams\u200b-dc1', 'ams-dc1', true],
  ['nothing, for a name that cannot be seen', '\u3164', '', false],
  ['the ID, for a name that cannot be seen', '\u3164\u200b', id, true],
])('%s', (_what, name, typed, isRight) => {
  expect(isTyped(typed, textToType({ id, name }))).toBe(isRight)
})

test('the text that is asked for has no mark that shows it in another order', () => {
  expect(textToType({ id, name: 'ams\u202e-dc1' })).toBe('ams-dc1')
})
