/** `route-rows.ts`: where each route leads, order and search. */
import { describe, expect, it } from 'vitest'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { healthOf, seriesOf } from '../health/testing.ts'
import { readingOfOne } from '../state/health-reading.ts'
import { ipv6Test } from '../table/search-ipv6.ts'
import { countTargets, createRouteSearch, routeRows, sortRoutes } from './route-rows.ts'
import { createTargets, routesOnlyAt, statesAt } from './route-target.ts'
import { DEFAULT_ROUTE_VIEW, formatRouteView, parseRouteView } from './route-view.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const OLD = '2026-01-01T00:00:00Z'

const tunnel = (name: string, interface_address: string, more: Partial<Tunnel> = {}): Tunnel => ({
  id: name,
  name,
  cloudflare_endpoint: '203.0.113.18',
  interface_address,
  created_on: OLD,
  ...more,
})
const bgp = (state: string): Partial<Tunnel> => ({
  bgp: { customer_asn: 64501 },
  bgp_status: { state, tcp_established: state === 'BGP_UP', updated_at: OLD },
})
const route = (id: string, prefix: string, nexthop: string, more: Partial<Route> = {}): Route => ({
  id,
  prefix,
  nexthop,
  priority: 100,
  ...more,
})

const TUNNELS = [
  tunnel('ams-up', '10.255.0.0/31', bgp('BGP_UP')),
  tunnel('chi-down', '10.255.0.2/31', bgp('BGP_DOWN')),
  tunnel('aws-static', '10.255.0.4/31'),
  tunnel('osl-probed', '10.255.0.8/31'),
  tunnel('off-probed', '10.255.0.10/31', { health_check: { enabled: false } }),
  tunnel('twin-a', '10.255.0.6/31'),
  tunnel('twin-b', '10.255.0.6/31'),
]
const ROUTES = [
  route('up', '10.1.0.0/16', '10.255.0.1'),
  route('down', '10.2.0.0/16', '10.255.0.3', { description: 'Warehouse' }),
  route('static', '10.3.0.0/16', '10.255.0.5'),
  route('degraded', '10.7.0.0/16', '10.255.0.9'),
  route('twins', '10.4.0.0/16', '10.255.0.7'),
  route('own', '10.5.0.0/16', '10.255.0.0'),
  route('nowhere', '10.6.0.0/16', '192.0.2.1'),
]
const probesOf = (tunnel: Tunnel) =>
  tunnel.name.endsWith('probed') ? readingOfOne(healthOf(seriesOf(tunnel.name, 60, 60)), tunnel) : undefined
const targets = createTargets(TUNNELS, NOW, probesOf)
const rows = routeRows(ROUTES, targets)
const ids = (found: readonly { route: Route }[]) => found.map((row) => row.route.id)

