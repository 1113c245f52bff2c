/** The API's rows for tunnels, called by Cloudflare's own client: create, read, change, set keys, delete. */
import Cloudflare from 'cloudflare'
import { describe, expect, test } from 'vitest'
import { tunnel } from '../../src/contract/tunnel.ts'
import { onStandIn, refusalOf, type Session } from './start.ts'

const open = onStandIn()

/** The required fields of a tunnel without conflict with those of a new world. */
const required = (name: string, third = 0) => ({
  name,
  cloudflare_endpoint: '162.159.64.1',
  interface_address: `10.77.${third}.0/31`,
})
const everything = (account_id: string) =>
  ({
    account_id,
    ...required('everything', 1),
    customer_endpoint: '198.51.100.7',
    description: 'Every field that the client knows',
    psk: 'a-key-that-nobody-reads-back',
    replay_protection: true,
    bgp: { customer_asn: 64_700, extra_prefixes: ['10.9.0.0/16'], md5_key: 'md5 key!' },
    custom_remote_identities: { fqdn_id: `paris.${account_id}.custom.ipsec.cloudflare.com` },
    health_check: {
      enabled: true,
      direction: 'bidirectional',
      rate: 'high',
      type: 'request',
      target: { saved: '198.51.100.9' },
    },
    'x-magic-new-hc-target': true,
  }) satisfies Parameters<Session['tunnels']['create']>[0]

const namesIn = async ({ tunnels, account_id }: Session) =>
  (await tunnels.list({ account_id })).ipsec_tunnels?.map(({ name }) => name) ?? []

