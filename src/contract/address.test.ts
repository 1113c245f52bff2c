/** `address.ts`, `address6.ts` and `mask.ts`: reading and writing addresses. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isIpv6, parseCidr6 } from './address/address6.ts'
import { rangeOf } from './address/range.ts'
import {
  type Cidr4,
  contains,
  endsOfText,
  firstOf,
  formatIpv4,
  hasHostBits,
  networkOf,
  overlaps,
  parseCidr4,
  parseIpv4,
  tunnelEnds,
} from './address.ts'

const address = fc.nat({ max: 0xffff_ffff })
const cidr = (prefix = fc.integer({ min: 0, max: 32 })): fc.Arbitrary<Cidr4> => fc.record({ address, prefix })
const text = ({ address, prefix }: Cidr4) => `${formatIpv4(address)}/${prefix}`

/** Parses text that the test wrote, so null is an error in the test. */
const read = (written: string): Cidr4 => {
  const parsed = parseCidr4(written)
  if (!parsed) throw new Error(`no prefix: ${written}`)
  return parsed
}

describe('IPv4 text', () => {
  test('is parsed to the address that was formatted', () => {
    fc.assert(fc.property(address, (value) => parseIpv4(formatIpv4(value)) === value))
    fc.assert(fc.property(cidr(), (value) => text(read(text(value))) === text(value)))
  })

  test('above 127.255.255.255 is an unsigned number', () => {
    expect(parseIpv4('255.255.255.255')).toBe(4_294_967_295)
    expect(formatIpv4(0xc0a8_0001)).toBe('192.168.0.1')
  })

  test.each([
    '10.1',
    '10',
    '010.0.0.1',
    '10.0.0.01',
    '0x7f.1',
    '0x7f.0.0.1',
    '10.0.0.1 ',
    ' 10.0.0.1',
    '10.0.0.1\n',
    '10.0.0.256',
    '10.0.0.1.1',
    '10..0.1',
    '-1.0.0.1',
    '1e1.0.0.1',
    '１０.0.0.1',
    '10.0.0.1/31',
    '::ffff:10.0.0.1',
    '',
  ])('%j is not an address', (written) => {
    expect(parseIpv4(written)).toBeNull()
  })

  test.each([
    '10.1/31',
    '010.0.0.0/31',
    '0x0a.0.0.0/31',
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/033',
    '10.0.0.0/08',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/+31',
    '10.0.0.0/31 ',
    '10.0.0.0 /31',
    '10.0.0.0/3 1',
    '10.0.0.0/31/31',
    '10.0.0.0/255.255.255.254',
    '/31',
    '',
  ])('%j is not a prefix', (written) => {
    expect(parseCidr4(written)).toBeNull()
  })

  test('never makes the parsers throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9a-fx./:%]{0,24}$/)),
        (any) => {
          expect(() => [parseIpv4(any), parseCidr4(any), parseCidr6(any), isIpv6(any)]).not.toThrow()
        },
      ),
    )
  })
})

describe('networks', () => {
  test('start at the network address, and host bits are the offset from it', () => {
    expect(networkOf(read('10.0.0.9/24'))).toBe('10.0.0.0/24')
    expect(networkOf(read('255.255.255.255/0'))).toBe('0.0.0.0/0')
    fc.assert(
      fc.property(cidr(), (value) => {
        const network = read(networkOf(value))
        expect(hasHostBits(network)).toBe(false)
        expect(hasHostBits(value)).toBe(network.address !== value.address)
        expect(contains(network, { address: value.address, prefix: 32 })).toBe(true)
      }),
    )
  })

  test.each([
    ['10.0.0.0/31', '10.0.0.1/31', true],
    ['10.0.0.0/31', '10.0.0.2/31', false],
    ['10.0.0.0/30', '10.0.0.3/31', true],
    ['0.0.0.0/0', '255.255.255.255/32', true],
    ['10.255.255.254/31', '11.0.0.0/31', false],
  ])('%s and %s overlap: %s', (a, b, expected) => {
    expect(overlaps(read(a), read(b))).toBe(expected)
  })

  test('overlap symmetrically, if and only if one contains the first address of the other', () => {
    fc.assert(
      fc.property(cidr(), cidr(), (a, b) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a))
        // Networks are disjoint or nested, so the first addresses decide.
        const shared =
          contains(a, { address: firstOf(b), prefix: 32 }) || contains(b, { address: firstOf(a), prefix: 32 })
        expect(overlaps(a, b)).toBe(shared)
      }),
    )
  })
})

