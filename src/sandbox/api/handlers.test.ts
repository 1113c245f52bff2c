/** `handlers.ts`: the stand-in's answers to the rows for tunnels. */
import { describe, expect, test } from 'vitest'
import { endpoints } from '../../contract/endpoints.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { DRY, FULL, INPUT, problems, start } from '../testing.ts'

const NOBODY = '0'.repeat(32)
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

const withOne = async (input: object = FULL) => {
  const world = start()
  const { result } = await world.call('POST', '', input)
  return { ...world, made: result as Tunnel, path: `/${result.id}` }
}

describe('a list and a view', () => {
  test('wrap tunnels in their own forms, which the contract can parse', async () => {
    const { call } = start()
    const listed = endpoints.listTunnels.result.parse((await call('GET', '')).result)
    expect(listed.ipsec_tunnels.length).toBeGreaterThan(4)
    for (const tunnel of listed.ipsec_tunnels) {
      const viewed = endpoints.getTunnel.result.parse((await call('GET', `/${tunnel.id}`)).result)
      expect(viewed.ipsec_tunnel).toEqual(tunnel)
      for (const time of [tunnel.created_on, tunnel.modified_on]) expect(time).toMatch(RFC_3339)
      expect(tunnel.remote_identities).toMatchObject({
        fqdn_id: `${tunnel.id}.20481653.ipsec.cloudflare.com`,
        user_id: `ipsec@${tunnel.id}.20481653.ipsec.cloudflare.com`,
      })
    }
  })

  test('omit false flags and show only when a PSK was set', async () => {
    const { list } = start()
    for (const tunnel of await list()) {
      expect(tunnel).not.toHaveProperty('psk')
      expect(tunnel.automatic_return_routing).toBeUndefined()
      expect('replay_protection' in tunnel).toBe(tunnel.name === 'aws-euw1-vgw')
      expect(tunnel).not.toHaveProperty('allow_null_cipher')
      const isKeyless = tunnel.name === 'osl-hq-b'
      expect(tunnel.psk_metadata).toEqual(
        isKeyless ? {} : { last_generated_on: expect.stringMatching(RFC_3339) },
      )
    }
  })

  test('have the target of a health check in the form that the header selects', async () => {
    const { call, path } = await withOne()
    const target = async (header: Record<string, string>) =>
      (await call('GET', path, undefined, { headers: header })).result.ipsec_tunnel.health_check.target
    expect(await target({ 'x-magic-new-hc-target': 'true' })).toEqual({
      saved: '203.0.113.45',
      effective: '203.0.113.45',
    })
    expect(await target({ 'x-magic-new-hc-target': 'false' })).toBe('203.0.113.45')
  })

  test('compute a target that was not set', async () => {
    const { made } = await withOne({ ...FULL, health_check: {} })
    expect(made.health_check).toEqual({
      enabled: true,
      direction: 'unidirectional',
      rate: 'mid',
      type: 'reply',
      target: { effective: '203.0.113.44' },
    })
  })
})

describe('a create', () => {
  test('with the required fields returns the new tunnel without a wrapper, and the list contains it', async () => {
    const { made, list } = await withOne(INPUT)
    expect(endpoints.createTunnel.result.parse(made)).toMatchObject(INPUT)
    expect(made.psk_metadata).toEqual({})
    expect((await list()).at(-1)).toEqual(made)
  })

  test('with every field stores every field except the PSK', async () => {
    const { made, call, path } = await withOne()
    const { psk, health_check, ...kept } = FULL
    expect(made).toMatchObject(kept)
    expect(made.health_check).toMatchObject({ ...health_check, target: { saved: '203.0.113.45' } })
    expect(made.psk_metadata?.last_generated_on).toMatch(RFC_3339)
    expect((await call('GET', path)).text).not.toContain(psk)
  })

  test('accepts the target as a string without the header', async () => {
    const { call } = start()
    const health_check = { target: '203.0.113.45' }
    const headers = { 'x-magic-new-hc-target': 'false' }
    const said = await call('POST', '', { ...INPUT, health_check }, { headers })
    expect(said.result.health_check.target).toBe('203.0.113.45')
  })

  test('of a list, as an old client sends it, creates all tunnels or none and returns a list', async () => {
    const { call, list } = start()
    const second = { ...INPUT, name: 'lis-branch-b', interface_address: '10.77.0.10/31' }
    const before = await list()
    const refused = await call('POST', '', { ipsec_tunnels: [INPUT, { ...second, name: INPUT.name }, 7] })
    expect(problems(refused)).toEqual([
      ['/ipsec_tunnels/1/name', 99003],
      ['/ipsec_tunnels/2', 1022],
    ])
    expect(await list()).toEqual(before)
    const said = await call('POST', '', { ipsec_tunnels: [INPUT, second] })
    expect(said.result.ipsec_tunnels).toEqual((await list()).slice(-2))
    const one = await call('POST', '', {
      ipsec_tunnels: [{ ...second, name: 'c', interface_address: '10.77.0.12/31' }],
    })
    expect(endpoints.createTunnel.result.parse(one.result)).toMatchObject({ name: 'c' })
  })

  test('drops fields that the API does not know or does not accept', async () => {
    const read = { id: NOBODY, allow_null_cipher: true, bgp_status: {}, created_on: 'x', toString: 'x' }
    const { made } = await withOne({ ...INPUT, ...read, bgp: { customer_asn: 64700, local_asn: 1 } })
    expect(made.id).not.toBe(NOBODY)
    expect(made).not.toHaveProperty('allow_null_cipher')
    expect(made.created_on).toMatch(RFC_3339)
    expect(made).not.toHaveProperty('toString', 'x')
    expect(made.bgp).toEqual({ customer_asn: 64700, extra_prefixes: [] })
  })
})

