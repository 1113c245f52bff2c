/** `kept.ts`: values that the form cannot hold are sent as they came. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endpoints } from '../endpoints.ts'
import { tunnel } from '../tunnel.ts'
import { oddPlacesOf, PLACES, withKept } from './kept.ts'
import { FIELD_NAMES } from './table.ts'
import { anyTunnel, asRead } from './testing.ts'
import { fromWire, toWire } from './wire.ts'

const plain = {
  id: 'a'.repeat(32),
  name: 'lis-a',
  cloudflare_endpoint: '162.159.64.41',
  interface_address: '10.77.0.8/31',
  bgp: { customer_asn: 64_700, extra_prefixes: ['10.20.0.0/16'] },
}

const placesOf = (came: object) => {
  const read = tunnel.parse({ ...plain, ...came })
  return oddPlacesOf(read, fromWire(read))
}

/** A tunnel from the API, and the paths that the form cannot represent. */
const ODD: [what: string, came: object, places: string[]][] = [
  ['nothing odd', {}, []],
  ['a flag as text', { replay_protection: 'true' }, ['replay_protection']],
  ['an ASN as text', { bgp: { customer_asn: '64700' } }, ['bgp.customer_asn']],
  ['an ASN with a fraction', { bgp: { customer_asn: 1.5 } }, ['bgp.customer_asn']],
  [
    'a number among the prefixes',
    { bgp: { customer_asn: 1, extra_prefixes: ['10.0.0.0/8', 7] } },
    ['bgp.extra_prefixes'],
  ],
  ['a health check as text', { health_check: 'low' }, ['health_check']],
  ['BGP as text', { bgp: 'on' }, ['bgp']],
  [
    'a type of health check that this version does not know',
    { health_check: { type: 'tcp' } },
    ['health_check.type'],
  ],
  ['a text with blanks around it', { description: ' x ' }, ['description']],
  [
    'settings of a health check that is off',
    { health_check: { enabled: false, rate: 'low', target: { saved: '', effective: '192.0.2.1' } } },
    ['health_check.rate'],
  ],
  ['an odd report, which is never sent', { bgp_status: 'up', created_on: 7 }, []],
  ['an empty list and empty texts', { bgp: { customer_asn: 1, extra_prefixes: [] }, description: '' }, []],
]

describe('a value that an edit keeps', () => {
  test.each(ODD)('%s', (_, came, places) => {
    expect(placesOf(came).map(({ place }) => place)).toEqual(places)
    expect(PLACES).toEqual(expect.arrayContaining(places))
  })

  test.each(ODD)('is sent unchanged: %s', (_, came, places) => {
    const read = tunnel.parse({ ...plain, ...came })
    const sent = withKept(toWire(fromWire(read)), read, places)
    for (const place of places) {
      const [part = '', key] = place.split('.')
      const [is, was] = [sent, { ...plain, ...came } as Record<string, unknown>].map((holder) => holder[part])
      const at = (value: unknown) => (key ? (value as Record<string, unknown>)[key] : value)
      expect(at(is)).toEqual(at(was))
    }
  })

  test('is not a missing name: the form asks for one and does not use the id', () => {
    const { name: _, ...nameless } = plain
    const read = tunnel.parse(nameless)
    expect(fromWire(read).name).toBe('')
    expect(oddPlacesOf(read, fromWire(read))).toMatchObject([{ place: 'name', value: null }])
  })

  test('does not exist in a tunnel that this form created', () => {
    fc.assert(
      fc.property(anyTunnel, (made) => {
        const read = asRead(made)
        expect(oddPlacesOf(read, fromWire(read)).filter(({ isOff }) => !isOff)).toEqual([])
      }),
    )
  })

  test('can be named in an update and its dry-run; other paths are refused', () => {
    for (const { body } of [endpoints.updateTunnel, endpoints.validateUpdate]) {
      const { id: _, ...input } = plain
      expect(body.safeParse({ ...input, keep: ['health_check', 'bgp.customer_asn'] }).success).toBe(true)
      for (const keep of [['__proto__'], ['bgp.__proto__'], ['id'], ['psk_metadata'], 'name']) {
        expect(body.safeParse({ ...input, keep }).success).toBe(false)
      }
      expect(body.safeParse({ ...input, another: 1 }).success).toBe(false)
    }
  })

  test('can be at the path of every field that is sent', () => {
    expect(PLACES.length).toBeGreaterThanOrEqual(FIELD_NAMES.length - 1)
  })
})
