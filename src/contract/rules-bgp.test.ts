import { describe, expect, test } from 'vitest'
import { type Finding, isRefusal, type Neighbour } from './finding.ts'
import {
  isPrivateAsn,
  judgeAsn,
  judgeMd5Key,
  judgePrefix,
  nextPrivateAsn,
  parseAsn,
  plainAsn,
} from './rules-bgp.ts'
import { judgeHealthCheckSwitch, judgeHealthCheckTarget } from './rules-health.ts'

const site = (customer_asn: number): Neighbour => ({
  id: 'c'.repeat(32),
  name: 'IPsec_3',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.10.0.0/31',
  bgp: { customer_asn },
})

const said = (findings: Finding[]) =>
  findings.map(({ severity, message, fix }) => `${severity}: ${message}${fix ? ` [${fix.value}]` : ''}`)

const check = (findings: Finding[], expected: RegExp[]) => {
  expect(said(findings)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
}

describe('reading an ASN', () => {
  test.each<[string, number | null]>([
    ['64513', 64513],
    ['0', 0],
    ['AS64513', 64513],
    ['as 64513', 64513],
    [' 64513 ', 64513],
    ['1.10', 65546],
    ['AS1.0', 65536],
    ['65535.65535', 4_294_967_295],
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
    // Not a possible ASN: what was typed is to be mended, not replaced by a rounded figure.
    ['4294967296', '4294967296'],
    ['99999999999999999999999999', '99999999999999999999999999'],
    ['six', 'six'],
  ])('%j becomes %s', (text, plain) => expect(plainAsn(text)).toBe(plain))
})

describe('judging an ASN', () => {
  test.each<[string, ...RegExp[]]>([
    ['64513'],
    ['1'],
    ['2147483647'],
    ['', /^error: Enter a number/],
    ['six', /^error: Enter a number/],
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
      /^warning: One description of the API stops at 2147483647/,
    ],
    ['2147483648', /^warning: One description of the API stops at 2147483647/],
    ['65010', /^warning: Also used on IPsec_3. .*allowas-in/],
  ])('%j', (text, ...expected) => check(judgeAsn(parseAsn(text), [site(65010)]), expected))

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

describe('MD5 key', () => {
  test.each<[string, ...RegExp[]]>([
    [''],
    ['a'],
    ["a'!@#$%^&*()+[]{}<>/.,;:_-~`= |b"],
    // Missing from one of the API page's two lists only (facts C12): the API decides.
    ['back\\slash'],
    ['abc?', /^error: \? at position 4 is not allowed. Use printable ASCII without " and \? \[abc\]$/],
    ['a"b"c', /^error: " at position 2 is not allowed.* \[abc\]$/],
    ['a\tb', /^error: A tab at position 2 is not allowed.* \[ab\]$/],
    ['pa\u00df', /^error: \u00df \(U\+00DF\) at position 3 is not allowed.* \[pa\]$/],
    ['a'.repeat(80)],
    // The limit is in the documentation only: a warning (facts 2.3).
    ['a'.repeat(81), /^warning: 81 characters. Cloudflare documents at most 80$/],
    ['key ', /^warning: The key begins or ends with a space/],
    [' '.repeat(81), /^warning: 81 characters/, /^warning: The key begins or ends with a space/],
  ])('%j', (key, ...expected) => check(judgeMd5Key(key), expected))
})

describe('prefix to advertise', () => {
  const judge = (text: string, before: string[] = [], after: string[] = []) =>
    judgePrefix(text, before, [...before, text, ...after])

  test.each<[string, ...RegExp[]]>([
    ['0.0.0.0/0'],
    ['100.96.0.0/12'],
    ['10.0.0.1/32'],
    ['2001:db8::/32'],
    ['10.0.0.7/24', /^warning: 10.0.0.7\/24 has host bits set \[10.0.0.0\/24\]$/],
    ['10.0.0.1', /^error: 10.0.0.1 needs a prefix length \[10.0.0.1\/32\]$/],
    ['10.0.0.0/33', /^error: 10.0.0.0\/33 is not a prefix/],
    ['010.0.0.0/8', /^error: 010.0.0.0\/8 is not a prefix/],
    ['2001:db8::/129', /^error: .*is not a prefix/],
    ['', /^error: .*is not a prefix/],
    ['default', /^error: default is not a prefix/],
  ])('%j', (text, ...expected) => check(judge(text), expected))

  test("a repetition is the later one's fault", () => {
    check(judge('10.0.0.0/8', [], ['10.0.0.0/8']), [])
    check(judge('10.0.0.0/8', ['10.0.0.0/8']), [/^warning: 10.0.0.0\/8 is in the list twice$/])
    check(judge('2001:db8::/32', ['2001:db8::/32']), [/^warning: .*twice$/])
  })

  test('one inside another is pointed out wherever the wider one stands, but a default route holds all', () => {
    check(judge('10.1.0.0/16', [], ['10.0.0.0/8']), [/^warning: 10.1.0.0\/16 lies in 10.0.0.0\/8$/])
    check(judge('10.0.0.0/8', ['10.1.0.0/16']), [])
    check(judge('10.0.0.0/8', ['0.0.0.0/0']), [])
  })
})

describe('health check', () => {
  test('switched off it warns and is never refused', () => {
    check(judgeHealthCheckSwitch(false), [/^warning: The tunnel will look 100% down/])
    expect(judgeHealthCheckSwitch(false).some(isRefusal)).toBe(false)
    check(judgeHealthCheckSwitch(true), [])
  })

  test.each<[target: string, direction: string, customerEndpoint: string, ...RegExp[]]>([
    ['', 'bidirectional', ''],
    ['', 'unidirectional', '203.0.113.10'],
    ['', 'unidirectional', '', /^warning: Nothing to probe/],
    ['203.0.113.10', 'unidirectional', ''],
    // Two guides set it, though the API page says it is ignored (facts C6).
    ['203.0.113.10', 'bidirectional', ''],
    ['2001:db8::1', 'bidirectional', ''],
    ['203.0.113.0/24', 'bidirectional', '', /^error: Enter an IP address/],
    ['router', 'unidirectional', '', /^error: Enter an IP address/],
  ])('target %j, %s, customer endpoint %j', (target, direction, customerEndpoint, ...expected) => {
    check(judgeHealthCheckTarget(target, direction, customerEndpoint), expected)
  })
})
