/** A router whose session is reported by a real one, as `npm run lab` does. */
import { expect, test } from 'vitest'
import { type RouterSession, simulation } from '../contract/sandbox.ts'
import type { Tunnel } from '../contract/tunnel.ts'
import { HOLD_MS, REPORT_MS } from './router/bgp.ts'
import { FULL, INPUT, start } from './testing.ts'

const UP: RouterSession = { state: 'BGP_UP', tcp_established: true, bgp_state: 'Established' }
const REFUSED: RouterSession = { state: 'BGP_DOWN', tcp_established: true, bgp_state: 'Active' }

const watch = async () => {
  const world = start()
  const input = { ...INPUT, psk: FULL.psk, bgp: { customer_asn: 64_700 } }
  const made: Tunnel = (await world.call('POST', '', input)).result
  const play = async (body: object) => {
    const said = await world.steer('PUT', `/routers/${made.id}`, body)
    expect(said.status).toBe(200)
  }
  const report = (session: RouterSession) => play({ act: 'report', session })
  const status = async () => (await world.call('GET', `/${made.id}`)).result.ipsec_tunnel.bgp_status
  const router = async () => simulation.parse((await world.steer('GET', '/world')).result).routers[made.id]
  return { ...world, play, report, status, router }
}

test('the session is in the reported state, since the time of the change', async () => {
  const { report, status, router, clock } = await watch()
  await report(UP)
  const since = new Date(clock.time).toISOString()
  expect(await status()).toMatchObject({ ...UP, updated_at: since })
  clock.time += 1000
  await report(UP)
  expect((await status()).updated_at).toBe(since)
  clock.time += 1000
  await report(REFUSED)
  expect(await status()).toMatchObject({ ...REFUSED, updated_at: new Date(clock.time).toISOString() })
  expect(await router()).toEqual({ setup: 'lab', is_cut: false })
})

test('without further reports the session is down and the line is cut', async () => {
  const { report, status, router, clock } = await watch()
  await report(UP)
  clock.time += REPORT_MS - 1
  expect((await status()).state).toBe('BGP_UP')
  clock.time += 1
  expect(await status()).toMatchObject({ state: 'BGP_DOWN', tcp_established: false })
  expect(await router()).toEqual({ setup: 'lab', is_cut: true })
})

test('another act makes it a simulated router again', async () => {
  const { report, play, status, router, clock } = await watch()
  await report(UP)
  await play({ act: 'cut' })
  expect(await router()).toEqual({ setup: 'correct', is_cut: true })
  clock.time += HOLD_MS
  expect((await status()).state).toBe('BGP_DOWN')
  await report(UP)
  expect((await status()).state).toBe('BGP_UP')
  await play({ act: 'wrong_asn' })
  expect(await router()).toEqual({ setup: 'wrong_asn', is_cut: false })
  expect((await status()).state).toBe('BGP_DOWN')
})
