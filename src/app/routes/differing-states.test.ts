/** `differing-states.ts`: where traffic goes from data centres that see a tunnel differently. */
import { expect, it } from 'vitest'
import type { Route } from '../../contract/route.ts'
import type { TunnelHealth } from '../../contract/route-lookup.ts'
import { differencesOf } from './differing-states.ts'

const [FIRST, BACKUP] = ['10.255.0.1', '10.255.0.3']
const route = (nexthop: string, priority: number): Route => ({
  id: nexthop,
  prefix: '10.50.0.0/16',
  nexthop,
  priority,
})
const differences = (overall: TunnelHealth, hops: readonly string[], ...routes: Route[]) =>
  differencesOf(
    '10.50.1.1',
    routes,
    (nexthop) => ({ overall: nexthop === FIRST ? overall : 'healthy' }),
    hops,
    {},
  ).map(({ nexthop, states, winners }) => [nexthop, states, winners.map((winner) => winner.route.nexthop)])

it('names the states in which a backup takes over, or in which the first is used again', () => {
  const both = [route(FIRST, 100), route(BACKUP, 200)]
  expect(differences('healthy', [FIRST], ...both)).toEqual([[FIRST, ['degraded', 'down'], [BACKUP]]])
  expect(differences('degraded', [FIRST], ...both)).toEqual([[FIRST, ['healthy'], [FIRST]]])
})

it('distinguishes the penalties', () =>
  expect(differences('healthy', [FIRST], route(FIRST, 100), route(BACKUP, 600_000))).toEqual([
    [FIRST, ['down'], [BACKUP]],
  ]))

it('finds nothing where the states are certain, or where no other route takes over', () => {
  expect(differences('healthy', [], route(FIRST, 100), route(BACKUP, 200))).toEqual([])
  expect(differences('healthy', [FIRST], route(FIRST, 100))).toEqual([])
})
