/** `route-values.ts`: the form of a route to the wire and back. */
import { describe, expect, it } from 'vitest'
import { type Route, routeInput } from '../../contract/route.ts'
import {
  changedRouteFields,
  hasEntered,
  judgeRoute,
  newRouteValues,
  routeFieldAt,
  routeToWire,
  valuesOf,
  wrongFields,
} from './route-values.ts'

const tunnel = {
  id: 't',
  name: 'lis',
  cloudflare_endpoint: '203.0.113.18',
  customer_endpoint: '198.51.100.10',
  interface_address: '10.255.0.0/31',
}
const before: Route = {
  id: 'r',
  prefix: '10.20.0.0/16',
  nexthop: '10.255.0.1',
  priority: 100,
  weight: 10,
  scope: { colo_regions: ['WEUR'], colo_names: ['den01'] },
  description: 'Branch',
}
const context = { routes: [], tunnels: [tunnel], before: null }

describe('the form of a route', () => {
  it('sends the typed values, and omits blank fields and invalid numbers', () => {
    const typed = newRouteValues({ prefix: ' 10.20.0.0 / 16 ', nexthop: '10.255.0.1', regions: 'weur, apac' })
    expect(routeToWire(typed, null)).toEqual({
      prefix: '10.20.0.0/16',
      nexthop: '10.255.0.1',
      priority: 100,
      scope: { colo_regions: ['WEUR', 'APAC'] },
    })
    expect(routeToWire(newRouteValues({ priority: '1e', weight: 'x' }), null)).toEqual({})
  })

  it('sends a route that was read unchanged, including data centres that it does not show', () => {
    const { id, ...rest } = before
    expect(routeToWire(valuesOf(before), before)).toEqual(rest)
    expect(routeInput.safeParse(rest).success).toBe(true)
  })

  it('clears a description with an empty text, and regions with an empty list', () => {
    const cleared = routeToWire({ ...valuesOf(before), description: ' ', regions: '' }, before)
    expect(cleared.description).toBe('')
    expect(cleared.scope).toEqual({ colo_regions: [], colo_names: ['den01'] })
    expect('description' in routeToWire(newRouteValues(), null)).toBe(false)
  })

  it('refuses to omit a weight that the API would keep', () => {
    const values = { ...valuesOf(before), weight: '' }
    expect(judgeRoute(values, { ...context, before }).weight).toMatchObject([{ severity: 'error' }])
    expect(judgeRoute(values, context).weight).toEqual([])
  })

  it('names every field that is missing or wrong', () => {
    const values = newRouteValues({ priority: '' })
    expect(wrongFields(judgeRoute(values, context))).toEqual(['prefix', 'nexthop', 'priority'])
    const right = newRouteValues({ prefix: '10.20.0.0/16', nexthop: '10.255.0.1' })
    expect(wrongFields(judgeRoute(right, context))).toEqual([])
  })

  it('suggests the prefix without host bits', () => {
    const values = newRouteValues({ prefix: '10.20.1.1/16', nexthop: '10.255.0.1' })
    expect(judgeRoute(values, context).prefix[0]?.fix?.value).toBe('10.20.0.0/16')
  })

  it('finds changed fields, and ignores another spelling', () => {
    expect(changedRouteFields({ ...valuesOf(before), regions: 'weur' }, before)).toEqual([])
    expect(changedRouteFields({ ...valuesOf(before), priority: '200', regions: '' }, before)).toEqual([
      'priority',
      'regions',
    ])
  })

  it('recognises the route that a create made by every value that was entered', () => {
    const entered = { ...valuesOf(before), regions: '', weight: '' }
    // The API filled in what was left blank, and wrote the prefix without host bits.
    expect(hasEntered(before, { ...entered, prefix: '10.20.1.1/16' })).toBe(true)
    expect(hasEntered(before, { ...entered, description: 'Another branch' })).toBe(false)
    expect(hasEntered(before, { ...entered, weight: '20' })).toBe(false)
    expect(hasEntered(before, { ...entered, priority: '200' })).toBe(false)
  })

  it('maps errors of the API to fields', () => {
    expect(routeFieldAt('/prefix')).toBe('prefix')
    expect(routeFieldAt('/routes/0/nexthop')).toBe('nexthop')
    expect(routeFieldAt('/scope/colo_regions/0')).toBe('regions')
    expect(routeFieldAt('')).toBeNull()
    expect(routeFieldAt(undefined)).toBeNull()
  })
})
