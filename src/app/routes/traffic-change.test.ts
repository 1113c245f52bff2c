/** `traffic-change.ts`: where traffic goes before and after a change of routes. */
import { describe, expect, it } from 'vitest'
import type { Route } from '../../contract/route.ts'
import type { Target } from './route-target.ts'
import { sayEntry, sayPenalties } from './say-ways.ts'
import { sharesByHop, trafficChanges } from './traffic-change.ts'

const route = (id: string, prefix: string, nexthop: string, more: Partial<Route> = {}): Route => ({
  id,
  prefix,
  nexthop,
  priority: 100,
  ...more,
})
const healthy = () => ({ overall: 'healthy' as const })
const hops = (ways: readonly { route: Route }[]) => ways.map((way) => way.route.nexthop)

describe('the effect of a route change on traffic', () => {
  const wide = route('wide', '10.0.0.0/8', '10.255.0.1')
  const long = route('long', '10.1.0.0/16', '10.255.0.3')

  it('moves the traffic of a deleted route to the next best one', () => {
    const { changes } = trafficChanges([wide, long], [wide], [long.prefix], healthy)
    expect(changes).toMatchObject([{ prefix: '10.1.0.0/16', entry: {}, isSame: false }])
    expect(hops(changes[0]?.before ?? [])).toEqual(['10.255.0.3'])
    expect(hops(changes[0]?.after ?? [])).toEqual(['10.255.0.1'])
  })

  it('counts two equal routes to one next hop as one way', () => {
    const twin = route('twin', wide.prefix, wide.nexthop)
    const { changes } = trafficChanges([wide], [wide, twin], [wide.prefix], healthy)
    expect(changes).toMatchObject([{ isSame: true }])
    expect([...sharesByHop(changes[0]?.after ?? [])]).toEqual([[wide.nexthop, 1]])
    const shared = trafficChanges(
      [wide, long],
      [wide, { ...long, prefix: wide.prefix }],
      [wide.prefix],
      healthy,
    )
    expect(shared.changes).toMatchObject([{ isSame: false }])
  })

  it('evaluates an address without a more specific route', () => {
    const first = route('first', '10.0.0.0/9', '10.255.0.5')
    const { changes } = trafficChanges([wide, first], [first], [wide.prefix], healthy)
    expect(hops(changes[0]?.before ?? [])).toEqual(['10.255.0.1'])
    expect(changes[0]?.after).toEqual([])
  })

  it('reports no change where more specific routes contain every address', () => {
    const halves = [route('a', '10.0.0.0/9', '10.255.0.5'), route('b', '10.128.0.0/9', '10.255.0.7')]
    expect(trafficChanges([wide, ...halves], halves, [wide.prefix], healthy)).toEqual({
      changes: [],
      covered: ['10.0.0.0/8'],
    })
  })

  it('lists only the regions that differ', () => {
    const asia = route('asia', '10.1.0.0/16', '10.255.0.9', { scope: { colo_regions: ['APAC', 'OC'] } })
    const { changes } = trafficChanges([wide, asia], [wide], [asia.prefix], healthy)
    expect(changes.map(({ entry, isSame }) => [sayEntry(entry), isSame])).toEqual([
      ['', true],
      ['APAC', false],
      ['OC', false],
    ])
  })

  it('distinguishes data centres from regions', () => {
    const denver = route('denver', '10.1.0.0/16', '10.255.0.9', { scope: { colo_names: ['den01'] } })
    const { changes } = trafficChanges([wide, denver], [wide], [denver.prefix], healthy)
    expect(changes.map(({ entry, isSame }) => [sayEntry(entry), isSame])).toEqual([
      ['', true],
      ['data centre den01', false],
    ])
  })

  it('reports a different share as a change', () => {
    const twin = route('twin', long.prefix, '10.255.0.9')
    const { changes } = trafficChanges([long], [long, twin], [long.prefix], healthy)
    expect(changes[0]?.isSame).toBe(false)
    expect(changes[0]?.after.map(({ share }) => share)).toEqual([0.5, 0.5])
  })
})

it('names the penalty of each tunnel, also if it is not known or not the same at every data centre', () => {
  const known: Pick<Target, 'state' | 'routing' | 'mayDiffer'> = {
    state: 'up',
    routing: 'healthy',
    mayDiffer: false,
  }
  const targets: Record<string, typeof known> = {
    same: known,
    mixed: { ...known, mayDiffer: true },
    lossy: { ...known, routing: 'degraded' },
    unread: { ...known, routing: 'unknown' },
    // Nothing takes the traffic there, whatever the state.
    nowhere: { ...known, state: 'no_tunnel', routing: 'unknown' },
  }
  const said = sayPenalties(new Set(Object.keys(targets)), (nexthop) => ({
    ...(targets[nexthop] ?? known),
    tunnels: [],
  }))
  expect(said).toEqual([
    expect.stringMatching(/^Data centres may differ in the state for routing of mixed/),
    'For routing lossy is degraded: 500,000 is added to its priorities.',
    expect.stringMatching(/^The state for routing of unread is not known/),
  ])
})
