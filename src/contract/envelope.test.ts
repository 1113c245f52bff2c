/** `envelope.ts`: where an error of the API points. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { envelope, failed, normalisePointer, ok } from './envelope.ts'

describe('the pointer of an error', () => {
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
  ])('%j is the path %j', (pointer, parts) => {
    expect(normalisePointer(pointer)).toEqual(parts)
  })

  test('loses only leading wrappers, not a field of the same name further down', () => {
    expect(normalisePointer('/bgp/body')).toEqual(['bgp', 'body'])
  })

  test('is the same path in every spelling', () => {
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

  test('never makes the parser throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (pointer) => {
        expect(() => normalisePointer(pointer)).not.toThrow()
      }),
    )
  })
})

describe('the envelope', () => {
  const info = { code: 1000, message: 'm', documentation_url: 'd', source: { pointer: '/name' } }

  test("accepts the API page's example and keeps unknown fields", () => {
    const answer = {
      errors: [{ ...info, error_chain: [{ code: 6111 }] }],
      messages: [info],
      result: {},
      success: true,
      x: 1,
    }
    expect(envelope.parse(answer)).toEqual(answer)
  })

  test.each([[{}], [{ errors: null, messages: null }]])('has no errors and no messages for %j', (lists) => {
    const read = envelope.parse({ success: true, result: null, ...lists })
    expect(read.errors).toEqual([])
    expect(read.messages).toEqual([])
  })

  test('accepts a refusal without a result', () => {
    expect(envelope.safeParse({ success: false, errors: [info] }).success).toBe(true)
  })

  test.each([
    [{ source: null }],
    [{ source: {} }],
    [{ source: 'name' }],
    [{ source: { pointer: null }, documentation_url: null }],
    [{ source: { pointer: ['name'] }, documentation_url: 7 }],
  ])('keeps an error with invalid details: %j', (details) => {
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
  ])('keeps an error that is invalid itself: %j', (error, read) => {
    expect(envelope.parse({ success: false, errors: [error] }).errors).toMatchObject([read])
  })

  test.each([
    [null],
    ['<html>'],
    [[]],
    [{ result: 1 }],
    [{ success: 'true' }],
    [{ success: true, errors: [{}] }],
  ])('refuses %j', (answer) => expect(envelope.safeParse(answer).success).toBe(false))

  test('accepts the envelopes that we make', () => {
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
