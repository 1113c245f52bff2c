/** The table of fields: from the form's values to the wire and back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { tunnelDraft, tunnelInput } from '../tunnel.ts'
import { isTypedText } from './field.ts'
import { DEFAULT_VALUES, ownerOf, rowOf, type TunnelValues, type ValueName } from './table.ts'
import { anyTunnel, asRead, exampleValues } from './testing.ts'
import { changedFields, fromWire, keysOf, toWire, withoutKeys } from './wire.ts'

const filled: TunnelValues = {
  ...DEFAULT_VALUES,
  name: ' lis-branch-a ',
  description: 'Branch',
  cloudflare_endpoint: '203.0.113.18',
  customer_endpoint: '198.51.100.44',
  interface_address: '10.213.9.9/31',
  bgp_enabled: true,
  customer_asn: '1.10',
  md5_key: ' spaced ',
  extra_prefixes: ['100.96.0.0/12'],
  prefix_entry: '10.0.0.0/8, 10.1.0.0/16',
  fqdn_id: 'lis.123.custom.ipsec.cloudflare.com',
}

describe('toWire', () => {
  it('sends defaults explicitly and leaves out blank fields', () => {
    expect(toWire(DEFAULT_VALUES)).toEqual({
      replay_protection: false,
      automatic_return_routing: false,
      health_check: { enabled: true, direction: 'bidirectional', type: 'reply', rate: 'mid' },
    })
  })

  it('builds the complete request, trims everything except keys, and includes prefixes not yet entered', () => {
    expect(toWire(filled, keysOf(filled, 'generated'))).toEqual({
      name: 'lis-branch-a',
      description: 'Branch',
      cloudflare_endpoint: '203.0.113.18',
      customer_endpoint: '198.51.100.44',
      interface_address: '10.213.9.9/31',
      psk: 'generated',
      replay_protection: false,
      automatic_return_routing: false,
      custom_remote_identities: { fqdn_id: 'lis.123.custom.ipsec.cloudflare.com' },
      bgp: {
        customer_asn: 65546,
        md5_key: ' spaced ',
        extra_prefixes: ['100.96.0.0/12', '10.0.0.0/8', '10.1.0.0/16'],
      },
      health_check: { enabled: true, direction: 'bidirectional', type: 'reply', rate: 'mid' },
    })
    expect(z.safeParse(tunnelInput, toWire(filled, keysOf(filled, 'generated'))).success).toBe(true)
  })

  it('sends a key only on request, and nothing of a part that is switched off', () => {
    expect(JSON.stringify(toWire(filled))).not.toMatch(/spaced|psk/)
    expect(toWire({ ...filled, bgp_enabled: false }).bgp).toBeUndefined()
    expect(keysOf({ ...filled, bgp_enabled: false, psk_choice: 'later' }, 'generated')).toEqual({})
    expect(toWire({ ...filled, health_enabled: false, health_target: '10.0.0.1' }).health_check).toEqual({
      enabled: false,
    })
  })

  it('builds a payload that the dry-run accepts from any typed text', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }))
    const values = fc.record({
      ...Object.fromEntries(
        Object.entries(DEFAULT_VALUES).map(([name, value]) => [name, fc.constant(value)]),
      ),
      // A control character can be typed, but its local error prevents sending.
      name: text.map((typed) => typed.replace(/\p{Cc}/gu, '')),
      interface_address: text,
      customer_asn: text,
      fqdn_id: text,
      bgp_enabled: fc.boolean(),
      prefix_entry: text,
      health_target: text,
    }) as fc.Arbitrary<TunnelValues>
    fc.assert(
      fc.property(values, (typed) => {
        const asn = toWire(typed).bgp?.customer_asn ?? 0
        // An ASN out of range can be typed, but its local error prevents sending.
        return asn > 4_294_967_295 || z.safeParse(tunnelDraft, toWire(typed)).success
      }),
    )
  })
})

/** The request that an edit would send. */
const again = (values: TunnelValues) => toWire(values, keysOf(values, 'generated'))

describe('a tunnel that is read into the form', () => {
  it('is sent as it was read', () => {
    fc.assert(
      fc.property(anyTunnel, (tunnel) => {
        expect(again(fromWire(asRead(tunnel)))).toEqual(tunnel)
      }),
    )
  })

  it('has the same values after it was sent and read again', () => {
    fc.assert(
      fc.property(anyTunnel, (tunnel) => {
        const values = fromWire(asRead(tunnel))
        expect(fromWire(asRead(again(values)))).toEqual(values)
      }),
    )
  })

  it('is sent the same with blanks around typed text, except keys', () => {
    fc.assert(
      fc.property(anyTunnel, (tunnel) => {
        const values = fromWire(asRead(tunnel))
        const blank = Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            isTypedText(rowOf(ownerOf(name as ValueName)).values, name) && !/psk|md5/.test(name)
              ? ` ${value} `
              : value,
          ]),
        ) as TunnelValues
        expect(again(blank)).toEqual(tunnel)
        expect(changedFields(values, blank)).toEqual([])
      }),
    )
  })

  it('may omit optional values, contain null, or contain unknown words', () => {
    const values = fromWire({
      ...asRead({}),
      description: null,
      bgp: null,
      replay_protection: null,
      health_check: { enabled: null, direction: 'sideways', type: null, rate: null, target: '10.0.0.1' },
    })
    expect(values).toEqual({
      ...DEFAULT_VALUES,
      psk_choice: 'later',
      // The default of the API, not of the form.
      health_direction: 'unidirectional',
      health_target: '10.0.0.1',
    })
  })
})

describe('changedFields', () => {
  const before = fromWire(asRead(again(exampleValues())))

  it('names exactly the fields that would send a different value', () => {
    expect(changedFields(before, before)).toEqual([])
    expect(changedFields(before, { ...before, name: 'lis-branch-b', customer_asn: '64701' })).toEqual([
      'name',
      'customer_asn',
    ])
    expect(changedFields(before, { ...before, customer_asn: 'AS64700' })).toEqual([])
    expect(changedFields(before, { ...before, extra_prefixes: [...before.extra_prefixes] })).toEqual([])
    const others = before.extra_prefixes.map(() => '10.99.0.0/16')
    expect(changedFields(before, { ...before, extra_prefixes: others })).toEqual(['extra_prefixes'])
  })

  it('names the fields of a part that is switched off, and a replaced key', () => {
    expect(changedFields(before, { ...before, bgp_enabled: false })).toEqual([
      'customer_asn',
      'md5_key',
      'extra_prefixes',
      'import_filter_id',
      'export_filter_id',
    ])
    expect(changedFields(before, { ...before, psk_choice: 'own', psk: 'another key' })).toEqual(['psk'])
  })
})

describe('withoutKeys', () => {
  it('replaces every key and nothing else', () => {
    const payload = again(exampleValues())
    const shown = withoutKeys(payload, '***')
    expect(shown).toEqual({ ...payload, psk: '***', bgp: { ...payload.bgp, md5_key: '***' } })
    expect(withoutKeys(toWire(DEFAULT_VALUES), '***')).toEqual(toWire(DEFAULT_VALUES))
  })
})
