/** `address6.ts` and `range.ts`, compared with another implementation. */
import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { expect, test } from 'vitest'
import { formatIpv4 } from '../address.ts'
import { isIpv6, kindOf6, mappedIpv4, networkOf6, parseCidr6 } from './address6.ts'
import { rangeOf } from './range.ts'

const group = fc.oneof(
  fc.constant('0'),
  fc.nat(0xffff).map((bits) => bits.toString(16)),
)
/** Eight groups, of which some may be left out, also in the wrong number. */
const written = fc
  .tuple(fc.array(group, { maxLength: 8 }), fc.array(group, { maxLength: 8 }), fc.boolean(), fc.boolean())
  .map(([head, tail, isShort, hasIpv4]) => {
    const end = hasIpv4 ? [...tail.slice(0, 6), '192.0.2.33'] : tail
    return isShort ? `${head.join(':')}::${end.join(':')}` : [...head, ...end].slice(0, 8).join(':')
  })
const anything = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF:::..%/g '), maxLength: 24 })

test('an IPv6 address is recognised and written as ipaddr.js does', () => {
  fc.assert(
    fc.property(fc.oneof(written, anything), (text) => {
      // It accepts octets with zeros in front, which some programs read as octal, and reads ::192.0.2.1 as mapped.
      fc.pre(!/%|(^|[:.])0\d+\.|\.0\d|^::[\d.]+$/.test(text))
      expect(isIpv6(text)).toBe(ipaddr.IPv6.isValid(text))
      if (!isIpv6(text)) return
      const other = ipaddr.IPv6.parse(text)
      expect(networkOf6(parseCidr6(`${text}/128`) as never)).toBe(`${other.toRFC5952String()}/128`)
      expect(mappedIpv4(text)).toBe(other.isIPv4MappedAddress() ? other.toIPv4Address().toString() : null)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:192.0.2.1', 'IPv4-mapped'],
  ['fe80::1', 'link-local'],
  ['febf::1', 'link-local'],
  ['fec0::1', null],
  ['ff02::1', 'multicast'],
  ['2606:4700::1111', null],
])('%s is %s', (text, kind) => expect(kindOf6(text)).toBe(kind))

test.each(['1:2:3:4:5:6:7', '1::2::3', ':1::', ':::', '12345::', '::1%eth0', '::192.0.2', '::010.0.0.1', ''])(
  '%j is no IPv6 address',
  (text) => expect(isIpv6(text)).toBe(false),
)

test('an IPv4 address is public where ipaddr.js calls it unicast', () => {
  const near = fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 224, 240, 255)
  fc.assert(
    fc.property(fc.tuple(fc.oneof(near, fc.nat(255)), fc.nat(255), fc.nat(255), fc.nat(255)), (octets) => {
      const address = octets.reduce((sum, octet) => sum * 256 + octet, 0)
      const range = ipaddr.IPv4.parse(formatIpv4(address)).range()
      expect(rangeOf(address) === 'public').toBe(range === 'unicast')
    }),
    { numRuns: 3000 },
  )
})