describe('the two interface addresses of a tunnel', () => {
  test.each([
    // The host is Cloudflare's side, odd or even (docs/api.md, Interface address). The first two rows are
    // Cloudflare's examples.
    ['10.100.0.8/31', '10.100.0.8', '10.100.0.9'],
    ['10.100.0.9/30', '10.100.0.9', '10.100.0.10'],
    ['10.212.0.9/31', '10.212.0.9', '10.212.0.8'],
    ['169.254.244.2/30', '169.254.244.2', '169.254.244.1'],
    ['10.0.0.255/31', '10.0.0.255', '10.0.0.254'],
  ])('%s: Cloudflare has %s, the router %s', (written, cloudflare, customer) => {
    expect(endsOfText(written)).toEqual({ cloudflare, customer })
  })

  test.each(['10.0.0.0/30', '10.0.0.3/30', '10.0.0.0/29', '10.0.0.0/32', '10.0.0.0/24', 'fd00::/127', ''])(
    '%j has none',
    (written) => expect(endsOfText(written)).toBeNull(),
  )

  test('are in the same network, and swapping the sides twice gives the first address', () => {
    fc.assert(
      fc.property(cidr(fc.constantFrom(30, 31)), (value) => {
        const ends = tunnelEnds(value)
        fc.pre(ends !== null)
        const swapped = endsOfText(`${ends?.customer}/${value.prefix}`)
        expect(swapped).toEqual({ cloudflare: ends?.customer, customer: ends?.cloudflare })
        expect(ends?.customer).not.toBe(ends?.cloudflare)
        expect(contains(value, read(`${ends?.customer}/32`))).toBe(true)
      }),
    )
  })

  test('exist for every address of a /31 and for two of the four of a /30', () => {
    fc.assert(
      fc.property(address, (value) => {
        expect(tunnelEnds({ address: value, prefix: 31 })).not.toBeNull()
        expect(tunnelEnds({ address: value, prefix: 30 }) === null).toBe(value % 4 === 0 || value % 4 === 3)
      }),
    )
  })
})

test.each([
  ['10.0.0.0', 'private'],
  ['172.15.255.255', 'public'],
  ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['192.168.255.255', 'private'],
  ['169.254.239.255', 'link-local'],
  ['169.254.240.0', 'tunnel-link-local'],
  ['169.254.255.255', 'tunnel-link-local'],
  ['100.64.0.1', 'cgnat'],
  ['192.0.2.0', 'documentation'],
  ['198.51.100.7', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['162.159.64.1', 'public'],
  ['127.0.0.1', 'reserved'],
  ['224.0.0.5', 'reserved'],
  ['255.255.255.255', 'reserved'],
])('%s is %s', (written, range) => {
  expect(rangeOf(parseIpv4(written) ?? -1)).toBe(range)
})

describe('IPv6', () => {
  test.each([
    ['2606:54c1:7:0:a9fe:12d2:1:200/127', { prefix: 127, firstHost: true }],
    ['2606:54c1:7:0:a9fe:12d2:1:201/127', { prefix: 127, firstHost: false }],
    ['::/0', { prefix: 0, firstHost: true }],
    ['fd00::a/64', { prefix: 64, firstHost: true }],
  ])('parses %s', (written, expected) => expect(parseCidr6(written)).toMatchObject(expected))

  test.each([
    'fd00::',
    'fd00::/129',
    'fd00::/0127',
    'fd00::%eth0/127',
    'fd00::/127/127',
    '10.0.0.0/31',
    ':::/127',
    '',
  ])('refuses %j', (written) => expect(parseCidr6(written)).toBeNull())

  test.each([
    ['2001:db8::1', true],
    ['::ffff:192.0.2.1', true],
    ['fe80::1%eth0', false],
    ['2001:db8::1/64', false],
    ['2001:db8::1 ', false],
    ['10.0.0.1', false],
    ['12345::', false],
  ])('%j is an address: %s', (written, expected) => expect(isIpv6(written)).toBe(expected))
})
