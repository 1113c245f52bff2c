/** `md5-key.ts`: the characters that the API allows in an MD5 key. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstIllegalCharacter, withoutIllegalCharacters } from './md5-key.ts'

/** The API page's list of specials, with the backslash that its Markdown lost (docs/api.md, BGP). */
const SPECIALS = "'!@#$%^&*()+[]{}<>/.,;:_-~`= |\\"
const ALPHANUMERICS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const ALLOWED = new Set(ALPHANUMERICS + SPECIALS)

const firstBytes = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))

describe('allowed characters', () => {
  test('from 0x00 to 0xff are exactly those of the API page', () => {
    const allowed = firstBytes.filter((character) => firstIllegalCharacter(character) === null)
    expect(new Set(allowed)).toEqual(ALLOWED)
    expect(allowed).toHaveLength(93)
  })

  test('match the other wording of the API page: printable ASCII without " and ?', () => {
    const printable = firstBytes.filter((character) => character >= ' ' && character <= '~')
    expect(new Set(printable.filter((character) => !'"?'.includes(character)))).toEqual(ALLOWED)
  })

  test('include nothing outside ASCII, neither characters nor lone surrogates', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0x80, max: 0x10_ffff }), (code) => {
        const character = String.fromCodePoint(code)
        expect(firstIllegalCharacter(character)?.character).toBe(character)
      }),
    )
  })

  test('an empty key has no illegal character', () => {
    expect(firstIllegalCharacter('')).toBeNull()
  })
})

describe('the first illegal character', () => {
  test.each([
    ['abc?', 4, '?'],
    ['"quoted"', 1, '"'],
    ['two\nlines?', 4, 'a line break'],
    ['tab\there', 4, 'a tab'],
    ['a\u00a0b', 2, 'a no-break space (U+00A0)'],
    ['a\u200bb', 2, 'a zero-width space (U+200B)'],
    ['a\u0000', 2, 'a control character (U+0000)'],
    ['caf\u00e9', 4, '\u00e9 (U+00E9)'],
    // A Cyrillic letter that looks like the Latin one: only the code point differs.
    ['p\u0430ss', 2, '\u0430 (U+0430)'],
    ['key\u{1f511}', 4, '\u{1f511} (U+1F511)'],
    ['x\ud83d', 2, 'an incomplete character (U+D83D)'],
  ])('%j: position %i, %s', (key, position, name) => {
    expect(firstIllegalCharacter(key)).toMatchObject({ position, name })
  })

  test('has a position that counts characters from 1, with only legal ones before it', () => {
    const any = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(any, (key) => {
        const found = firstIllegalCharacter(key)
        const upTo = [...key].slice(0, found ? found.position - 1 : undefined)
        expect(upTo.every((character) => ALLOWED.has(character))).toBe(true)
        if (found) expect([...key][found.position - 1]).toBe(found.character)
      }),
    )
  })

  test('is removed with all others, and the rest of the key keeps its order', () => {
    expect(withoutIllegalCharacters('a?b"c\u{1f511}d \\')).toBe('abcd \\')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        const kept = withoutIllegalCharacters(key)
        expect(firstIllegalCharacter(kept)).toBeNull()
        expect(kept).toBe([...key].filter((character) => ALLOWED.has(character)).join(''))
      }),
    )
  })
})
