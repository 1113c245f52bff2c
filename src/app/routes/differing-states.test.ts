/** `differing-states.ts`: where traffic goes from data centres that see a tunnel differently. */
import { expect, it } from 'vitest'
import type { Route } from '../../contract/route.ts'
import type { TunnelHealth } from '../../contract/route-lookup.ts'
import { differencesOf } from './differing-states.ts'
import type { Target } from './route-target.ts'

const [FIRST, BACKUP] = ['10.255.0.1', '10.255.0.3']
const route = (nexthop: string, priority: number): Route => ({
  id: nexthop,
  prefix: '10.50.0.0/16',
  nexthop,
  priority,
})
const targets =
  (routing: TunnelHealth, isMixed: boolean) =>
  (nexthop: string): Target => ({
    state: 'up',
    tunnels: [],
    ...(nexthop === FIRST ? { routing, isMixed } : { routing: 'healthy', isMixed: false }),
  })
const differences = (routing: TunnelHealth, isMixed: boolean, ...routes: Route[]) =>
  differencesOf('10.50.1.1', routes, targets(routing, isMixed), {}).map(({ nexthop, states, winners }) => [
    nexthop,
    states,
    winners.map((winner) => winner.route.nexthop),
  ])

it('names the states in which a backup takes over, or in which the first is used again', () => {
  const both = [route(FIRST, 100), route(BACKUP, 200)]
  expect(differences('healthy', true, ...both)).toEqual([[FIRST, ['degraded', 'down'], [BACKUP]]])
  expect(differences('degraded', true, ...both)).toEqual([[FIRST, ['healthy'], [FIRST]]])
})

it('distinguishes the penalties', () =>
  expect(differences('healthy', true, route(FIRST, 100), route(BACKUP, 600_000))).toEqual([
    [FIRST, ['down'], [BACKUP]],
  ]))

it('finds nothing where data centres agree, or where no other route takes over', () => {
  expect(differences('healthy', false, route(FIRST, 100), route(BACKUP, 200))).toEqual([])
  expect(differences('healthy', true, route(FIRST, 100))).toEqual([])
})
