/** `seed.ts` and `seed-routes.ts`: worlds that are filled with many tunnels and routes. */
import { expect, test } from 'vitest'
import { endsOfText, parseCidr4 } from '../../contract/address.ts'
import { ID_PATTERN } from '../../contract/calls/api-calls.ts'
import type { Route } from '../../contract/route.ts'
import { MAX_FILLED } from '../../contract/sandbox.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { MAX_WORLD_LENGTH } from '../api/serve.ts'
import { start } from '../testing.ts'
import { filled } from './seed.ts'
import { filledRoutes } from './seed-routes.ts'

/** The size limit of the proxy for one answer. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024

const stateOf = ({ bgp, bgp_status, psk_metadata }: Tunnel): string => {
  if (!psk_metadata?.last_generated_on) return 'no key'
  if (!bgp) return 'no BGP'
  return bgp_status ? `${bgp_status.state}${bgp_status.tcp_established ? '+' : ''}` : 'not reported'
}

const fill = async (tunnels: number) => {
  const world = start()
  const said = await world.steer('PUT', '/world', { tunnels })
  expect(said.status).toBe(200)
  return { ...world, tunnels: await world.list() }
}

test('a world is filled with the requested number of tunnels, in every state', async () => {
  const { tunnels, call } = await fill(MAX_FILLED)
  expect(tunnels).toHaveLength(MAX_FILLED)
  expect(new Set(tunnels.map(stateOf))).toEqual(
    new Set(['no key', 'no BGP', 'BGP_UP+', 'BGP_DOWN', 'BGP_DOWN+', 'BGP_ESTABLISHING+', 'not reported']),
  )
  for (const part of ['id', 'name', 'interface_address'] as const) {
    expect(new Set(tunnels.map((tunnel) => tunnel[part])).size, part).toBe(MAX_FILLED)
  }
  expect(tunnels.every(({ id }) => ID_PATTERN.test(id))).toBe(true)
  expect(tunnels.every(({ interface_address }) => parseCidr4(interface_address))).toBe(true)
  const last = tunnels.at(-1)
  expect((await call('DELETE', `/${last?.id}`, {})).status).toBe(200)
})

test('the tunnels are the same every time', async () => {
  const names = async () => (await fill(300)).tunnels.map(({ id, name }) => [id, name])
  expect(await names()).toEqual(await names())
})

test('a filled world has static routes into every tunnel without BGP, and a few with a wrong next hop', async () => {
  const { tunnels, call } = await fill(MAX_FILLED)
  const { routes } = (await call('GET', '', undefined, { resource: 'routes' })).result as { routes: Route[] }
  expect(routes.length).toBeGreaterThan(1900)
  expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length)
  const ends = tunnels.map((tunnel) => ({ tunnel, ends: endsOfText(tunnel.interface_address) }))
  const hops = new Set(routes.map(({ nexthop }) => nexthop))
  expect(ends.filter(({ tunnel, ends }) => !tunnel.bgp && !hops.has(ends?.customer ?? ''))).toEqual([])
  const customer = new Set(ends.map(({ ends }) => ends?.customer))
  const wrong = routes.filter(({ nexthop }) => !customer.has(nexthop)).length
  expect(wrong).toBeGreaterThan(0)
  expect(wrong).toBeLessThan(20)
})

test('a world can be emptied, and an invalid size is refused', async () => {
  const { tunnels, steer, list } = await fill(0)
  expect(tunnels).toEqual([])
  for (const wrong of [-1, 1.5, MAX_FILLED + 1, 'many']) {
    expect((await steer('PUT', '/world', { tunnels: wrong })).status, String(wrong)).toBe(400)
  }
  expect(await list()).toEqual([])
})

test('a filled world leaves room for changes, and its list fits into one answer', async () => {
  const world = filled(MAX_FILLED, Date.now())
  const routes = filledRoutes(world)
  expect(JSON.stringify({ world, routes }).length).toBeLessThan(MAX_WORLD_LENGTH * 0.9)
  const { call } = await fill(MAX_FILLED)
  expect((await call('GET', '')).text.length).toBeLessThan(MAX_ANSWER_BYTES)
})
