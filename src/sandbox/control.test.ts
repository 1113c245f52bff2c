/** `control.ts`: sessions, routers and the settings of a world. */
import { describe, expect, test } from 'vitest'
import { ROUTER_ACTS, type RouterAct, simulation } from '../contract/sandbox.ts'
import type { Tunnel } from '../contract/tunnel.ts'
import { FAULTS } from './faults/faults.ts'
import { CODES } from './refusals.ts'
import { HOLD_MS, OPENING_MS, SILENT_MS } from './router/bgp.ts'
import { ACCOUNT, FULL, INPUT, start } from './testing.ts'

const SECONDS = 1000
const WITH_BGP = { ...INPUT, psk: FULL.psk, bgp: { customer_asn: 64700, md5_key: 'lis-peer' } }

/** A world with a new tunnel, and functions that read it and move the clock. */
const watch = async (input: object = WITH_BGP) => {
  const world = start()
  const made: Tunnel = (await world.call('POST', '', input)).result
  const view = async (): Promise<Tunnel> => (await world.call('GET', `/${made.id}`)).result.ipsec_tunnel
  /** The state as in the API, with a `+` when TCP is established. */
  const state = async () => {
    const { bgp_status } = await view()
    return bgp_status ? `${bgp_status.state}${bgp_status.tcp_established ? '+' : ''}` : null
  }
  const wait = (ms: number) => {
    world.clock.time += ms
    return state()
  }
  const play = async (act: RouterAct) => {
    const said = await world.steer('PUT', `/routers/${made.id}`, { act })
    expect(said.status).toBe(200)
    return simulation.parse(said.result).routers[made.id]
  }
  const change = (body: object) => world.call('PUT', `/${made.id}`, body)
  return { ...world, made, view, state, wait, play, change }
}

