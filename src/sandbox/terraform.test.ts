/**
 * The acceptance tests of Cloudflare's Terraform provider as the requests that it sends. A read must equal what was
 * sent plus the documented defaults; otherwise the provider reports drift.
 */
import { describe, expect, test } from 'vitest'
import { start } from './testing.ts'

/** Must never occur in a read. */
const PSK = 'asdf1234'

const simple = (name: string, interface_address: string, more: object = {}) => ({
  name,
  customer_endpoint: '203.0.113.1',
  cloudflare_endpoint: '162.159.64.41',
  interface_address,
  description: name,
  health_check: { enabled: true, rate: 'low', type: 'request', direction: 'unidirectional' },
  psk: PSK,
  replay_protection: true,
  automatic_return_routing: true,
  bgp: { customer_asn: 65001, extra_prefixes: [] },
  ...more,
})

const bare = (name: string, interface_address: string, more: object = {}) => ({
  name,
  cloudflare_endpoint: '162.159.64.41',
  interface_address,
  ...more,
})

type Body = ReturnType<typeof bare> & { psk?: string; customer_endpoint?: string; health_check?: object }

/** Fields that the API computes. */
const COMPUTED = ['id', 'created_on', 'modified_on', 'psk_metadata', 'bgp_status', 'remote_identities']

/** Reads omit false flags, and the provider sends null for omitted blocks. */
const withoutEmpty = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== false))

const expected = ({ psk: _, ...sent }: Body) => ({
  ...withoutEmpty(sent),
  health_check: {
    enabled: true,
    rate: 'mid',
    type: 'reply',
    direction: 'unidirectional',
    ...sent.health_check,
    target: {
      effective: sent.customer_endpoint ?? '',
      ...(sent.health_check as { target?: object })?.target,
    },
  },
})

/** A step is the whole body that the provider sends, with null for removed blocks. */
type Case = [what: string, steps: [create: Body, ...updates: Body[]]]

const CASES: Case[] = [
  ['exists', [simple('tf-exists', '10.212.0.10/31')]],
  [
    'name and description: set, changed; then the description removed from the file, so that the last one is sent',
    [
      simple('tf-description', '10.212.0.12/31'),
      simple('tf-description-updated', '10.212.0.12/31'),
      simple('tf-description', '10.212.0.12/31', { description: 'tf-description-updated' }),
    ],
  ],
  [
    'key: set, changed to seven characters',
    [simple('tf-psk', '10.212.0.14/31'), simple('tf-psk', '10.212.0.14/31', { psk: '1234asd' })],
  ],
  ['required fields only', [bare('tf-bare', '10.212.0.16/31')]],
  [
    'flags off, which the provider sends as false',
    [bare('tf-flags', '10.212.0.18/31', { replay_protection: false, automatic_return_routing: false })],
  ],
  [
    'BGP and identity removed again, which the provider sends as null',
    [
      bare('tf-blocks', '10.212.0.20/31', {
        bgp: { customer_asn: 65001, extra_prefixes: ['10.0.0.0/8'], md5_key: 'k' },
        custom_remote_identities: { fqdn_id: 'tf.20481653.custom.ipsec.cloudflare.com' },
      }),
      bare('tf-blocks', '10.212.0.20/31', { bgp: null, custom_remote_identities: null }),
    ],
  ],
  [
    'a target: set, emptied',
    [
      simple('tf-target', '10.212.0.22/31', {
        health_check: { target: { saved: '203.0.113.9', effective: '203.0.113.9' } },
      }),
      simple('tf-target', '10.212.0.22/31', { health_check: { target: { saved: '' } } }),
    ],
  ],
]

describe('a read equals what was sent, plus defaults', () => {
  test.each(CASES)('%s', async (_what, [create, ...updates]) => {
    const { call, steer } = start()
    await steer('PUT', '/world', { coupler_integration: true })
    const made = await call('POST', '', create)
    expect(made.status).toBe(200)
    const { id } = made.result
    const check = async (sent: Body, answered: object) => {
      const read = (await call('GET', `/${id}`)).result.ipsec_tunnel
      // A plan after apply, and an import, compare this read with the answer to the change.
      expect(read).toEqual(answered)
      const shown = Object.fromEntries(Object.entries(read).filter(([field]) => !COMPUTED.includes(field)))
      expect(shown).toEqual(expected(sent))
      expect(JSON.stringify(read)).not.toContain(sent.psk ?? PSK)
      expect(read.psk_metadata).toEqual('psk' in sent ? { last_generated_on: expect.any(String) } : {})
      expect((await call('GET', `/${id}`)).result.ipsec_tunnel).toEqual(read)
      // The tests look for the tunnel with an older client, which does not ask for the target as an object.
      const old = { headers: { 'x-magic-new-hc-target': 'false' } }
      const { target } = (await call('GET', `/${id}`, undefined, old)).result.ipsec_tunnel.health_check
      expect(target).toBe(read.health_check.target.saved || read.health_check.target.effective)
    }
    await check(create, made.result)
    for (const update of updates) {
      const changed = await call('PUT', `/${id}`, update)
      expect(changed.status).toBe(200)
      await check(update, changed.result.modified_ipsec_tunnel)
    }
    expect((await call('DELETE', `/${id}`)).result.deleted).toBe(true)
    expect((await call('GET', `/${id}`)).status).toBe(404)
  })
})
