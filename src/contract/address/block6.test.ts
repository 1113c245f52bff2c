/** `block6.ts`: ranges of IPv6 addresses that contain each other. */
import * as fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { isIpv6, parseCidr6 } from './address6.ts'
import { overlap6, parseBlock6 } from './block6.ts'

test.each([
  '2001:db8::1',
  '2001:DB8:0::1',
  '2001:0db8:0000:0000:0000:0000:0000:0001',
  '2001:db8:0:0:0:0:0:1/128',
])('%s is the same address', (text) => expect(parseBlock6(text)).toEqual(parseBlock6('2001:db8::1')))

test.each([
  '',
  '10.0.0.1',
  ':',
  ':::',
  '1::2::3',
  '2001:db8',
  '12345::',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '::g',
  '::1%eth0',
  '1.2.3.4::',
  '::1/129',
  '::1/',
  '::1/64/64',
])('%j is none', (text) => expect(parseBlock6(text)).toBeNull())

const group = fc.oneof(fc.constant('0'), fc.constantFrom('1', 'db8', '0DB8', 'ffff', '2001'))
const someText = fc.oneof(
  fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
  fc
    .tuple(fc.array(group, { maxLength: 5 }), fc.array(group, { maxLength: 4 }))
    .map(([head, tail]) => `${head.join(':')}::${tail.join(':')}`),
  fc.array(group, { maxLength: 4 }).map((head) => `${head.join(':')}::10.1.2.3`),
  fc.string({ unit: fc.constantFrom('0', '1', 'f', ':', '::', '.', 'g'), maxLength: 12 }),
)

it('reads exactly the addresses that the rules read, as the same numbers', () =>
  fc.assert(
    fc.property(someText, (text) => {
      const block = parseBlock6(text)
      expect(block !== null, text).toBe(text.includes(':') && isIpv6(text))
      if (block) expect(block.first).toBe(parseCidr6(`${text}/128`)?.address)
    }),
    { numRuns: 2000 },
  ))

it('spans what has the same first bits', () =>
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
      fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
      fc.integer({ min: 0, max: 128 }),
      fc.boolean(),
      (number, other, length, isNear) => {
        const textOf = (it: bigint) =>
          it
            .toString(16)
            .padStart(32, '0')
            .replace(/.{4}(?!$)/g, '$&:')
        const bits = (it: bigint) => it.toString(2).padStart(128, '0')
        const second = isNear
          ? BigInt(`0b${bits(number).slice(0, length)}${bits(other).slice(length)}`)
          : other
        const [block, address] = [parseBlock6(`${textOf(number)}/${length}`), parseBlock6(textOf(second))]
        if (!block || !address) throw new Error('not read')
        expect(overlap6(block, address)).toBe(bits(number).slice(0, length) === bits(second).slice(0, length))
      },
    ),
  ))

test.each([
  ['2001:db8::1', '2001:db8::1', true],
  ['2001:db8::/127', '2001:db8::1', true],
  ['2001:db8::/127', '2001:db8::2', false],
  ['2001:db8::2/127', '2001:db8::1', false],
  ['2001:db8::/32', '2001:db8:ffff::/48', true],
])('%s and %s share an address: %s', (a, b, isShared) => {
  const [one, other] = [parseBlock6(a), parseBlock6(b)]
  expect(one && other && [overlap6(one, other), overlap6(other, one)]).toEqual([isShared, isShared])
})
