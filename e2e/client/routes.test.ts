/** The API's rows for static routes, called by Cloudflare's own client. */
import Cloudflare from 'cloudflare'
import { describe, expect, test } from 'vitest'
import { route } from '../../src/contract/route.ts'
import { onStandIn, refusalOf } from './start.ts'

const open = onStandIn()

const required = { prefix: '10.77.0.0/16', nexthop: '169.254.250.1', priority: 100 }
const everything = {
  ...required,
  weight: 64,
  scope: { colo_names: ['den01'], colo_regions: ['APAC', 'WEUR'] },
  description: 'Every field that the client knows',
}

const openRoutes = () => {
  const { client, account_id, setFault } = open()
  const { routes } = client.magicTransit
  return { routes, account_id, setFault, all: async () => (await routes.list({ account_id })).routes ?? [] }
}

describe.concurrent('the official client on static routes of the stand-in', () => {
  test.each([
    ['the required fields', required],
    ['every field', everything],
  ])('creates with %s, and finds the route in the list and alone', async (_, input) => {
    const { routes, account_id, all } = openRoutes()
    const made = await routes.create({ account_id, ...input })
    expect(route.parse(made)).toMatchObject(input)
    expect(made.id).toMatch(/^[0-9a-f]{32}$/)
    expect(Date.parse(made.created_on ?? '')).not.toBeNaN()
    expect(await all()).toContainEqual(made)
    expect((await routes.get(made.id, { account_id })).route).toEqual(made)
  })

  test('updates a route: omitted fields are kept, and an empty text clears a field', async () => {
    const { routes, account_id } = openRoutes()
    const { id, created_on } = await routes.create({ account_id, ...everything })
    const changed = await routes.update(id, { account_id, ...required, priority: 200 })
    expect(changed.modified).toBe(true)
    expect(changed.modified_route).toMatchObject({ ...everything, priority: 200, id, created_on })
    const cleared = await routes.update(id, { account_id, ...required, description: '' })
    expect(cleared.modified_route).toMatchObject({ weight: 64, description: '' })
  })

  test('deletes one route and keeps the others', async () => {
    const { routes, account_id, all } = openRoutes()
    const before = await all()
    const { id } = await routes.create({ account_id, ...required })
    expect(await routes.delete(id, { account_id })).toMatchObject({ deleted: true, deleted_route: { id } })
    expect(await all()).toEqual(before)
    for (const call of [
      () => routes.get(id, { account_id }),
      () => routes.delete(id, { account_id }),
      () => routes.update(id, { account_id, ...required }),
    ]) {
      const { kind, errors } = await refusalOf(call())
      expect([kind, errors[0]?.code]).toEqual([Cloudflare.NotFoundError, 1020])
    }
  })

  test('changes nothing with a dry-run of a create or an update', async () => {
    const { routes, account_id, all } = openRoutes()
    const { id } = await routes.create({ account_id, ...required })
    const before = await all()
    const dry = { query: { validate_only: true } }
    await routes.create({ account_id, ...everything }, dry)
    await routes.update(id, { account_id, ...everything }, dry)
    expect(await all()).toEqual(before)
  })

  test('gets a refusal of invalid values with a pointer to each field', async () => {
    const { routes, account_id, all } = openRoutes()
    const before = await all()
    const wrong = { prefix: 'everywhere', nexthop: 'there', priority: 1 }
    const { kind, errors } = await refusalOf(routes.create({ account_id, ...wrong }))
    expect(kind).toBe(Cloudflare.BadRequestError)
    expect(errors.map(({ source }) => source?.pointer)).toEqual(['/prefix', '/nexthop'])
    expect(await all()).toEqual(before)
  })

  test('cannot delete all routes: the stand-in has no bulk delete', async () => {
    const { routes, account_id, all } = openRoutes()
    const before = await all()
    expect(before.length).toBeGreaterThan(0)
    expect((await refusalOf(routes.empty({ account_id }))).kind).toBe(Cloudflare.NotFoundError)
    expect(await all()).toEqual(before)
  })

  test('reports a token without permission', async () => {
    const { routes, account_id, setFault } = openRoutes()
    await setFault('sandbox-403')
    expect((await refusalOf(routes.list({ account_id }))).kind).toBe(Cloudflare.PermissionDeniedError)
  })
})