describe('the page of routes', () => {
  it('determines where each route leads, and sorts routes that lead nowhere or to a tunnel that is down to the top', () => {
    expect(Object.fromEntries(rows.map(({ route: { id }, target }) => [id, target.state]))).toEqual({
      up: 'up',
      down: 'down',
      static: 'unknown',
      degraded: 'degraded',
      twins: 'shared_pair',
      own: 'cloudflare_side',
      nowhere: 'no_tunnel',
    })
    expect(ids(sortRoutes(rows, DEFAULT_ROUTE_VIEW.sort))).toEqual([
      'own',
      'nowhere',
      'down',
      'degraded',
      'twins',
      'static',
      'up',
    ])
  })

  it('says that no route leads nowhere before the tunnels are read', () => {
    const unread = routeRows(ROUTES, createTargets(undefined, NOW, probesOf))
    expect(new Set(unread.map(({ target }) => target.state))).toEqual(new Set(['unknown']))
  })

  it('uses the state for routing in the look-up, not the displayed state', () => {
    const of = (nexthop: string) => [targets(nexthop).state, statesAt(targets)(nexthop).overall]
    // 60 % of its probes are answered.
    expect(of('10.255.0.9')).toEqual(['degraded', 'down'])
    // Without an answer about health the state for routing is unknown, even with BGP.
    expect(of('10.255.0.1')).toEqual(['up', 'unknown'])
    expect(of('10.255.0.3')).toEqual(['down', 'unknown'])
    expect(of('10.255.0.11')).toEqual(['unknown', 'unknown'])
    expect(of('10.255.0.7')).toEqual(['shared_pair', 'unknown'])
  })

  it('finds routes by address, prefix, text and tunnel name', () => {
    const find = (q: string) => ids(createRouteSearch(rows)(q, ipv6Test))
    expect(find('10.2.7.9')).toEqual(['down'])
    expect(find('10.2.0.0/15')).toEqual(['down', 'static'])
    expect(find('10.255.0.5')).toEqual(['static'])
    expect(find('10.255.0.0/24')).toEqual([])
    expect(find('warehouse')).toEqual(['down'])
    expect(find('twin-b')).toEqual(['twins'])
    expect(find('ams 10.1.1.1')).toEqual(['up'])
  })

  it('finds a default route by its prefix, but not by every address', () => {
    const more = routeRows([route('default', '0.0.0.0/0', '10.255.0.1'), ...ROUTES], targets)
    const find = (q: string) => ids(createRouteSearch(more)(q, ipv6Test))
    expect(find('0.0.0.0/0')).toEqual(['default'])
    expect(find('10.2.7.9')).toEqual(['down'])
  })

  it('finds a whole address in a description', () => {
    const more = routeRows(
      [route('noted', '10.8.0.0/16', '10.255.0.1', { description: 'was 172.20.0.1' })],
      targets,
    )
    const find = (q: string) => ids(createRouteSearch(more)(q, ipv6Test))
    expect(find('172.20.0.1')).toEqual(['noted'])
    expect(find('172.20.0.12')).toEqual([])
  })

  it('finds an IPv6 prefix in any spelling, and by an address within it', () => {
    const six = routeRows([route('six', '2001:db8::/32', '2001:DB8:0::1'), ...ROUTES], targets)
    const find = (q: string) => ids(createRouteSearch(six)(q, ipv6Test))
    expect(find('2001:0db8:0::/32')).toEqual(['six'])
    expect(find('2001:db8:7::9')).toEqual(['six'])
    expect(find('2001:db8:0:0::1')).toEqual(['six'])
    expect(find('2001:db9::1')).toEqual([])
  })

  it('counts the states of the routes that the search finds', () => {
    const found = createRouteSearch(rows)('10.2.0.0/15', ipv6Test)
    expect(countTargets(found)).toMatchObject({ down: 1, unknown: 1, up: 0 })
  })

  it('sorts prefixes by address, in both directions', () => {
    expect(ids(sortRoutes(rows, { by: 'prefix', isDown: true }))).toEqual([
      'degraded',
      'nowhere',
      'own',
      'twins',
      'static',
      'down',
      'up',
    ])
  })

  it('writes the view to the URL, and accepts any URL', () => {
    const view = { ...DEFAULT_ROUTE_VIEW, q: '10.1.0.0/16', to: '10.1.1.1', states: ['down' as const] }
    expect(formatRouteView(view)).toBe('q=10.1.0.0/16&state=down&to=10.1.1.1')
    expect(parseRouteView(formatRouteView(view))).toEqual(view)
    const there = { ...view, entry: { colo: 'den01' } }
    expect(parseRouteView(formatRouteView(there))).toEqual(there)
    expect(parseRouteView('region=APAC').entry).toEqual({ region: 'APAC' })
    expect(parseRouteView('?state=x,up&sort=-nothing')).toMatchObject({
      states: ['up'],
      sort: DEFAULT_ROUTE_VIEW.sort,
    })
    expect(formatRouteView(DEFAULT_ROUTE_VIEW)).toBe('')
  })
})

describe('routes that would lead nowhere without a tunnel', () => {
  it('exclude those that another tunnel with the same pair would take', () => {
    const without = (...gone: string[]) => routesOnlyAt(ROUTES, new Set(gone), TUNNELS).map(({ id }) => id)
    expect(without('aws-static')).toEqual(['static'])
    expect(without('twin-a')).toEqual([])
    expect(without('twin-a', 'twin-b')).toEqual(['twins'])
  })
})
