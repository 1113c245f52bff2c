/** `change-route.ts`: creating, changing and deleting a static route. */
import { describe, expect, test } from 'vitest'
import type { Route } from '../../contract/route.ts'
import { createSandbox } from '../../sandbox/sandbox.ts'
import { ACCOUNT, answerOf, appOn, configOf, createClock, incoming, LIVE, request } from '../testing.ts'
import type { Incoming, Outgoing } from '../upstream/transport.ts'

const INPUT = { prefix: '10.20.0.0/16', nexthop: '169.254.250.1', priority: 100 }

type Twist = (honest: () => Promise<Incoming>) => Promise<Incoming>

/** The proxy on the stand-in. @param onWrite handles each write @param more fields added to every route that is read */
const setUp = (onWrite: Twist = (honest) => honest(), more: object | null = null) => {
  const clock = createClock()
  const sandbox = createSandbox({ ...clock, latency: () => 0 })
  const writes: string[] = []
  const sent: unknown[] = []
  const audit: string[] = []
  const honest = async ({ url, method, headers, body }: Outgoing) => {
    const response = await sandbox.fetch(new Request(url, { method, headers, body }))
    return incoming(response.status, await response.text())
  }
  const send = async (request: Outgoing) => {
    const { method, url, body } = request
    if (method === 'GET' && more && !url.endsWith('/routes')) {
      const { result, ...rest } = await (await sandbox.fetch(new Request(url, request))).json()
      return incoming(200, { ...rest, result: { route: { ...result.route, ...more } } })
    }
    if (method === 'GET' || url.includes('validate_only')) return honest(request)
    writes.push(`${method} ${url.split('/magic')[1]}`)
    sent.push(JSON.parse(body ?? 'null'))
    return onWrite(() => honest(request))
  }
  const sink = async (line: string) => {
    audit.push(line)
  }
  const app = appOn(send, configOf(LIVE), { clock, audit: sink })
  const ask = async (method: string, path: string, body?: unknown, headers = {}) =>
    answerOf(await app.fetch(request(method, `/api/routes${path}`, body, headers)))
  const routes = async () => ((await ask('GET', '')).result as { routes: Route[] }).routes
  /** Another client of the API creates a route. */
  const createElsewhere = (body: object) =>
    sandbox.fetch(
      new Request(`${LIVE.CLOUDFLARE_BASE_URL}/accounts/${ACCOUNT}/magic/routes`, {
        method: 'POST',
        headers: { authorization: 'Bearer another-client', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
  return { ask, routes, writes, sent, audit, createElsewhere }
}
const lost: Twist = async (honest) => {
  await honest()
  throw new Error('connection lost')
}
const neverArrives: Twist = () => Promise.reject(new Error('connection lost'))

describe('a create', () => {
  test('sends one route and writes audit lines without values', async () => {
    const { ask, routes, writes, audit } = setUp()
    expect(await ask('POST', '', INPUT)).toMatchObject({ status: 200, outcome: 'done', result: INPUT })
    expect(writes).toEqual(['POST /routes'])
    const made = (await routes()).find(({ prefix }) => prefix === INPUT.prefix)
    expect(audit.map((line) => JSON.parse(line))).toMatchObject([
      { action: 'createRoute', audit: 'intent', route: null, fields: Object.keys(INPUT) },
      { action: 'createRoute', audit: 'outcome', route: made?.id, outcome: 'done' },
    ])
    expect(audit.join()).not.toContain(INPUT.prefix)
    expect((await routes()).filter(({ prefix }) => prefix === INPUT.prefix)).toHaveLength(1)
  })

  test('whose answer is lost is found by reading and never sent again, even when the browser repeats it', async () => {
    const { ask, routes, writes } = setUp(lost)
    const first = await ask('POST', '', INPUT)
    expect(first).toMatchObject({ status: 200, outcome: 'done', result: INPUT })
    expect((await ask('POST', '', INPUT)).result).toEqual(first.result)
    expect(writes).toHaveLength(1)
    expect((await routes()).filter(({ prefix }) => prefix === INPUT.prefix)).toHaveLength(1)
  })

  test('that never reached the API is unknown', async () => {
    expect(await setUp(neverArrives).ask('POST', '', INPUT)).toMatchObject({ outcome: 'unknown' })
  })

  test('that never reached the API is not taken for an equal route from before, or for another new one', async () => {
    const other = { ...INPUT, prefix: '10.30.0.0/16' }
    const at: ReturnType<typeof setUp> = setUp(async () => {
      expect((await at.createElsewhere(other)).status).toBe(200)
      throw new Error('connection lost')
    })
    expect((await at.createElsewhere(INPUT)).status).toBe(200)
    expect(await at.ask('POST', '', INPUT)).toMatchObject({ outcome: 'unknown' })
    expect(at.writes).toEqual(['POST /routes'])
  })

  test('that the API refuses is not done', async () => {
    const answer = await setUp().ask('POST', '', { ...INPUT, prefix: 'x' })
    expect(answer).toMatchObject({ status: 400, outcome: 'not_done', errors: [{ code: 99010 }] })
  })
})

describe('a change', () => {
  const one = async ({ routes }: ReturnType<typeof setUp>) => (await routes())[0] as Route
  const bodyOf = ({ prefix, nexthop, priority }: Route) => ({ prefix, nexthop, priority })

  test.each([
    ['whose answer arrives', undefined],
    ['whose answer is lost', lost],
  ])('%s is done and sent once', async (_, twist) => {
    const at = setUp(twist)
    const route = await one(at)
    const body = { ...bodyOf(route), priority: 200 }
    expect(await at.ask('PUT', `/${route.id}`, body)).toMatchObject({ status: 200, outcome: 'done' })
    expect(await one(at)).toMatchObject({ priority: 200, description: route.description })
    expect(await at.ask('DELETE', `/${route.id}`, {})).toMatchObject({ status: 200, outcome: 'done' })
    expect((await at.routes()).map(({ id }) => id)).not.toContain(route.id)
    expect(at.writes).toEqual([`PUT /routes/${route.id}`, `DELETE /routes/${route.id}`])
    expect(at.audit.map((line) => JSON.parse(line).route)).toEqual(Array(4).fill(route.id))
  })

  test('sends unknown fields back as they were read, and adds no field of its own', async () => {
    const more = { weight: 'heavy', newer: { deep: [1] }, scope: { colo_regions: ['APAC'], newer: true } }
    const at = setUp(undefined, more)
    const route = await one(at)
    await at.ask('PUT', `/${route.id}`, { ...bodyOf(route), scope: { colo_regions: ['WEUR'] } })
    expect(at.sent).toEqual([
      { ...bodyOf(route), scope: { colo_regions: ['WEUR'], newer: true }, newer: { deep: [1] } },
    ])
  })

  test.each([
    ['the request never arrives', neverArrives],
    [
      'the API says that it changed nothing',
      async () => incoming(200, { success: true, errors: [], messages: [], result: { modified: false } }),
    ],
  ])('is unknown when %s and the route is unchanged', async (_, twist) => {
    const at = setUp(twist as Twist)
    const route = await one(at)
    for (const edit of [{ priority: 200 }, { weight: 50 }]) {
      const changed = await at.ask('PUT', `/${route.id}`, { ...bodyOf(route), ...edit })
      expect(changed).toMatchObject({ outcome: 'unknown' })
    }
  })

  test('that was made from an older state is refused', async () => {
    const at = setUp()
    const route = await one(at)
    const answer = await at.ask('PUT', `/${route.id}`, bodyOf(route), { 'if-match': '"old"' })
    expect(answer).toMatchObject({ outcome: 'not_done', status: 409 })
    expect(at.writes).toEqual([])
  })

  test('of a route that no longer exists: a delete is done, an update is not', async () => {
    const at = setUp()
    const gone = '0'.repeat(32)
    expect(await at.ask('DELETE', `/${gone}`, {})).toMatchObject({ outcome: 'done' })
    expect(await at.ask('PUT', `/${gone}`, INPUT)).toMatchObject({ outcome: 'not_done', status: 404 })
  })
})

test('no request reaches the bulk delete', async () => {
  const { ask, writes, routes } = setUp()
  const { length: before } = await routes()
  for (const method of ['DELETE', 'PUT']) expect((await ask(method, '', {})).success).toBe(false)
  expect(writes).toEqual([])
  expect(await routes()).toHaveLength(before)
})
