/** `rules/bgp.ts`: the customer ASN. */
import { describe, expect, test } from 'vitest'
import { isRefusal, type Neighbour } from '../finding.ts'
import { isPrivateAsn, judgeAsnText, nextPrivateAsn, parseAsn, plainAsn } from './bgp.ts'
import { judgeHealthCheckSwitch, judgeHealthCheckTarget } from './health.ts'
import { check } from './testing.ts'

const site = (customer_asn: number): Neighbour => ({
  id: 'c'.repeat(32),
  name: 'IPsec_3',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.10.0.0/31',
  bgp: { customer_asn },
})

describe('parsing an ASN', () => {
  test.each<[string, number | null]>([
    ['64513', 64513],
    ['0', 0],
    ['AS64513', 64513],
    ['as 64513', 64513],
    [' 64513 ', 64513],
    ['1.10', 65546],
    ['AS1.0', 65536],
    ['65535.65535', 4_294_967_295],
    // More likely a 2-byte private ASN with extra characters than 4227858432.
    ['64512.0', null],
    ['65534.1', null],
    ['64511.0', 4_227_792_896],
    ['4294967296', 4_294_967_296],
    ['65536.0', null],
    ['1.65536', null],
    ['1.2.3', null],
    ['64513.', null],
    ['-1', null],
    ['6e4', null],
    ['0xff', null],
    ['64 513', null],
    ['', null],
    ['AS', null],
  ])('%j is %s', (text, asn) => expect(parseAsn(text)).toBe(asn))
})

describe('the plain spelling of an ASN', () => {
  test.each([
    ['AS65010', '65010'],
    ['1.10', '65546'],
    ['64513', '64513'],
    // Not a valid ASN: the text must be corrected, not replaced by a rounded number.
    ['4294967296', '4294967296'],
    ['99999999999999999999999999', '99999999999999999999999999'],
    ['six', 'six'],
    ['64512.0', '64512.0'],
    [' 64 513 ', '64 513'],
  ])('%j becomes %s', (text, plain) => expect(plainAsn(text)).toBe(plain))
})

describe('checking an ASN', () => {
  test.each<[string, ...RegExp[]]>([
    ['64513'],
    ['1'],
    ['2147483647'],
    ['', /^error: Enter a number/],
    ['six', /^error: Enter a number/],
    ['64512.0', /^error: 64512.0 may mean 64512, or 4227858432 in asdot notation.* \[64512\]$/],
    ['AS65000.1', /^error: 65000.1 may mean 65000/],
    ['64 513', /^error: A space at position 3 does not belong in an ASN \[64513\]$/],
    ['64,513', /^error: Enter a number, for example 64513 \[64513\]$/],
    ['6 4513', /^error: A space at position 2 does not belong in an ASN$/],
    [
      '\uff16\uff14\uff15\uff11\uff13',
      /^error: \uff16 \(U\+FF16\) at position 1 does not belong in an ASN \[64513\]$/,
    ],
    ['645\u200b13', /^error: A zero-width space \(U\+200B\) at position 4 .*\[64513\]$/],
    ['4294967296', /^error: Enter a whole number from 0 to 4294967295/],
    ['9'.repeat(30), /^error: Enter a whole number from 0 to 4294967295/],
    ['13335', /^error: 13335 is Cloudflare's own ASN/],
    ['AS13335', /^error: 13335 is Cloudflare's own ASN/],
    ['0', /^warning: 0 is reserved/],
    ['23456', /^warning: 23456 is reserved/],
    ['65535', /^warning: 65535 is reserved/],
    [
      '4294967295',
      /^warning: 4294967295 is reserved/,
      /^warning: One description of the API allows at most 2147483647/,
    ],
    ['2147483648', /^warning: One description of the API allows at most 2147483647/],
    ['65010', /^warning: Also used on IPsec_3. .*allowas-in/],
  ])('%j', (text, ...expected) => check(judgeAsnText(text, [site(65010)]), expected))

  test.each([
    [64511, false],
    [64512, true],
    [65534, true],
    [65535, false],
    [4_199_999_999, false],
    [4_200_000_000, true],
    [4_294_967_294, true],
    [4_294_967_295, false],
  ])('%i is private: %s', (asn, expected) => expect(isPrivateAsn(asn)).toBe(expected))

  test('the next private ASN is the lowest that no tunnel uses', () => {
    expect(nextPrivateAsn([])).toBe(64512)
    expect(nextPrivateAsn([site(64512), site(64514)])).toBe(64513)
    expect(nextPrivateAsn(Array.from({ length: 1023 }, (_, index) => site(64512 + index)))).toBeNull()
  })
})

describe('health check', () => {
  test('that is switched off is a warning, never refused', () => {
    check(judgeHealthCheckSwitch(false), [/^warning: The tunnel will look 100% down/])
    expect(judgeHealthCheckSwitch(false).some(isRefusal)).toBe(false)
    check(judgeHealthCheckSwitch(true), [])
  })

  test.each<[target: string, direction: string, customerEndpoint: string, ...RegExp[]]>([
    ['', 'bidirectional', ''],
    ['', 'unidirectional', '203.0.113.10'],
    ['', 'unidirectional', '', /^warning: Nothing to probe/],
    ['203.0.113.10', 'unidirectional', ''],
    // Two guides set it, although the API page says it is ignored (docs/api.md, Contradictions between
    // sources).
    ['203.0.113.10', 'bidirectional', ''],
    ['2001:db8::1', 'bidirectional', ''],
    ['203.0.113.0/24', 'bidirectional', '', /^error: Enter one address, without a prefix length/],
    ['224.0.0.1', 'bidirectional', '', /^warning: No router answers from 224.0.0.1/],
    ['0.0.0.0', 'bidirectional', '', /^warning: No router answers/],
    ['fe80::1', 'bidirectional', '', /^warning: No router answers from fe80::1/],
    ['::ffff:203.0.113.1', 'bidirectional', '', /stands for 203.0.113.1.*\[203.0.113.1\]$/],
    ['router', 'unidirectional', '', /^error: Enter an IP address/],
  ])('target %j, %s, customer endpoint %j', (target, direction, customerEndpoint, ...expected) => {
    check(judgeHealthCheckTarget(target, direction, customerEndpoint), expected)
  })
})