describe('an update', () => {
  test('of the whole tunnel replaces it and removes omitted fields', async () => {
    const { call, path, made } = await withOne()
    const said = await call('PUT', path, { ...INPUT, name: 'lis-branch-b' })
    const { modified, modified_ipsec_tunnel: after } = endpoints.updateTunnel.result.parse(said.result)
    expect(modified).toBe(true)
    expect(after).toMatchObject({ id: made.id, name: 'lis-branch-b', created_on: made.created_on })
    expect(after.bgp).toBeUndefined()
    expect(after.description).toBeUndefined()
  })

  test('never loses the PSK', async () => {
    const { call, path, made } = await withOne()
    const said = await call('PUT', path, INPUT)
    expect(said.result.modified_ipsec_tunnel.psk_metadata).toEqual(made.psk_metadata)
  })

  test.each([
    ['psk', { psk: 'another-key-for-this-one' }],
    ['health_check', { health_check: { enabled: false } }],
    ['description', { description: 'new' }],
  ])('of %s alone keeps everything else', async (field, body) => {
    const { call, path, made, clock } = await withOne()
    clock.time += 60_000
    const { result } = await call('PUT', path, body)
    const { [field]: _new, psk_metadata: key, modified_on, ...rest } = result.modified_ipsec_tunnel
    const { [field]: _old, psk_metadata: _key, modified_on: _time, bgp_status: _status, ...before } = made
    expect(rest).toMatchObject(before)
    expect(modified_on).toBe(new Date(clock.time).toISOString())
    expect(key.last_generated_on === modified_on).toBe(field === 'psk')
  })

  test('conflicts with other tunnels, but not with itself', async () => {
    const { call, path } = await withOne()
    expect((await call('PUT', path, FULL)).status).toBe(200)
    const said = await call('PUT', path, { ...FULL, name: 'ams-dc1-a', interface_address: '10.213.9.1/31' })
    expect([said.status, ...problems(said)]).toEqual([409, ['/name', 99003], ['/interface_address', 99005]])
  })

  test('without some of the required fields is refused', async () => {
    const { call, path } = await withOne()
    const said = await call('PUT', path, { name: 'lis-branch-b' })
    expect(problems(said)).toEqual([
      ['/cloudflare_endpoint', 99001],
      ['/interface_address', 99001],
    ])
  })
})

describe('a bulk update', () => {
  const two = async () => {
    const world = await withOne()
    const other = (await world.list()).find(({ name }) => name === 'ams-dc1-a') as Tunnel
    return { ...world, other }
  }

  test('changes several tunnels at once, in any form that a client may send', async () => {
    const { call, made, other, list } = await two()
    const entries = [
      { id: made.id, description: 'one' },
      { id: other.id, description: 'two' },
    ]
    for (const body of [{ ipsec_tunnels: entries }, entries, { id: made.id, description: 'one' }]) {
      const said = await call('PUT', '', body)
      const { modified, modified_ipsec_tunnels } = endpoints.updateTunnels.result.parse(said.result)
      expect(modified).toBe(true)
      expect(modified_ipsec_tunnels[0]).toMatchObject({ id: made.id, name: made.name, description: 'one' })
    }
    expect((await list()).filter(({ description }) => /^(one|two)$/.test(description ?? ''))).toHaveLength(2)
  })

  test('checks the tunnels as they will be, so that two can swap their names', async () => {
    const { call, made, other, list } = await two()
    const swapped = ({ id, cloudflare_endpoint, interface_address }: Tunnel, name: string) => ({
      id,
      cloudflare_endpoint,
      interface_address,
      name,
    })
    expect((await call('PUT', '', [swapped(made, other.name), swapped(other, made.name)])).status).toBe(200)
    expect((await list()).find(({ id }) => id === made.id)?.name).toBe(other.name)
  })

  test('changes all or none, and reports each problem with a pointer', async () => {
    const { call, made, other, list } = await two()
    const before = await list()
    const said = await call('PUT', '', {
      ipsec_tunnels: [
        { id: made.id, description: 'kept?' },
        { id: other.id, health_check: { rate: 'fast' }, description: null },
        { id: NOBODY },
        { id: made.id },
        {},
        7,
        { id: (before[1] as Tunnel).id, name: 'x' },
      ],
    })
    expect(said.status).toBe(400)
    expect(problems(said)).toEqual([
      ['/ipsec_tunnels/2/id', 1032],
      ['/ipsec_tunnels/3/id', 99022],
      ['/ipsec_tunnels/4/id', 99001],
      ['/ipsec_tunnels/5', 1022],
      ['/ipsec_tunnels/1/description', 1022],
      ['/ipsec_tunnels/1/health_check/rate', 99002],
      ['/ipsec_tunnels/6/cloudflare_endpoint', 99001],
      ['/ipsec_tunnels/6/interface_address', 99001],
    ])
    expect(await list()).toEqual(before)
    expect((await call('PUT', '', [{ id: NOBODY }])).status).toBe(404)
  })
})

