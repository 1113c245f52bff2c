/** `free-pair.ts`: the next free /31. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cidr4, contains, formatIpv4, hasHostBits, overlaps, parseCidr4, parseIpv4 } from '../address.ts'
import { inUseOf, nextFreePair, suggestPair } from './free-pair.ts'
import { PRIVATE_BLOCKS, TUNNEL_LINK_LOCAL } from './range.ts'

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

const text = ({ address, prefix }: Cidr4) => `${formatIpv4(address)}/${prefix}`

/** Parses text that the test wrote, so null is an error in the test. */
const read = (written: string): Cidr4 => {
  const parsed = parseCidr4(written)
  if (!parsed) throw new Error(`no prefix: ${written}`)
  return parsed
}

describe('the next free pair', () => {
  test.each<[string, string[], string[], string | null]>([
    ['starts in the default pool', [], [], '10.255.0.0/31'],
    ['takes the lowest gap', ['10.10.0.0/31', '10.10.0.4/31'], [], '10.10.0.2/31'],
    ['counts an odd host as its pair', ['10.10.0.1/31'], [], '10.10.0.2/31'],
    ['steps over a whole /30', ['10.10.0.1/30'], [], '10.10.0.4/31'],
    ['is a whole pair behind a lone address', ['10.10.0.0/31'], ['10.10.0.2/32'], '10.10.0.4/31'],
    ['follows the fuller /24', ['10.1.0.0/31', '10.2.0.0/31', '10.2.0.2/31'], [], '10.2.0.4/31'],
    ['takes the lower /24 on a tie', ['10.2.0.0/31', '10.1.0.0/31'], [], '10.1.0.2/31'],
    ['stays out of advertised prefixes', ['10.10.0.0/31'], ['10.10.0.0/28'], '10.10.0.16/31'],
    ['is not scared by a default route', ['10.10.0.0/31'], ['0.0.0.0/0'], '10.10.0.2/31'],
    ['goes on into the next /24', ['10.10.0.0/31'], ['10.10.0.0/24'], '10.10.1.0/31'],
    ['does not settle where tunnels may not lie', ['192.0.2.0/31', '198.51.100.0/31'], [], '10.255.0.0/31'],
    ['ignores what is no prefix', ['', 'tbd', '10.1/31'], ['nonsense'], '10.255.0.0/31'],
    ['starts its range again after its end', ['192.168.255.254/31'], ['192.168.255.0/24'], '192.168.0.0/31'],
    ['leaves a range that is advertised whole', ['10.10.0.0/31'], ['10.0.0.0/8'], '172.16.0.0/31'],
    ['ends in the link-local range', [], PRIVATE, '169.254.240.0/31'],
    ['ends when every range is covered', [], [...PRIVATE, '169.254.240.0/20'], null],
  ])('%s', (_title, inUse, avoid, expected) => {
    expect(nextFreePair(inUse, avoid)).toBe(expected)
  })

  test('comes with a reason if it is in another range, or if there is none', () => {
    expect(suggestPair(inUseOf(['10.10.0.0/31']), ['10.0.0.0/8'])).toEqual({
      pair: '172.16.0.0/31',
      note: 'Not from 10.10.0.0/24: 10.0.0.0/8 will be advertised over BGP',
    })
    const nothing = suggestPair(inUseOf([]), [...PRIVATE, '169.254.0.0/16'])
    expect(nothing).toEqual({
      pair: null,
      reason: expect.stringMatching(
        /^No free \/31 is left in 10.0.0.0\/8, .* 169.254.240.0\/20: .*extra prefixes 10.0.0.0\/8/,
      ),
    })
  })

  test('is an aligned /31 in an allowed range that overlaps nothing', () => {
    // Few pools, short offsets and small networks, for many collisions with some gaps.
    const pools = ['10.10.0.0', '172.31.255.0', '192.168.255.0', '169.254.240.0', '203.0.113.0']
    const crowded = fc
      .record({
        pool: fc.constantFrom(...pools),
        offset: fc.nat({ max: 40 }),
        prefix: fc.constantFrom(24, 28, 30, 30, 31, 31, 31, 32, 32),
      })
      .map(({ pool, offset, prefix }) => text({ address: (parseIpv4(pool) ?? 0) + offset, prefix }))
    const lists = fc.array(crowded, { maxLength: 60 })
    fc.assert(
      fc.property(lists, lists, (inUse, avoid) => {
        const found = nextFreePair(inUse, avoid)
        if (found === null) return
        const pair = read(found)
        expect(pair.prefix).toBe(31)
        expect(hasHostBits(pair)).toBe(false)
        expect([...PRIVATE_BLOCKS, TUNNEL_LINK_LOCAL].some((allowed) => contains(allowed, pair))).toBe(true)
        expect([...inUse, ...avoid].filter((other) => overlaps(read(other), pair))).toEqual([])
      }),
    )
  })
})
