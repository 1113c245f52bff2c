/** `tolerant.ts`: records of the API that are not as documented. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endpoints } from './endpoints.ts'
import { asReceived, oddPlaces } from './tolerant.ts'
import { pskGenerated, tunnel } from './tunnel.ts'

const plain = {
  id: 'a'.repeat(32),
  name: 'lis-a',
  cloudflare_endpoint: '162.159.64.41',
  interface_address: '10.77.0.8/31',
  bgp: { customer_asn: 64_700, extra_prefixes: ['10.20.0.0/16'] },
}

const STATUS = { state: 'BGP_UP', tcp_established: true, updated_at: '2026-01-02T03:04:05.678+01:00' }

/** Input, paths of its invalid values, and what is read there. Add a row for each new kind. */
const ODD: [what: string, came: object, places: string[], read: object][] = [
  [
    'an ASN as text',
    { bgp: { customer_asn: '64700' } },
    ['bgp.customer_asn'],
    { bgp: { customer_asn: null } },
  ],
  [
    'an ASN that no router has',
    { bgp: { customer_asn: 1e300 } },
    ['bgp.customer_asn'],
    { bgp: { customer_asn: null } },
  ],
  ['an empty BGP status', { bgp_status: {} }, ['bgp_status'], { bgp_status: null }],
  ['a BGP status as text', { bgp_status: 'up' }, ['bgp_status'], { bgp_status: null }],
  [
    'a BGP status with only a state',
    { bgp_status: { state: 'BGP_UP' } },
    ['bgp_status.tcp_established', 'bgp_status.updated_at'],
    { bgp_status: { state: 'BGP_UP', tcp_established: false, updated_at: '' } },
  ],
  ['a null interface address', { interface_address: null }, ['interface_address'], { interface_address: '' }],
  ['a flag as text', { replay_protection: 'true' }, ['replay_protection'], { replay_protection: null }],
  ['a name of blanks', { name: ' \u200b' }, ['name'], { name: 'a'.repeat(32) }],
  ['a name as number', { name: 7 }, ['name'], { name: 'a'.repeat(32) }],
  [
    'a number among the prefixes',
    { bgp: { customer_asn: 1, extra_prefixes: ['10.0.0.0/8', 7] } },
    ['bgp.extra_prefixes'],
    { bgp: { customer_asn: 1, extra_prefixes: ['10.0.0.0/8'] } },
  ],
  [
    'a target that is a list',
    { health_check: { target: [] } },
    ['health_check.target'],
    { health_check: { target: null } },
  ],
  ['a health check as flag', { health_check: true }, ['health_check'], { health_check: null }],
  [
    'a BGP status with an empty state',
    { bgp_status: { ...STATUS, state: '' } },
    ['bgp_status'],
    { bgp_status: null },
  ],
  [
    'a time of a report in another format',
    { bgp_status: { ...STATUS, updated_at: '01/02/2026 10:00' } },
    ['bgp_status.updated_at'],
    { bgp_status: { ...STATUS, updated_at: '' } },
  ],
  ['a time without a zone', { modified_on: '2026-01-02T03:04:05' }, ['modified_on'], { modified_on: null }],
  [
    'a time that does not exist',
    { psk_metadata: { last_generated_on: '2026-13-45T99:00:00Z' } },
    ['psk_metadata'],
    { psk_metadata: null },
  ],
  ['a time as number', { created_on: 1_700_000_000 }, ['created_on'], { created_on: null }],
]

test('a path that the API made up reaches only its own record', () => {
  const seen = tunnel.parse({
    ...plain,
    odd_values: { '__proto__.polluted': 1, 'constructor.prototype.polluted': 1 },
  })
  asReceived(seen)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

describe('a record with invalid values', () => {
  test.each(ODD)('%s', (_, came, places, read) => {
    const seen = tunnel.parse({ ...plain, ...came })
    expect(Object.keys(seen.odd_values ?? {}).sort()).toEqual(places)
    expect(seen).toMatchObject(read)
    expect(asReceived(seen)).toMatchObject(came)
    expect(tunnel.parse(seen)).toEqual(seen)
  })

  test('is in the list with the others, which are read as usual', () => {
    const list = endpoints.listTunnels.result
    const odd = ODD.map(([, came]) => ({ ...plain, ...came }))
    const seen = list.parse({ ipsec_tunnels: [plain, ...odd, null, 'text'] })
    expect(seen.ipsec_tunnels).toHaveLength(ODD.length + 3)
    expect(seen.ipsec_tunnels[0]).toEqual(plain)
    expect(oddPlaces(seen)).toContain('bgp.customer_asn')
    expect(list.parse({ ipsec_tunnels: null }).ipsec_tunnels).toEqual([])
  })

  test('any JSON is accepted, and nothing of it is lost but fields named like the prototype', () => {
    const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('"__proto__"'))
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(plain), 'bgp_status', 'health_check'), json),
        (more) => {
          const given = JSON.parse(JSON.stringify({ ...plain, ...more }))
          const back = asReceived(tunnel.parse(given))
          expect(back).toMatchObject(given)
        },
      ),
    )
  })

  test('a value at a path that is not there is put there', () => {
    expect(asReceived({ ...plain, odd_values: { 'a.b': 1, 'name.c': 2 } })).toMatchObject({
      a: { b: 1 },
      name: { c: 2 },
    })
  })

  test('an unknown field is kept', () => {
    expect(tunnel.parse({ ...plain, flux: { capacitor: 1 } })).toEqual({ ...plain, flux: { capacitor: 1 } })
  })

  test("Go's zero time is read as never", () => {
    const zero = '0001-01-01T00:00:00Z'
    const seen = tunnel.parse({ ...plain, modified_on: zero, psk_metadata: { last_generated_on: zero } })
    expect(seen).toMatchObject({ modified_on: null, psk_metadata: { last_generated_on: null } })
    expect(seen.odd_values).toBeUndefined()
  })

  test('no invalid value beside a generated key makes the response unreadable', () => {
    expect(pskGenerated.parse({ psk: 'k', ipsec_tunnel_id: 7, psk_metadata: 'now', ipsec_id: {} }).psk).toBe(
      'k',
    )
  })
})
