/** `rules/route.ts`: prefix, next hop and priority of a static route. */
import { describe, expect, it } from 'vitest'
import type { Neighbour } from '../finding.ts'
import { createdRoute, isSameRoute, type Route, routeInput } from '../route.ts'
import {
  judgeDuplicate,
  judgeLookedUp,
  judgeNextHop,
  judgePriority,
  judgeRegions,
  judgeRoutePrefix,
  judgeWeight,
} from './route.ts'

const other: Route = { id: 'a', prefix: '10.20.0.0/16', nexthop: '10.255.0.1', priority: 100 }
const tunnel: Neighbour = {
  id: 't',
  name: 'lis',
  cloudflare_endpoint: '203.0.113.1',
  interface_address: '10.255.0.0/31',
}
const severities = (findings: readonly { severity: string }[]) => findings.map(({ severity }) => severity)

describe('the address to look up', () => {
  it.each(['10.20.0.1', '0.0.0.0', '255.255.255.255'])('may be %s', (text) =>
    expect(judgeLookedUp(text)).toBeNull(),
  )
  it.each([
    ['10.60.1.7/24', 'is a prefix', '10.60.1.7'],
    ['10.1.1.1:80', 'with a port', '10.1.1.1'],
    ['10.60.1.1,', 'does not belong', '10.60.1.1'],
    ['2001:db8::1', 'IPv4 prefixes only', undefined],
    ['300.1.1.1', 'is not an IPv4 address', undefined],
    ['10.60.1', 'is not an IPv4 address', undefined],
    ['010.060.001.001', 'without leading zeros', undefined],
    ['10.60.001.001', 'without leading zeros', '10.60.1.1'],
    ['ams-dc1-a', 'is not an IPv4 address', undefined],
  ])('is not %s, which has a reason and a value to use if one was meant', (text, reason, value) => {
    const finding = judgeLookedUp(text)
    expect(finding?.message).toContain(reason)
    expect(finding?.fix?.value).toBe(value)
  })
})

