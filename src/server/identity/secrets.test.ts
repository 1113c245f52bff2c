/** `secrets.ts`: equal secrets and others. */
import { expect, test } from 'vitest'
import { isSameSecret } from './secrets.ts'

test.each([
  ['secret', 'secret', true],
  ['secreT', 'secret', false],
  ['Secret', 'secret', false],
  ['secre', 'secret', false],
  ['secrets', 'secret', false],
  ['secretsecret', 'secret', false],
  ['', 'secret', false],
  ['secret', '', false],
  ['secr\u0165t', 'secret', false],
])('%j for %j: %s', (given, expected, isSame) => expect(isSameSecret(given, expected)).toBe(isSame))
