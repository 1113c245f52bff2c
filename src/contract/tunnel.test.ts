/** `tunnel.ts`: the shape that is sent and the shape that is read. */
import { describe, expect, test } from 'vitest'
import { pskApplied, pskGenerated, tunnel, tunnelDraft, tunnelInput } from './tunnel.ts'
import { savedTarget } from './tunnel-values.ts'

/** Every body parameter of the API page. */
const documented = {
  name: 'IPsec_1',
  cloudflare_endpoint: '203.0.113.1',
  interface_address: '192.0.2.0/31',
  automatic_return_routing: true,
  bgp: { customer_asn: 0, extra_prefixes: ['10.0.0.0/8'], md5_key: 'md5_key' },
  custom_remote_identities: { fqdn_id: 'a.1.custom.ipsec.cloudflare.com' },
  customer_endpoint: '203.0.113.1',
  description: 'Tunnel for ISP X',
  health_check: {
    direction: 'bidirectional',
    enabled: true,
    rate: 'low',
    target: { effective: '203.0.113.1', saved: '203.0.113.1' },
    type: 'request',
  },
  interface_address6: '2606:54c1:7:0:a9fe:12d2:1:200/127',
  psk: 'O3bwKSjnaoCxDoUxjcq4Rk8ZKkezQUiy',
  replay_protection: false,
}

/** Newer than the page (docs/api.md, BGP). */
const newer = { bgp: { customer_asn: 1, import_filter_id: 'in', export_filter_id: 'out' } }

const minimal = { name: 'n', cloudflare_endpoint: '203.0.113.1', interface_address: '10.0.0.0/31' }
const takes = (more: object) => tunnelInput.safeParse({ ...minimal, ...more }).success

describe('a request', () => {
  test('accepts every documented field, and loses or changes none', () => {
    expect(tunnelInput.parse(documented)).toEqual(documented)
    expect(tunnelDraft.parse(documented)).toEqual(documented)
    expect(tunnelInput.parse({ ...minimal, ...newer })).toEqual({ ...minimal, ...newer })
  })

  test.each(['name', 'cloudflare_endpoint', 'interface_address'])(
    'needs %s for a complete tunnel',
    (field) => {
      expect(tunnelInput.safeParse({ ...minimal, [field]: undefined }).success).toBe(false)
    },
  )

  test('needs nothing for a draft, not even the ASN of its BGP', () => {
    expect(tunnelDraft.safeParse({}).success).toBe(true)
    expect(tunnelDraft.safeParse({ bgp: { extra_prefixes: [] } }).success).toBe(true)
    expect(takes({ bgp: { extra_prefixes: [] } })).toBe(false)
  })

  test.each([
    [{ unheard_of: 1 }],
    // Read-only at the API (docs/api.md, Contradictions between sources).
    [{ id: 'c4a7362d577a6c3019a474fd6f485821' }],
    [{ allow_null_cipher: true }],
    [{ bgp_status: {} }],
    [{ bgp: { customer_asn: 1, unheard_of: 1 } }],
    [{ health_check: { unheard_of: 1 } }],
    [{ health_check: { target: { saved: '', unheard_of: 1 } } }],
    [{ custom_remote_identities: { unheard_of: 1 } }],
  ])('refuses the unknown field %j', (more) => expect(takes(more)).toBe(false))

  test.each([
    // "type \"string\" is not permitted to be null" (docs/api.md, Envelope and errors, 1022).
    [{ description: null }],
    [{ name: 7 }],
    [{ name: 'lis\u0000branch' }],
    [{ name: 'lis\nbranch' }],
    [{ description: 'two\nlines' }],
    [{ description: '\u0085' }],
    [{ replay_protection: 'true' }],
    [{ bgp: null }],
    [{ bgp: { customer_asn: '64513' } }],
    [{ bgp: { customer_asn: 1.5 } }],
    [{ bgp: { customer_asn: -1 } }],
    [{ bgp: { customer_asn: 4_294_967_296 } }],
    [{ bgp: { customer_asn: 1, extra_prefixes: '10.0.0.0/8' } }],
    [{ bgp: { customer_asn: 1, md5_key: '' } }],
    [{ bgp: { customer_asn: 1, md5_key: 'why?' } }],
    [{ health_check: { rate: 'medium' } }],
    [{ health_check: { direction: 'both' } }],
    [{ health_check: { type: 'ping' } }],
    // The proxy always requests the object form of the target.
    [{ health_check: { target: '203.0.113.1' } }],
  ])('refuses a value of the wrong type or with wrong characters: %j', (more) =>
    expect(takes(more)).toBe(false),
  )

  test.each([
    [{ name: '' }],
    [{ name: '\u200b ', description: '\u2028 \u{1f511}' }],
    [{ interface_address: '8.8.8.8/31' }],
    [{ cloudflare_endpoint: 'not an ip' }],
    [{ psk: '' }],
    [{ bgp: { customer_asn: 13335 } }],
    [{ bgp: { customer_asn: 1, md5_key: 'x'.repeat(500) } }],
    [{ bgp: { customer_asn: 4_294_967_295 } }],
    [{ health_check: { target: { saved: '' } } }],
    [{ health_check: {} }],
  ])('leaves the meaning of a value to the API: %j', (more) => expect(takes(more)).toBe(true))
})