describe.concurrent('the official client on the stand-in', () => {
  test('creates with the required fields, and finds the tunnel in the list and alone', async () => {
    const session = open()
    const { tunnels, account_id } = session
    const made = await tunnels.create({ account_id, ...required('paris') })
    expect(tunnel.parse(made)).toMatchObject(required('paris'))
    expect(made.id).toMatch(/^[0-9a-f]{32}$/)
    expect(made.psk_metadata).toEqual({})
    expect(Date.parse(made.created_on ?? '')).not.toBeNaN()
    // The defaults of the API's schema.
    expect(made.health_check).toMatchObject({
      enabled: true,
      direction: 'unidirectional',
      rate: 'mid',
      type: 'reply',
    })
    expect(await namesIn(session)).toContain('paris')
    expect((await tunnels.get(made.id, { account_id })).ipsec_tunnel).toEqual(made)
  })

  test('creates with every field, and gets all but the PSK back', async () => {
    const { tunnels, account_id } = open()
    const {
      'x-magic-new-hc-target': _header,
      account_id: _account,
      psk,
      health_check,
      ...rest
    } = everything(account_id)
    const made = await tunnels.create(everything(account_id))
    expect(tunnel.parse(made)).toMatchObject(rest)
    expect(made.health_check).toMatchObject({
      ...health_check,
      target: { saved: '198.51.100.9', effective: '198.51.100.9' },
    })
    expect(made.psk_metadata?.last_generated_on).toBe(made.created_on)
    expect(JSON.stringify(made)).not.toContain(psk)
    expect(JSON.stringify(await tunnels.list({ account_id }))).not.toContain(psk)
  })

  test('gets the target of a health check in the form that it requests', async () => {
    const { tunnels, account_id } = open()
    const { id } = await tunnels.create(everything(account_id))
    const targetOf = async (isNew?: boolean) => {
      const header = isNew === undefined ? {} : { 'x-magic-new-hc-target': isNew }
      return (await tunnels.get(id, { account_id, ...header })).ipsec_tunnel?.health_check?.target
    }
    expect(await targetOf()).toBe('198.51.100.9')
    expect(await targetOf(false)).toBe('198.51.100.9')
    expect(await targetOf(true)).toEqual({ saved: '198.51.100.9', effective: '198.51.100.9' })
  })

  test('updates one tunnel, and several in one call', async () => {
    const session = open()
    const { tunnels, account_id } = session
    const made = await tunnels.create({ account_id, ...required('before'), description: 'old' })
    const changed = await tunnels.update(made.id, { account_id, ...required('after'), description: 'new' })
    expect(changed.modified).toBe(true)
    expect(changed.modified_ipsec_tunnel).toMatchObject({ id: made.id, name: 'after', description: 'new' })
    expect(changed.modified_ipsec_tunnel?.created_on).toBe(made.created_on)
    const other = await tunnels.create({ account_id, ...required('other', 1) })
    const both = await tunnels.bulkUpdate({
      account_id,
      body: {
        ipsec_tunnels: [
          { id: made.id, ...required('first') },
          { id: other.id, ...required('second', 1) },
        ],
      },
    })
    expect(both.modified).toBe(true)
    expect(both.modified_ipsec_tunnels?.map(({ id, name }) => [id, name])).toEqual([
      [made.id, 'first'],
      [other.id, 'second'],
    ])
    expect(await namesIn(session)).toEqual(expect.arrayContaining(['first', 'second']))
    expect(await namesIn(session)).not.toContain('after')
  })

  test('deletes a tunnel, which is not found afterwards', async () => {
    const session = open()
    const { tunnels, account_id } = session
    const { id } = await tunnels.create({ account_id, ...required('gone') })
    expect(await tunnels.delete(id, { account_id })).toMatchObject({
      deleted: true,
      deleted_ipsec_tunnel: { id },
    })
    expect(await namesIn(session)).not.toContain('gone')
    for (const call of [
      () => tunnels.get(id, { account_id }),
      () => tunnels.delete(id, { account_id }),
      () => tunnels.update(id, { account_id, ...required('gone') }),
      () => tunnels.pskGenerate(id, { account_id }),
    ]) {
      const { kind, errors } = await refusalOf(call())
      expect([kind, errors[0]?.code]).toEqual([Cloudflare.NotFoundError, 1032])
    }
  })

  test('generates a PSK, which is returned once', async () => {
    const { tunnels, account_id } = open()
    const { id } = await tunnels.create({ account_id, ...required('keyed') })
    const generated = await tunnels.pskGenerate(id, { account_id })
    expect(generated.ipsec_tunnel_id).toBe(id)
    expect(generated.psk?.length).toBeGreaterThan(20)
    const again = await tunnels.pskGenerate(id, { account_id })
    expect(again.psk).not.toBe(generated.psk)
    const { ipsec_tunnel: read } = await tunnels.get(id, { account_id })
    expect(read?.psk_metadata).toEqual(again.psk_metadata)
    expect(JSON.stringify(read)).not.toContain(again.psk)
  })

  test('sets several PSKs at once, and gets the ids of those that were not set', async () => {
    const { tunnels, account_id } = open()
    const { id } = await tunnels.create({ account_id, ...required('keyed') })
    const missing = 'f'.repeat(32)
    const psks = [
      { id, psk: 'chosen-key-one' },
      { id: missing, psk: 'chosen-key-two' },
    ]
    await tunnels.pskSet({ account_id, psks, validate_only: true })
    expect((await tunnels.get(id, { account_id })).ipsec_tunnel?.psk_metadata).toEqual({})
    const { successfully_applied_psks: applied, unapplied_psks: unapplied } = await tunnels.pskSet({
      account_id,
      psks,
    })
    expect(applied).toMatchObject({ [id]: { ipsec_tunnel_id: id, psk: 'chosen-key-one' } })
    expect(Object.keys(unapplied ?? {})).toEqual([missing])
    const { ipsec_tunnel: read } = await tunnels.get(id, { account_id })
    expect(read?.psk_metadata).toEqual(applied?.[id]?.psk_metadata)
  })

  test('changes nothing with a dry-run of every change', async () => {
    const session = open()
    const { tunnels, account_id } = session
    const { id } = await tunnels.create({ account_id, ...required('stays') })
    const before = await tunnels.list({ account_id })
    const dry = { query: { validate_only: true } }
    await tunnels.create({ account_id, ...required('never', 1) }, dry)
    await tunnels.update(id, { account_id, ...required('renamed') }, dry)
    await tunnels.bulkUpdate({ account_id, body: { ipsec_tunnels: [{ id, ...required('renamed') }] } }, dry)
    await tunnels.pskGenerate(id, { account_id }, dry)
    await tunnels.delete(id, { account_id }, dry)
    expect(await tunnels.list({ account_id })).toEqual(before)
  })

  test('sees a BGP session that is down, because the tunnel has no PSK', async () => {
    const { tunnels, account_id } = open()
    const bgp = { customer_asn: 64_700 }
    const made = await tunnels.create({ account_id, ...required('session'), bgp })
    expect(made.bgp_status).toMatchObject({ state: 'BGP_DOWN', tcp_established: false })
  })
})
