/** `address6.ts`: which texts are IPv6 addresses, and of which kind. */
import { expect, test } from 'vitest'
import { isIpv6, kindOf6, mappedIpv4, networkOf6, parseCidr6 } from './address6.ts'

test.each([
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::ffff:192.0.2.1', 'IPv4-mapped'],
  ['::192.0.2.1', null],
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

test.each([
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1/128'],
  ['::192.0.2.1', '::c000:201/128'],
  ['64:ff9b::192.0.2.1', '64:ff9b::c000:201/128'],
])('%s is written %s', (text, canonical) =>
  expect(networkOf6(parseCidr6(`${text}/128`) as never)).toBe(canonical),
)

test('only an IPv4-mapped address contains an IPv4 address', () => {
  expect(mappedIpv4('::ffff:192.0.2.1')).toBe('192.0.2.1')
  expect(mappedIpv4('::192.0.2.1')).toBeNull()
})