test('a delete returns the deleted tunnel, once', async () => {
  const { call, path, made, list } = await withOne()
  const { result } = await call('DELETE', path, {})
  expect(endpoints.deleteTunnel.result.parse(result)).toMatchObject({
    deleted: true,
    deleted_ipsec_tunnel: { id: made.id },
  })
  expect((await list()).some(({ id }) => id === made.id)).toBe(false)
  expect((await call('DELETE', path)).status).toBe(404)
})

describe('keys', () => {
  test('a generated PSK is shown once, with the identity that the router needs', async () => {
    const { call, list } = start()
    const { id } = (await list()).find(({ name }) => name === 'osl-hq-b') as Tunnel
    const said = await call('POST', `/${id}/psk_generate`, {})
    const { psk, ...rest } = endpoints.generatePsk.result.parse(said.result)
    expect(psk).toMatch(/^\w{32}$/)
    expect(rest).toMatchObject({ ipsec_tunnel_id: id, ipsec_id: `20481653_${id}` })
    const viewed = await call('GET', `/${id}`)
    expect(viewed.text).not.toContain(psk)
    expect(viewed.result.ipsec_tunnel.psk_metadata).toEqual(rest.psk_metadata)
    expect((await call('POST', `/${id}/psk_generate`)).result.psk).not.toBe(psk)
  })

  test('several PSKs: those that can be set are set, with HTTP 200', async () => {
    const { call, made, list } = await withOne(INPUT)
    const other = (await list())[0] as Tunnel
    const psks = [
      { id: made.id, psk: 'a-key-for-lisbon' },
      { id: other.id, psk: '' },
      { id: NOBODY, psk: 'a-key-for-nobody' },
      { id: '__proto__', psk: 'a-key-for-all' },
    ]
    const said = await call('POST', '/psk', { psks })
    expect(said.status).toBe(200)
    const result = endpoints.setPsk.result.parse(said.result)
    expect(Object.keys(result.successfully_applied_psks ?? {})).toEqual([made.id])
    expect(said.result.successfully_applied_psks[made.id]).toMatchObject({
      ipsec_tunnel_id: made.id,
      ipsec_id: `20481653_${made.id}`,
      psk: 'a-key-for-lisbon',
    })
    expect(Object.keys(said.result.unapplied_psks).sort()).toEqual([NOBODY, '__proto__', other.id].sort())
    const after = await list()
    expect(after.find(({ id }) => id === made.id)?.psk_metadata?.last_generated_on).toEqual(
      expect.any(String),
    )
    expect(after[0]?.psk_metadata).toEqual(other.psk_metadata)
  })

  test.each([
    [{}, [['/psks', 99001]]],
    [{ psks: 'x' }, [['/psks', 1022]]],
    [
      { psks: [{ id: 7 }, { psk: null, id: 'x' }] },
      [
        ['/psks/0/id', 1022],
        ['/psks/0/psk', 99001],
        ['/psks/1/psk', 1022],
      ],
    ],
  ])('%j is refused as a list of keys', async (body, expected) => {
    const said = await start().call('POST', '/psk', body)
    expect([said.status, problems(said)]).toEqual([400, expected])
  })
})

describe('a dry-run', () => {
  test.each([
    ['POST', '', () => FULL],
    ['PUT', '', (id: string) => [{ id, description: 'changed' }]],
    ['PUT', '/:id', () => ({ description: 'changed' })],
    ['DELETE', '/:id', () => ({})],
    ['POST', '/:id/psk_generate', () => ({})],
    ['POST', '/psk', (id: string) => ({ psks: [{ id, psk: 'changed-key-of-this-one' }] })],
  ] as const)('of %s %s is checked and changes nothing; the real call does', async (method, path, body) => {
    const { call, list, clock } = start()
    const before = await list()
    const { id } = before[0] as Tunnel
    clock.time += 60_000
    const at = path.replace(':id', id)
    expect((await call(method, at, body(id), DRY)).success).toBe(true)
    expect(await list()).toEqual(before)
    expect((await call(method, at, body(id))).success).toBe(true)
    expect(await list()).not.toEqual(before)
  })
})
