/** `rules/keys.ts`: pre-shared key and MD5 key. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../finding.ts'
import { judgeMd5Key, judgePsk } from './keys.ts'
import { check, type Row } from './testing.ts'

describe('pre-shared key', () => {
  test.each<Row>([
    ['', /^error: Paste the key, or choose another option/],
    // The API page's example.
    ['O3bwKSjnaoCxDoUxjcq4Rk8ZKkezQUiy'],
    ['Cloudflare-WAN-T1-PSK-1234!'],
    [
      ' O3bwKSjnaoCxDoUxjcq4',
      /^warning: The key begins or ends with a space.*position 1 \[O3bwKSjnaoCxDoUxjcq4\]$/,
    ],
    ['O3bwKSjnaoCxDoUxjcq4\n', /^warning: The key begins or ends with a space.*a line break at position 21/],
    ['0x4f3362774b536a6e616f', /^warning: Begins with 0x: strongSwan reads that as hexadecimal/],
    ['0sTzNid0tTam5hb0N4RG9V', /^warning: Begins with 0s: strongSwan reads that as base64/],
    ['0XTzNid0tTam5hb0N4RG9V', /^warning: Begins with 0x/],
    ['$9$O3bwKSjnaoCxDoUxjcq4', /^warning: Begins with \$9\$: Junos/],
    [
      '7 O3bwKSjnaoCxDoUxjcq4',
      /^warning: Begins with a digit and a space: Cisco IOS/,
      /^warning: A space at position 2/,
    ],
    [
      'O3bwKSjnaoCx\u200bDoUxjcq4',
      /^warning: A zero-width space \(U\+200B\) at position 13: .* \[O3bwKSjnaoCxDoUxjcq4\]$/,
    ],
    ['O3bwKSjnaoCx\u00a0DoUxjcq4', /^warning: A no-break space \(U\+00A0\) at position 13/],
    [
      '\ufeffO3bwKSjnaoCxDoUxjcq4',
      /^warning: A byte order mark \(U\+FEFF\) at position 1: .* \[O3bwKSjnaoCxDoUxjcq4\]$/,
    ],
    [
      '“O3bwKSjnaoCxDoUxjcq4”',
      /^warning: The key is between quotes, and they count \[O3bwKSjnaoCxDoUxjcq4\]$/,
      /^warning: The character U\+201C at position 1/,
    ],
    ['********************', /^warning: A hidden key is displayed as dots or asterisks/],
    ['a1'.repeat(32)],
    ['a1'.repeat(33), /^warning: 66 characters. AWS accepts at most 64/],
    // Cloudflare's own tests use shorter keys (docs/api.md, Pre-shared keys), so this is never an error.
    ['asdf1234', /^warning: Only 8 characters/],
    ['O3bwKSjnaoCx DoUxjcq4', /^warning: A space at position 13. Some routers reject/],
    ['O3bwKSjnaoCx"DoUxjcq4', /^warning: A double quote at position 13. Some routers reject/],
    ['O3bwKSjnaoCx\\DoUxjcq4', /^warning: A backslash at position 13. Some routers reject/],
    ['O3bwKSjnaoCxéDoUxjcq4', /^warning: The character U\+00E9 at position 13. Some routers reject/],
    ['a?', /^warning: Only 2 characters/, /^warning: A question mark at position 2. Some routers reject/],
  ])('%j', (psk, ...expected) => check(judgePsk(psk), expected))

  test('is never refused, because the API accepts any key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (key) => {
        expect(judgePsk(key).filter(isRefusal)).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  test('is not in any message', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
    const spoken = judgePsk('x')
      .concat(judgePsk(' '), judgePsk('\u00e9'.repeat(9)))
      .map(({ message }) => message)
    fc.assert(
      fc.property(key, (psk) => {
        fc.pre(!spoken.some((message) => message.includes(psk)))
        for (const text of judgePsk(psk).map(({ message }) => message)) expect(text).not.toContain(psk)
      }),
    )
  })
})

describe('MD5 key', () => {
  test.each<[string, ...RegExp[]]>([
    [''],
    ['a'],
    ["a'!@#$%^&*()+[]{}<>/.,;:_-~`=|b"],
    // docs/routers.md, Escaping.
    ['two words', /^warning: A space at position 4. FRR and VyOS do not support a key with a space$/],
    ['1st-peer', /^warning: Begins with a digit. Cisco IOS XE refuses such a key$/],
    // Missing in only one of the API page's two lists (docs/api.md, Contradictions between sources), so the
    // API decides.
    ['back\\slash'],
    ['abc?', /^error: \? at position 4 is not allowed. Use printable ASCII without " and \? \[abc\]$/],
    ['a"b"c', /^error: " at position 2 is not allowed.* \[abc\]$/],
    ['a\tb', /^error: A tab at position 2 is not allowed.* \[ab\]$/],
    ['pa\u00df', /^error: \u00df \(U\+00DF\) at position 3 is not allowed.* \[pa\]$/],
    ['a'.repeat(80)],
    // The limit is in the documentation only, so this is a warning (docs/api.md, BGP).
    ['a'.repeat(81), /^warning: 81 characters. Cloudflare documents at most 80$/],
    [
      'key ',
      /^warning: The key begins or ends with a space, and the space counts: a space at position 4 \[key\]$/,
    ],
    [' '.repeat(81), /^warning: 81 characters/, /^warning: The key begins or ends with a space/],
  ])('%j', (key, ...expected) => check(judgeMd5Key(key), expected))
})