describe('a session', () => {
  test('comes up by itself when both ends match: silent, opening, up', async () => {
    const { state, wait, view, clock, made } = await watch()
    expect(await state()).toBe('BGP_DOWN')
    expect(await wait(SILENT_MS - 1)).toBe('BGP_DOWN')
    expect(await wait(1)).toBe('BGP_ESTABLISHING+')
    expect(await wait(OPENING_MS)).toBe('BGP_UP+')
    const upSince = new Date(clock.time).toISOString()
    await wait(60 * SECONDS)
    expect((await view()).bgp_status).toEqual({
      state: 'BGP_UP',
      tcp_established: true,
      updated_at: upSince,
      bgp_state: 'Established',
      // The interface address names Cloudflare's end; the other host is the router's.
      cf_speaker_ip: '10.77.0.8',
      cf_speaker_port: 179,
      customer_speaker_ip: '10.77.0.9',
      customer_speaker_port: expect.any(Number),
    })
    expect(made.bgp_status?.customer_speaker_ip).toBeUndefined()
  })

  test('never comes up without a PSK, and starts when there is one', async () => {
    const { wait, call, made, play } = await watch({ ...WITH_BGP, psk: undefined })
    expect(await wait(60 * SECONDS)).toBe('BGP_DOWN')
    await play('correct')
    expect(await wait(60 * SECONDS)).toBe('BGP_DOWN')
    await call('POST', `/${made.id}/psk_generate`, {})
    expect(await wait(SILENT_MS)).toBe('BGP_ESTABLISHING+')
    expect(await wait(OPENING_MS)).toBe('BGP_UP+')
  })

  test('is not reported while BGP is not configured', async () => {
    const { wait } = await watch({ ...INPUT, psk: FULL.psk })
    expect(await wait(60 * SECONDS)).toBeNull()
  })

  test.each([
    ['wrong_asn', 'BGP_DOWN+'],
    ['wrong_md5', 'BGP_DOWN'],
    ['no_hold_time', 'BGP_DOWN+'],
    ['swapped_ends', 'BGP_DOWN'],
    ['stuck', 'BGP_ESTABLISHING+'],
  ] as const)(
    'goes down at once with %s, ends in %s, and comes up when that is corrected',
    async (act, end) => {
      const { wait, play, state } = await watch()
      await wait(60 * SECONDS)
      expect(await play(act)).toEqual({ setup: act, is_cut: false })
      expect(await state()).toBe('BGP_DOWN')
      expect(await wait(SILENT_MS)).toBe(end)
      expect(await wait(3600 * SECONDS)).toBe(end)
      await play('correct')
      expect(await state()).toBe('BGP_DOWN')
      expect(await wait(SILENT_MS + OPENING_MS)).toBe('BGP_UP+')
    },
  )

  test('on a cut line lasts until the hold timer runs out, and restarts when the line is back', async () => {
    const { wait, play, state } = await watch()
    await wait(60 * SECONDS)
    expect(await play('cut')).toEqual({ setup: 'correct', is_cut: true })
    expect(await wait(HOLD_MS - 1)).toBe('BGP_UP+')
    expect(await wait(1)).toBe('BGP_DOWN')
    expect(await wait(3600 * SECONDS)).toBe('BGP_DOWN')
    expect(await play('back')).toMatchObject({
      setup: 'correct',
      is_cut: false,
      connects_at: expect.any(Number),
    })
    expect(await state()).toBe('BGP_DOWN')
    expect(await wait(SILENT_MS + OPENING_MS)).toBe('BGP_UP+')
  })

  test('is not lost when the line is back before the hold timer runs out', async () => {
    const { wait, play, state } = await watch()
    await wait(60 * SECONDS)
    await play('cut')
    await wait(HOLD_MS - 1)
    await play('back')
    expect(await state()).toBe('BGP_UP+')
    expect(await wait(60 * SECONDS)).toBe('BGP_UP+')
  })

  test('stays down while the line is cut, even if the router is configured meanwhile', async () => {
    const { wait, play } = await watch()
    await play('cut')
    expect(await play('correct')).toEqual({ setup: 'correct', is_cut: true })
    expect(await wait(3600 * SECONDS)).toBe('BGP_DOWN')
  })

  test('depends on both ends: it comes up when the tunnel is changed to the values of the router', async () => {
    const { wait, play, change } = await watch()
    await play('wrong_asn')
    await change({ ...WITH_BGP, bgp: { ...WITH_BGP.bgp, customer_asn: 64701 } })
    expect(await wait(SILENT_MS + OPENING_MS)).toBe('BGP_UP+')
    await play('wrong_md5')
    await change({ ...WITH_BGP, bgp: { customer_asn: 64701, md5_key: 'lis-peer-typo' } })
    expect(await wait(SILENT_MS + OPENING_MS)).toBe('BGP_UP+')
    // The ends of the tunnel are swapped as well, so the address that this router connects to is now Cloudflare's.
    await play('swapped_ends')
    await change({
      ...WITH_BGP,
      interface_address: '10.77.0.9/31',
      bgp: { customer_asn: 64701, md5_key: 'lis-peer-typo' },
    })
    expect(await wait(SILENT_MS + OPENING_MS)).toBe('BGP_UP+')
    // A configured router does not follow when the address of the tunnel changes.
    await change({ ...WITH_BGP, interface_address: '10.77.0.8/31' })
    expect(await wait(3600 * SECONDS)).toBe('BGP_DOWN')
  })

  test('restarts when an address, BGP or PSK of the tunnel changes, and not when the description does', async () => {
    const { wait, change, call, made } = await watch()
    await wait(60 * SECONDS)
    await change({ description: 'new' })
    expect(await wait(0)).toBe('BGP_UP+')
    await change({ ...WITH_BGP, bgp: { customer_asn: 64711 } })
    expect(await wait(0)).toBe('BGP_DOWN')
    expect(await wait(60 * SECONDS)).toBe('BGP_UP+')
    await call('POST', '/psk', { psks: [{ id: made.id, psk: 'another-key-for-lisbon' }] })
    expect(await wait(0)).toBe('BGP_DOWN')
  })
})

test('the seed has a tunnel in every state, each with the router that causes it', async () => {
  const { list, steer } = start()
  const { routers } = simulation.parse((await steer('GET', '/world')).result)
  const seen = (await list()).map(({ id, name, bgp_status: status }) => [
    name,
    `${status?.state ?? 'none'}${status?.tcp_established ? '+' : ''}`,
    routers[id]?.setup,
    routers[id]?.is_cut,
  ])
  expect(seen).toEqual([
    ['ams-dc1-a', 'BGP_UP+', 'correct', false],
    ['ams-dc1-b', 'BGP_UP+', 'correct', false],
    ['aws-euw1-vgw', 'none', 'correct', false],
    ['chi-dc2-a', 'BGP_DOWN', 'correct', true],
    ['chi-dc2-b', 'BGP_DOWN+', 'wrong_asn', false],
    ['fra-core-02', 'BGP_ESTABLISHING+', 'stuck', false],
    ['osl-hq-a', 'BGP_UP+', 'correct', false],
    ['osl-hq-b', 'BGP_DOWN', 'correct', false],
  ])
})

