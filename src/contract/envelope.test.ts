/** `envelope.ts`: where an error of the API points. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { envelope, failed, normalisePointer, ok } from './envelope.ts'

describe('where an error points', () => {
  test.each<[string, string[]]>([
    ['/bgp/md5_key', ['bgp', 'md5_key']],
    ['#/bgp/md5_key', ['bgp', 'md5_key']],
    ['bgp.md5_key', ['bgp', 'md5_key']],
    ['/ipsec_tunnels/0/bgp/md5_key', ['bgp', 'md5_key']],
    ['ipsec_tunnels[0].bgp.md5_key', ['bgp', 'md5_key']],
    ['body.bgp.md5_key', ['bgp', 'md5_key']],
    ['body.ipsec_tunnels.0.bgp.md5_key', ['bgp', 'md5_key']],
    ['/body/ipsec_tunnel/name', ['name']],
    ['/bgp/extra_prefixes/2', ['bgp', 'extra_prefixes', '2']],
    ['bgp.extra_prefixes[2]', ['bgp', 'extra_prefixes', '2']],
    ['$.bgp.extra_prefixes[2]', ['bgp', 'extra_prefixes', '2']],
    ["$['bgp']['extra_prefixes'][2]", ['bgp', 'extra_prefixes', '2']],
    ['.name', ['name']],
    [' name ', ['name']],
    ['/bgp/', ['bgp']],
    ['/health_check/target/saved', ['health_check', 'target', 'saved']],
    ['/a~1b/c~0d', ['a/b', 'c~d']],
    ['#/with%20space', ['with space']],
    ['/100%', ['100%']],
    ['', []],
    ['/', []],
    ['#', []],
    ['$', []],
    ['body', []],
    ['/ipsec_tunnels/0', []],
  ])('%j is %j', (pointer, parts) => {
    expect(normalisePointer(pointer)).toEqual(parts)
  })

  test('only leading wrappers go: a field of that name further down stays', () => {
    expect(normalisePointer('/bgp/body')).toEqual(['bgp', 'body'])
  })

  test('every spelling of a path means the same', () => {
    const name = fc
      .stringMatching(/^[a-z][a-z0-9_]{0,15}$/)
      .filter((part) => !/^(body|ipsec_tunnels?)$/.test(part))
    const path = fc.tuple(name, fc.array(fc.oneof(name, fc.nat({ max: 40 }).map(String)), { maxLength: 3 }))
    fc.assert(
      fc.property(path, ([first, rest]) => {
        const parts = [first, ...rest]
        const dotted = parts.join('.')
        const bracketed = first + rest.map((part) => (/^\d/.test(part) ? `[${part}]` : `.${part}`)).join('')
        const slashed = `/${parts.join('/')}`
        const spellings = [dotted, bracketed, slashed, `#${slashed}`, `body.${dotted}`, `$.${dotted}`]
        for (const spelling of [...spellings, `/ipsec_tunnels/0${slashed}`]) {
          expect(normalisePointer(spelling)).toEqual(parts)
        }
      }),
    )
  })

  test('no pointer makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (pointer) => {
        expect(() => normalisePointer(pointer)).not.toThrow()
      }),
    )
  })
})

describe('the envelope', () => {
  const info = { code: 1000, message: 'm', documentation_url: 'd', source: { pointer: '/name' } }

  test("reads the API page's own example and keeps what it does not know", () => {
    const answer = {
      errors: [{ ...info, error_chain: [{ code: 6111 }] }],
      messages: [info],
      result: {},
      success: true,
      x: 1,
    }
    expect(envelope.parse(answer)).toEqual(answer)
  })

  test.each([[{}], [{ errors: null, messages: null }]])('reads %j as no errors and no messages', (lists) => {
    const read = envelope.parse({ success: true, result: null, ...lists })
    expect(read.errors).toEqual([])
    expect(read.messages).toEqual([])
  })

  test('reads a refusal that leaves the result out', () => {
    expect(envelope.safeParse({ success: false, errors: [info] }).success).toBe(true)
  })

  test.each([
    [{ source: null }],
    [{ source: {} }],
    [{ source: 'name' }],
    [{ source: { pointer: null }, documentation_url: null }],
    [{ source: { pointer: ['name'] }, documentation_url: 7 }],
  ])('no error is lost over odd details: %j', (details) => {
    const errors = [{ code: 1000, message: 'm', ...details }]
    const read = envelope.parse({ success: false, errors, result: null })
    expect(read.errors).toMatchObject([{ code: 1000, message: 'm' }])
    expect(read.errors[0]?.source?.pointer).toBeUndefined()
  })

  test.each<[unknown, { code: number; message: string }]>([
    [
      { code: '1022', message: 'm' },
      { code: 1022, message: 'm' },
    ],
    [
      { code: 'x', message: 'm' },
      { code: 0, message: 'm' },
    ],
    [{ code: 1022 }, { code: 1022, message: 'The API gave no text' }],
    ['m', { code: 0, message: 'm' }],
  ])('no error is lost because it is odd itself: %j', (error, read) => {
    expect(envelope.parse({ success: false, errors: [error] }).errors).toMatchObject([read])
  })

  test.each([
    [null],
    ['<html>'],
    [[]],
    [{ result: 1 }],
    [{ success: 'true' }],
    [{ success: true, errors: [{}] }],
  ])('does not take %j for an envelope', (answer) => expect(envelope.safeParse(answer).success).toBe(false))

  test('what we answer ourselves is one', () => {
    expect(envelope.parse(ok({ a: 1 }))).toEqual({
      success: true,
      errors: [],
      messages: [],
      result: { a: 1 },
    })
    expect(envelope.parse(failed([info]))).toEqual({
      success: false,
      errors: [info],
      messages: [],
      result: null,
    })
  })
})
