/**
 * Long texts of one repeated character. A pattern that needs quadratic time takes minutes for one of these, longer
 * than a test may run.
 */
import { describe, expect, test } from 'vitest'
import { IP_ADDRESS } from '../address/address-kind.ts'
import { judgeAddressText } from '../address/typed-address.ts'
import { withoutEnds } from '../characters.ts'
import { envelope, normalisePointer } from '../envelope.ts'
import { judgeName } from './basics.ts'

const LENGTH = 250_000
const long = (character: string) => `a${character.repeat(LENGTH)}a`

describe('a long text', () => {
  test.each([')', ':', '/', ',', '-', '.', '0', ' ', '1', '[', '%', '1.', ' a', '-1'])(
    'of %j is no address',
    (part) => {
      for (const hasLength of [true, false]) {
        const kind = { ...IP_ADDRESS, hasLength }
        for (const text of [long(part), part.repeat(LENGTH), `${part.repeat(LENGTH)} `]) {
          expect(judgeAddressText(text, kind)?.fix ?? null).toBeNull()
        }
      }
    },
  )

  test('still gets the reason why it is no address', () => {
    expect(judgeAddressText(`a${')'.repeat(30_000)}a`, IP_ADDRESS)?.message).toBe(
      ') at position 2 does not belong in an IP address',
    )
  })

  test('loses what is at its ends only', () => {
    expect(withoutEnds(`--${long('-')}--`, /-/)).toBe(long('-'))
    expect(withoutEnds('-'.repeat(LENGTH), /-/)).toBe('')
  })

  test('of hyphens is offered as a name without the character that is not recommended', () => {
    expect(judgeName(`${long('-')}!`, []).some(({ fix }) => fix?.value === long('-'))).toBe(true)
  })
})

describe('a long pointer', () => {
  test('of brackets is one part', () => {
    expect(normalisePointer('['.repeat(LENGTH))).toEqual(['['.repeat(LENGTH)])
    expect(normalisePointer(`${'['.repeat(LENGTH)}name]`)).toEqual(['['.repeat(LENGTH - 1), 'name'])
  })

  test('is left out, because its beginning could name another field; the error stays', () => {
    const errorAt = (pointer: string) =>
      envelope.parse({ success: false, errors: [{ code: 1, message: 'no', source: { pointer } }] }).errors[0]
    expect(errorAt('/name')?.source?.pointer).toBe('/name')
    expect(errorAt(`/bgp/${'x'.repeat(LENGTH)}`)).toMatchObject({ code: 1, message: 'no', source: {} })
    expect(errorAt(`/bgp/${'x'.repeat(LENGTH)}`)?.source?.pointer).toBeUndefined()
  })
})
