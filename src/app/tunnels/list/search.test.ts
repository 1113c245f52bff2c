/** `search.ts`: what a search for an address, a prefix, an ASN or a text finds. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { ipv6Test } from '../../table/search-ipv6.ts'
import { createTunnelSearch } from './search.ts'

const tunnel = (id: string, more: Partial<Tunnel> = {}): Tunnel => ({
  id,
  name: id,
  cloudflare_endpoint: '203.0.113.18',
  interface_address: '10.213.9.0/31',
  ...more,
})

const TUNNELS = [
  tunnel('ams', {
    description: 'Amsterdam DC 1, behind 172.20.0.1 and fd00::1.',
    customer_endpoint: '198.51.100.10',
    bgp: { customer_asn: 64501 },
  }),
  tunnel('fra', {
    interface_address: '10.213.9.10/31',
    cloudflare_endpoint: '203.0.113.146',
    bgp: { customer_asn: 64502, extra_prefixes: ['100.96.0.0/12', '2001:db8:40::/44', '::/0'] },
  }),
  tunnel('osl', {
    interface_address: '169.254.250.2/30',
    interface_address6: '2001:db8:1::6/127',
    customer_endpoint: '2001:db8::7',
    bgp: { customer_asn: 64505, extra_prefixes: ['0.0.0.0/0'] },
    custom_remote_identities: { fqdn_id: 'osl-hq.example.com' },
  }),
]

const search = createTunnelSearch(TUNNELS, (each) => each)
const found = (q: string) => search(q, ipv6Test).map(({ id }) => id)

describe('a search', () => {
  test.each([
    ['', ['ams', 'fra', 'osl']],
    ['  ', ['ams', 'fra', 'osl']],
    ['AMSTERDAM', ['ams']],
    ['dc osl', []],
    ['amsterdam dc', ['ams']],
    ['64502', ['fra']],
    ['as64502', ['fra']],
    ['osl-hq.example', ['osl']],
    ['“Amsterdam”,', ['ams']],
    ['\u200b6450２ \u200b', ['fra']],
    ['<203.0.113.18>', ['ams', 'osl']],
  ])('for text %j finds %j', (q, ids) => expect(found(q)).toEqual(ids))

  test.each([
    ['10.213.9.1', ['ams']],
    ['10.213.9.11', ['fra']],
    ['10.213.9.', ['ams', 'fra']],
    ['203.0.113.18', ['ams', 'osl']],
    ['198.51.100.10', ['ams']],
    ['198.51.100.1', []],
    ['100.97.3.4', ['fra']],
    ['169.254.250.1', ['osl']],
    ['8.8.8.8', []],
    ['172.20.0.1', ['ams']],
    ['172.20.0.10', []],
  ])('for the address %s finds what contains it: %j', (q, ids) => expect(found(q)).toEqual(ids))

  test.each([
    ['10.213.9.0/31', ['ams']],
    ['10.213.9.0/24', ['ams', 'fra']],
    ['100.96.1.0/24', ['fra']],
    ['10.213.10.0/24', []],
    ['0.0.0.0/0', ['osl']],
  ])('for the prefix %s finds what contains it or is within it: %j', (q, ids) =>
    expect(found(q)).toEqual(ids),
  )

  test.each([
    ['2001:db8::7', ['osl']],
    ['2001:DB8:0::7', ['osl']],
    ['2001:0db8:0000:0000:0000:0000:0000:0007', ['osl']],
    ['2001:db8::', ['osl']],
    ['2001:db8:1::7', ['osl']],
    ['2001:db8:1::8', []],
    ['2001:db8::/32', ['fra', 'osl']],
    ['2001:db8:4f:1::/64', ['fra']],
    ['[2001:db8::7]', ['osl']],
    ['::/0', ['fra']],
    ['fd00::1', ['ams']],
    ['fd00::', ['ams']],
    ['fd00::/8', []],
  ])('for the IPv6 address or prefix %s finds what contains it or is within it: %j', (q, ids) =>
    expect(found(q)).toEqual(ids),
  )

  test('an IPv6 address is searched as text until what reads it is loaded', () => {
    const asText = (q: string) => search(q, null).map(({ id }) => id)
    expect(asText('2001:db8::7')).toEqual(['osl'])
    expect(asText('2001:DB8:0::7')).toEqual([])
  })

  test('finds each tunnel as a search in it alone does', () => {
    const parts = [
      'a',
      's',
      'ams',
      'osl',
      '10',
      '.',
      '213.',
      '203.0.113.18',
      '10.213.9.1',
      '64501',
      '/',
      ' ',
      '::',
      '\u200b',
    ]
    const typed = fc.array(fc.constantFrom(...parts), { maxLength: 4 }).map((all) => all.join(''))
    const alone = (q: string) =>
      TUNNELS.filter((each) => createTunnelSearch([each], (only) => only)(q, ipv6Test).length === 1)
    fc.assert(
      fc.property(typed, (q) => {
        expect(search(q, ipv6Test)).toEqual(alone(q))
      }),
    )
  })
})
