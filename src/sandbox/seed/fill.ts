/** Generated tunnels, the same every time, so that measurements and screenshots can be repeated. */
import { formatIpv4 } from '../../contract/address.ts'
import type { RouterSetup } from '../../contract/sandbox.ts'
import type { TunnelInput } from '../../contract/tunnel.ts'

const MINUTE = 1 / (24 * 60)

export interface Site {
  input: Omit<TunnelInput, 'psk'>
  ageDays: number
  hasKey: boolean
  setup: RouterSetup
  isCut: boolean
  /** How long the router has been in this state. */
  sinceDays: number
  wasUp: boolean
  isUnreported?: boolean
}

const CITIES = [
  ['ams', 'Amsterdam'],
  ['arn', 'Stockholm'],
  ['bom', 'Mumbai'],
  ['bru', 'Brussels'],
  ['cpt', 'Cape Town'],
  ['dub', 'Dublin'],
  ['gru', 'São Paulo'],
  ['hel', 'Helsinki'],
  ['icn', 'Seoul'],
  ['lis', 'Lisbon'],
  ['mad', 'Madrid'],
  ['mel', 'Melbourne'],
  ['mex', 'Mexico City'],
  ['nrt', 'Tokyo'],
  ['ord', 'Chicago'],
  ['osl', 'Oslo'],
  ['sea', 'Seattle'],
  ['sin', 'Singapore'],
  ['waw', 'Warsaw'],
  ['yyz', 'Toronto'],
] as const

const ENDPOINTS = ['203.0.113.18', '203.0.113.146', '203.0.113.34', '203.0.113.162']
const RATES = ['low', 'mid', 'high'] as const

/** First addresses of the pools: private for interface addresses, the benchmark range of RFC 2544 for routers. */
const INTERFACES = 0x0a_80_00_00
const ROUTERS = 0xc6_12_00_00
const FIRST_PRIVATE_ASN = 4_200_000_000

/** How many of a hundred tunnels have which state, in this order; all others are up. */
const KINDS: readonly (readonly [count: number, what: Partial<Site>])[] = [
  [4, { isCut: true, sinceDays: 0.4 }],
  [3, { setup: 'wrong_asn', wasUp: false }],
  [2, { setup: 'stuck', wasUp: false }],
  [3, { hasKey: false, wasUp: false }],
  [2, { setup: 'swapped_ends', wasUp: false, ageDays: MINUTE, sinceDays: MINUTE }],
  [1, { isUnreported: true }],
]
/** How many of a hundred have no BGP, after those in `KINDS`. */
const WITHOUT_BGP = 8

/** Spreads neighbours over the hundred. 37 and 100 have no common factor, so every value occurs once. */
const lotOf = (index: number): number => (index * 37) % 100

const kindOf = (lot: number): Partial<Site> => {
  let end = 0
  for (const [count, what] of KINDS) {
    end += count
    if (lot < end) return what
  }
  return {}
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0')

/** @param index from 0; an even index and the next one are the two lines of one site */
export const generatedSite = (index: number): Site => {
  const place = index >> 1
  const line = index % 2 === 0 ? 'a' : 'b'
  const [code, city] = CITIES[place % CITIES.length] ?? CITIES[0]
  const lot = lotOf(index)
  const what = kindOf(lot)
  const troubled = KINDS.reduce((sum, [count]) => sum + count, 0)
  const hasBgp = lot < troubled || lot >= troubled + WITHOUT_BGP
  const ageDays = what.ageDays ?? 2 + ((index * 13) % 700)
  return {
    ageDays,
    hasKey: true,
    setup: 'correct',
    isCut: false,
    sinceDays: ageDays,
    wasUp: true,
    ...what,
    input: {
      name: `${code}-br${pad(place, 4)}-${line}`,
      description: `${city} branch ${place}, line ${line.toUpperCase()}`,
      cloudflare_endpoint: ENDPOINTS[(place % 2) * 2 + (index % 2)] ?? '',
      customer_endpoint: formatIpv4(ROUTERS + index + 1),
      interface_address: `${formatIpv4(INTERFACES + index * 2)}/31`,
      health_check: {
        enabled: index % 50 !== 7,
        direction: 'bidirectional',
        type: index % 3 === 0 ? 'request' : 'reply',
        rate: RATES[place % RATES.length] ?? 'mid',
      },
      ...(index % 9 === 4 && { replay_protection: true }),
      ...(hasBgp && {
        bgp: {
          customer_asn: FIRST_PRIVATE_ASN + place,
          ...(index % 11 === 5 && { extra_prefixes: [`100.${64 + (place % 64)}.0.0/16`] }),
        },
      }),
    },
  }
}

/** An id in the format of the API, the same in every world. */
export const generatedId = (index: number): string => {
  let state = index + 1
  let id = ''
  while (id.length < 32) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d)
    state = Math.imul(state ^ (state >>> 12), 0x297a_2d39) + index
    id += ((state ^ (state >>> 15)) >>> 0).toString(16).padStart(8, '0')
  }
  return id
}
