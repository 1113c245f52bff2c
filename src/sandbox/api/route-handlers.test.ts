/** `route-handlers.ts`: the stand-in's answers to the rows for static routes. */
import { describe, expect, test } from 'vitest'
import { endpoints } from '../../contract/endpoints.ts'
import { DRY, start as open } from '../testing.ts'

const INPUT = { prefix: '10.20.0.0/16', nexthop: '169.254.250.1', priority: 100 }

const start = () => {
  const { call } = open()
  return (method: string, path: string, body?: unknown, query = '') =>
    call(method, path, body, { resource: 'routes', query })
}

describe('static routes of the stand-in', () => {
  test('have the customer side of a seeded tunnel as next hop, except one', async () => {
    const call = start()
    const { routes } = endpoints.listRoutes.result.parse((await call('GET', '')).result)
    expect(routes.map(({ prefix, nexthop }) => `${prefix} ${nexthop}`)).toEqual([
      // The wrong one: its next hop is Cloudflare's side.
      '10.9.64.0/20 10.213.9.0',
      '10.60.0.0/16 169.254.250.1',
      '10.61.0.0/20 169.254.250.1',
      '10.220.0.0/16 10.213.20.1',
      '10.220.0.0/16 10.213.10.1',
    ])
  })

  test('are created one at a time, viewed, changed and deleted', async () => {
    const call = start()
    const { result: made } = await call('POST', '', { ...INPUT, weight: 10, description: 'a' })
    expect(made).toMatchObject(INPUT)
    const path = `/${made.id}`
    expect((await call('GET', path)).result.route).toEqual(made)
    const { result: changed } = await call('PUT', path, { ...INPUT, priority: 200, description: '' })
    // An omitted field is kept, an empty text clears it (docs/routes-and-health.md, Static routes).
    expect(changed).toMatchObject({
      modified: true,
      modified_route: { priority: 200, weight: 10, description: '' },
    })
    expect((await call('DELETE', path, {})).result).toMatchObject({ deleted: true })
    for (const [method, body] of [['GET'], ['PUT', INPUT], ['DELETE', {}]] as const) {
      expect(await call(method, path, body)).toMatchObject({ status: 404, errors: [{ code: 1020 }] })
    }
  })

  test('a create of a list, as older clients send it, returns a list', async () => {
    const { result } = await start()('POST', '', { routes: [INPUT] })
    expect(endpoints.createRoute.result.parse(result)).toMatchObject(INPUT)
  })

  test('a dry-run changes nothing', async () => {
    const call = start()
    expect((await call('POST', '', INPUT, DRY.query)).status).toBe(200)
    expect((await call('GET', '')).result.routes).toHaveLength(5)
  })

  test.each([
    ['a bare list', [INPUT], 1022],
    ['null for a text', { ...INPUT, description: null }, 1022],
    ['no next hop', { prefix: '10.0.0.0/8', priority: 1 }, 99001],
    ['an invalid prefix', { ...INPUT, prefix: '10.0.0.0' }, 99010],
    ['an invalid next hop', { ...INPUT, nexthop: 'fe80::1' }, 99004],
  ])('%s is refused', async (_, body, code) => {
    expect(await start()('POST', '', body)).toMatchObject({ status: 400, errors: [{ code }] })
  })

  test('a bulk delete and a bulk update are not found', async () => {
    const call = start()
    for (const method of ['DELETE', 'PUT']) {
      expect((await call(method, '', { routes: [] })).status).toBe(404)
    }
    expect((await call('GET', '')).result.routes).toHaveLength(5)
  })
})