describe('a response', () => {
  /** The `result` of the API page's example. */
  const answered = {
    ...documented,
    psk: undefined,
    id: 'c4a7362d577a6c3019a474fd6f485821',
    allow_null_cipher: true,
    bgp_status: {
      state: 'BGP_DOWN',
      tcp_established: true,
      updated_at: '2019-12-27T18:11:19.117Z',
      bgp_state: 'bgp_state',
      cf_speaker_ip: '192.168.1.1',
      cf_speaker_port: 1,
      customer_speaker_ip: '192.168.1.1',
      customer_speaker_port: 1,
    },
    created_on: '2017-06-14T00:00:00Z',
    modified_on: '2017-06-14T05:20:00Z',
    psk_metadata: { last_generated_on: '2017-06-14T05:20:00Z' },
    remote_identities: { hex_id: 'h', fqdn_id: 'f', user_id: 'u' },
  }

  test("like the API page's example is read completely", () =>
    expect(tunnel.parse(answered)).toEqual(answered))

  test('keeps unknown fields, at every depth', () => {
    const future = {
      ...answered,
      mtu: 1400,
      bgp: { ...answered.bgp, hold_time: 90 },
      bgp_status: { ...answered.bgp_status, uptime_s: 5 },
      health_check: {
        ...answered.health_check,
        interval: 1,
        target: { saved: '', effective: '', kind: 'x' },
      },
      psk_metadata: { rotations: 3 },
      remote_identities: { key_id: 'k' },
    }
    expect(tunnel.parse(future)).toEqual(future)
  })

  test.each([
    ['what is default is left out', {}],
    ['null stands for absent', { bgp: null, bgp_status: null, description: null, psk_metadata: null }],
    ['no key was ever set', { psk_metadata: {} }],
    ['the target comes as text', { health_check: { target: '203.0.113.1' } }],
    [
      'an enum has grown',
      { bgp_status: { ...answered.bgp_status, state: 'BGP_IDLE' }, health_check: { rate: 'max' } },
    ],
  ])('is still read if %s', (_title, more) => {
    const sparse = { id: 'x', ...minimal, ...more }
    expect(tunnel.parse(sparse)).toEqual(sparse)
  })

  test.each(['id', 'name', 'cloudflare_endpoint', 'interface_address'])(
    'is read without %s, which is marked as missing',
    (field) => {
      expect(tunnel.parse({ ...answered, [field]: undefined }).odd_values).toEqual({ [field]: null })
    },
  )

  test('about keys has the documented fields, including those that only the documentation has', () => {
    const generated = {
      ipsec_tunnel_id: 'x',
      psk: 'secret',
      psk_metadata: { last_generated_on: 'now' },
      ipsec_id: '1_x',
    }
    expect(pskGenerated.parse(generated)).toEqual(generated)
    const partly = {
      successfully_applied_psks: { x: { ipsec_tunnel_id: 'x' } },
      unapplied_psks: { y: 'why' },
    }
    expect(pskApplied.parse(partly)).toEqual(partly)
  })
})

test.each<[unknown, string]>([
  ['203.0.113.1', '203.0.113.1'],
  [{ saved: '203.0.113.1', effective: '198.51.100.1' }, '203.0.113.1'],
  [{ saved: '', effective: '198.51.100.1' }, ''],
  [{ saved: null }, ''],
  [{}, ''],
  [null, ''],
  [undefined, ''],
])('the stored target of %j is %j', (target, saved) => expect(savedTarget(target)).toBe(saved))