describe('rules of a static route', () => {
  it('require an IPv4 prefix and offer one without host bits', () => {
    expect(severities(judgeRoutePrefix(''))).toEqual(['error'])
    expect(severities(judgeRoutePrefix('2001:db8::/32'))).toEqual(['error'])
    expect(judgeRoutePrefix('10.20.0.9/16')[0]?.fix?.value).toBe('10.20.0.0/16')
    expect(judgeRoutePrefix('10.20.0.0/16')).toEqual([])
    expect(judgeRoutePrefix('198.51.100.0/24')[0]?.message).toContain('RFC 1918')
    expect(severities(judgeRoutePrefix('10.0.0.0/7'))).toContain('warning')
  })

  it.each([
    [' 100 ', undefined, undefined],
    ['1e2', 'whole number', undefined],
    ['0x64', 'whole number', undefined],
    ['+100', 'whole number', '100'],
    ['1 000', 'A space at position 2', '1000'],
    ['１00', '１ (U+FF11) at position 1', '100'],
    ['10\u200b0', 'A zero-width space (U+200B) at position 3', '100'],
    ['1.5', 'whole number', undefined],
    ['100 (backup)', 'A space at position 4', '100'],
    ['100;', 'whole number', '100'],
    ['priority 100', 'A space at position 9', '100'],
    ['100 20', 'A space at position 4', undefined],
    ['-100.', 'whole number', undefined],
    ['9'.repeat(16), 'whole number', undefined],
  ])('take %j as a priority and a weight only if it is decimal', (text, reason, value) => {
    const asked = { prefix: '10.20.0.0/16', nexthop: '10.255.0.1' }
    for (const [finding] of [judgePriority(text, asked, []), judgeWeight(text)]) {
      if (reason === undefined) expect(finding?.severity).not.toBe('error')
      else expect(finding?.message).toContain(reason)
      expect(finding?.fix?.value).toBe(value)
    }
  })

  it.each([
    ['10.255.0.1/31', 'without a prefix length', '10.255.0.1'],
    ['via 10.255.0.1', 'A space at position 4', '10.255.0.1'],
    ['ams-dc1-a', 'is not an IPv4 address', undefined],
  ])('say what is wrong with the next hop %s', (text, reason, value) => {
    const [finding] = judgeNextHop(text, [])
    expect(finding?.message).toContain(reason)
    expect(finding?.fix?.value).toBe(value)
  })

  it('warn about a duplicate, also if it is written with host bits', () => {
    const asked = { prefix: '10.20.9.9/16', nexthop: '10.255.0.1', priority: 100 }
    expect(judgeDuplicate(asked, [other])).toHaveLength(1)
    expect(judgeDuplicate({ ...asked, priority: 200 }, [other])).toEqual([])
    expect(judgeDuplicate({ ...asked, nexthop: '10.255.0.3' }, [other])).toEqual([])
  })

  it('accept only the customer side as next hop', () => {
    expect(judgeNextHop('10.255.0.1', [tunnel])).toEqual([])
    expect(judgeNextHop('10.255.0.0', [tunnel])).toMatchObject([
      { message: expect.stringContaining("Cloudflare's side of lis"), fix: { value: '10.255.0.1' } },
    ])
    expect(judgeNextHop('10.255.9.9', [tunnel])[0]?.message).toContain('none of this account')
    expect(judgeNextHop('10.255.9.9', undefined)).toEqual([])
    expect(judgeNextHop('10.255.0.1', [tunnel, { ...tunnel, id: 'u', name: 'opo' }])).toHaveLength(1)
    expect(severities(judgeNextHop('10.1', [tunnel]))).toEqual(['error'])
  })

  it('warn about priorities that are too large for health penalties', () => {
    const asked = { prefix: other.prefix, nexthop: '10.255.0.3' }
    expect(judgePriority('200', asked, [other])).toEqual([])
    expect(severities(judgePriority('500100', asked, [other]))).toEqual(['warning'])
    expect(severities(judgePriority('600000', asked, []))).toEqual(['warning'])
    expect(severities(judgePriority('1.5', asked, []))).toEqual(['error'])
    expect(severities(judgePriority('', asked, []))).toEqual(['error'])
    const many = Array.from({ length: 64 }, (_, index) => ({
      ...other,
      id: String(index),
      prefix: '10.9.0.0/16',
    }))
    expect(judgePriority('100', asked, many)[0]?.message).toContain('64 routes')
  })

  it('warn about a weight outside 1 to 256, and leave the decision to the API', () => {
    expect(judgeWeight('')).toEqual([])
    expect(judgeWeight('256')).toEqual([])
    expect(severities(judgeWeight('257'))).toEqual(['warning'])
    expect(severities(judgeWeight('some'))).toEqual(['error'])
  })

  it('say where regions leave no route, unless another route applies there', () => {
    expect(judgeRegions([], other.prefix, [])).toEqual([])
    expect(judgeRegions(['APAC'], other.prefix, [])[0]?.message).toContain('Outside APAC')
    expect(judgeRegions(['APAC'], '10.20.1.0/24', [other])).toEqual([])
    expect(judgeRegions(['EU'], '10.20.1.0/24', [other])[0]?.message).toContain('EU')
  })
})

describe('schemas of a static route', () => {
  it('accept a created route by itself and as a list of one', () => {
    expect(createdRoute.parse(other)).toEqual(other)
    expect(createdRoute.parse({ routes: [other] })).toEqual(other)
    expect(createdRoute.safeParse({ routes: [other, other] }).success).toBe(false)
  })

  it('refuse unknown fields and null in a request, and recognise the created route', () => {
    const input = { prefix: other.prefix, nexthop: other.nexthop, priority: 100 }
    expect(routeInput.safeParse({ ...input, description: '' }).success).toBe(true)
    expect(routeInput.safeParse({ ...input, description: null }).success).toBe(false)
    expect(routeInput.safeParse({ ...input, routes: [] }).success).toBe(false)
    expect(isSameRoute(other, input)).toBe(true)
    expect(isSameRoute({ ...other, priority: 200 }, input)).toBe(false)
  })
})