test('at a higher pace sessions come up, and are noticed as lost, sooner', async () => {
  const { wait, play, steer } = await watch()
  expect((await steer('PUT', '/world', { pace: 10 })).result.pace).toBe(10)
  expect(await wait(SILENT_MS / 10 - 1)).toBe('BGP_DOWN')
  expect(await wait(1)).toBe('BGP_ESTABLISHING+')
  expect(await wait(OPENING_MS / 10)).toBe('BGP_UP+')
  await play('cut')
  expect(await wait(HOLD_MS / 10 - 1)).toBe('BGP_UP+')
  expect(await wait(1)).toBe('BGP_DOWN')
})

describe('the controls', () => {
  test('list every fault with its description, and store the fault that is set', async () => {
    const { steer } = start()
    const { result } = await steer('PUT', '/world', { fault: 'sandbox-500' })
    expect(simulation.parse(result).fault).toBe('sandbox-500')
    const seen = simulation.parse((await steer('GET', '/world')).result)
    expect(seen.fault).toBe('sandbox-500')
    expect(seen.faults).toEqual(
      Object.entries(FAULTS).map(([name, { what, page }]) => ({ name, what, page })),
    )
    expect((await steer('PUT', '/world', { fault: null })).result.fault).toBeNull()
  })

  test('set the account flag for automatic return routing, and keep the other settings', async () => {
    const { call, steer } = start()
    await steer('PUT', '/world', { fault: 'sandbox-429-check' })
    const { result } = await steer('PUT', '/world', { coupler_integration: true })
    expect(simulation.parse(result)).toMatchObject({ fault: 'sandbox-429-check', coupler_integration: true })
    const made = await call('POST', '', { ...INPUT, automatic_return_routing: true })
    expect(made.result.automatic_return_routing).toBe(true)
    const { id } = made.result
    await call('PUT', `/${id}`, { automatic_return_routing: false })
    expect((await call('GET', `/${id}`)).result.ipsec_tunnel).not.toHaveProperty('automatic_return_routing')
  })

  test('need no token, count against no limit and are affected by no fault', async () => {
    const { sandbox, steer, call } = start({ limit: 1 })
    await steer('PUT', '/world', { fault: 'sandbox-hang' })
    const url = `http://sandbox.invalid/sandbox/accounts/${ACCOUNT}/world`
    for (let n = 0; n < 5; n++) expect((await sandbox.fetch(new Request(url))).status).toBe(200)
    await steer('PUT', '/world', { fault: null })
    expect((await call('GET', '')).status).toBe(200)
  })

  test.each<[string, string, unknown, number, number]>([
    ['PUT', '/world', { fault: 'toString' }, 400, CODES.wrongValue],
    ['PUT', '/world', { fault: 7 }, 400, CODES.badBody],
    ['PUT', '/world', { fault: null, coupler_integration: 'yes' }, 400, CODES.badBody],
    ['PUT', '/world', { pace: 0 }, 400, CODES.wrongValue],
    ['PUT', '/world', { pace: 101 }, 400, CODES.wrongValue],
    ['PUT', '/world', { pace: 'fast' }, 400, CODES.badBody],
    ['PUT', '/world', [], 400, CODES.badBody],
    ['PUT', '/world', 'x', 400, CODES.badBody],
    ['PUT', `/routers/${'0'.repeat(32)}`, { act: 'cut' }, 404, CODES.tunnelNotFound],
    ['DELETE', '/world', undefined, 404, CODES.noRoute],
  ])('refuse %s %s %j', async (method, path, body, status, code) => {
    const { steer } = start()
    const before = (await steer('GET', '/world')).result
    const said = await steer(method, path, body)
    expect([said.status, said.errors[0]?.code]).toEqual([status, code])
    expect((await steer('GET', '/world')).result).toEqual(before)
  })

  test('refuse an unknown act, and do not restart the hold timer when a line is cut twice', async () => {
    const { made, steer, clock, play, wait } = await watch()
    const said = await steer('PUT', `/routers/${made.id}`, { act: 'explode' })
    expect(said.errors).toEqual([
      {
        code: CODES.wrongValue,
        message: `act must be one of ${ROUTER_ACTS.join(', ')}`,
        source: { pointer: '/act' },
      },
    ])
    await wait(60 * SECONDS)
    await play('cut')
    clock.time += HOLD_MS - 1
    await play('cut')
    expect(await wait(1)).toBe('BGP_DOWN')
  })
})
