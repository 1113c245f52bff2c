/** The budget of calls: shares of reads, dry-runs and writes, and the pause of a rate limit (docs/proxy.md). */
import { describe, expect, test } from 'vitest'
import {
  answerOf,
  appOn,
  configOf,
  createClock,
  createFake,
  incoming,
  input,
  request,
  TUNNEL,
} from '../testing.ts'
import { retryAfterSeconds } from '../upstream/retry-after.ts'
import type { Outgoing } from '../upstream/transport.ts'
import { createBudget, LIMIT, WINDOW_MS } from './budget.ts'
import { createBreaker } from './circuit-breaker.ts'

const silent = { status: 200, retryAfter: null, ratelimit: null, ratelimitPolicy: null }

describe('the wait after a 429 with this Retry-After', () => {
  const now = Date.parse('2027-01-15T08:00:00Z')
  test.each([
    ['3', 3],
    ['0', 1],
    ['-1', 1],
    ['99999', 300],
    ['Fri, 15 Jan 2027 08:00:20 GMT', 20],
    ['Fri, 15 Jan 2021 08:00:20 GMT', 1],
    ['soon', 60],
    ['', 60],
    [null, 60],
    ['1e9', 60],
  ])('%j: %i s', (header, seconds) => expect(retryAfterSeconds(header, now)).toBe(seconds))
})

describe('the budget', () => {
  test('stops reads and dry-runs at their share, and still allows writes', () => {
    const clock = createClock()
    const budget = createBudget(clock.now)
    const most = (spend: 'read' | 'dry-run' | 'write') => {
      let taken = 0
      while (!budget.take(spend)) taken += 1
      return taken
    }
    expect([most('dry-run'), most('read'), most('write')]).toEqual([180, 300, 120])
    expect(budget.state()).toMatchObject({ remaining: 0, limit: LIMIT })
    expect(budget.take('write')).toEqual({ retryAfterS: 300 })
    clock.time += WINDOW_MS
    expect(most('write')).toBe(LIMIT)
  })

  test.each([
    [1000, null],
    [140, 'dry-run'],
    [100, 'read'],
    [20, 'read'],
  ])('with %i calls left at the API, refuses dry-runs first, then reads, and never writes', (left, shed) => {
    const budget = createBudget(createClock().now)
    budget.learn({
      ...silent,
      ratelimit: `"default";r=${left};t=100`,
      ratelimitPolicy: '"burst";q=1200;w=300',
    })
    expect(budget.take('dry-run') !== null).toBe(shed !== null)
    expect(budget.take('read') !== null).toBe(shed === 'read')
    expect(budget.take('write')).toBeNull()
  })

  test('keeps a smaller reserve of a smaller limit', () => {
    const budget = createBudget(createClock().now)
    budget.learn({ ...silent, ratelimit: '"default";r=50;t=30', ratelimitPolicy: '"burst";q=100;w=60' })
    expect(budget.take('dry-run')).toBeNull()
  })

  test('forgets what the API reported when the reported window ends', () => {
    const clock = createClock()
    const budget = createBudget(clock.now)
    budget.learn({ ...silent, ratelimit: '"default";r=0;t=30' })
    expect(budget.take('read')).toEqual({ retryAfterS: 30 })
    clock.time += 30_000
    expect(budget.take('read')).toBeNull()
  })

  test.each([['rubbish'], [''], ['"default";r=;t='], [null]])('ignores %j as a limit', (ratelimit) => {
    const budget = createBudget(createClock().now)
    budget.learn({ ...silent, ratelimit })
    expect(budget.take('dry-run')).toBeNull()
  })
})

describe('the breaker', () => {
  test('pauses after five failures in a row, then lets one call through', async () => {
    const clock = createClock()
    const breaker = createBreaker(clock.now)
    const call = async (failed: boolean) => {
      await breaker.send(async () => {})
      breaker.report(failed)
    }
    for (let i = 0; i < 4; i++) await call(true)
    expect(breaker.restS()).toBe(0)
    await call(true)
    expect(breaker.restS()).toBe(10)
    clock.time += 10_000
    expect(breaker.restS()).toBe(0)
    await breaker.send(async () => expect(breaker.restS()).toBeGreaterThan(0))
    breaker.report(true)
    expect(breaker.restS()).toBe(10)
    clock.time += 10_000
    await call(false)
    expect(breaker.restS()).toBe(0)
  })

  test('counts a call that throws as a failure, and lets the next one through after the pause', async () => {
    const clock = createClock()
    const breaker = createBreaker(clock.now)
    const broken = () => breaker.send(() => Promise.reject(new Error('broken'))).catch(() => {})
    for (let i = 0; i < 6; i++) await broken()
    expect(breaker.restS()).toBe(10)
    clock.time += 10_000
    expect(breaker.restS()).toBe(0)
  })

  test('does not add up failures that are far apart', () => {
    const clock = createClock()
    const breaker = createBreaker(clock.now)
    for (let i = 0; i < 20; i++) {
      breaker.report(true)
      clock.time += 8000
    }
    expect(breaker.restS()).toBe(0)
  })
})

describe('many callers at the same time', () => {
  const setUp = (answer?: (sent: Outgoing) => ReturnType<typeof incoming> | null) => {
    const clock = createClock()
    const fake = createFake(clock.now)
    const app = appOn(
      async (sent) => {
        const honest = await fake.send(sent)
        return answer?.(sent) ?? honest
      },
      configOf(),
      { clock },
    )
    const ask = (method: string, path: string, body?: unknown) => app.fetch(request(method, path, body))
    return { clock, fake, ask }
  }

  test('two hundred viewers that poll every five seconds for a minute cost at most thirteen calls', async () => {
    const { clock, fake, ask } = setUp()
    for (let tick = 0; tick < 60_000; tick += 1000) {
      // Two hundred viewers, spread evenly over five seconds.
      await Promise.all(Array.from({ length: 40 }, () => ask('GET', '/api/tunnels')))
      clock.time += 1000
    }
    expect(fake.seen.length).toBeLessThanOrEqual(13)
    expect(fake.seen.length).toBeGreaterThan(10)
  })

  test('the first read after a write shows the write', async () => {
    const { fake, ask } = setUp()
    await ask('GET', '/api/tunnels')
    await ask('POST', '/api/tunnels', input())
    const { result } = await answerOf(await ask('GET', '/api/tunnels'))
    expect(result).toEqual({ ipsec_tunnels: [...fake.tunnels.values()] })
  })

  test('a failed read is not cached', async () => {
    let isDown = true
    const { ask } = setUp(() => (isDown ? incoming(500, 'down') : null))
    expect((await ask('GET', '/api/tunnels')).status).toBe(502)
    isDown = false
    expect((await ask('GET', '/api/tunnels')).status).toBe(200)
  })

  test('fifty tabs that type for a minute stay in the budget, and the list and writes still work', async () => {
    const { clock, fake, ask } = setUp()
    for (let tick = 0; tick < 60_000; tick += 1000) {
      await Promise.all(
        Array.from({ length: 50 }, (_, tab) => ask('POST', '/api/tunnels/validate', { name: `t${tab}` })),
      )
      expect((await ask('GET', '/api/tunnels')).status).toBe(200)
      clock.time += 1000
    }
    expect(fake.lines().filter((line) => line.endsWith('validate_only=true'))).toHaveLength(180)
    expect(fake.seen.length).toBeLessThanOrEqual(LIMIT)
    const shed = await ask('POST', '/api/tunnels/validate', {})
    expect([shed.status, Number(shed.headers.get('retry-after'))]).toEqual([429, expect.closeTo(240, -1)])
    expect(await answerOf(await ask('POST', '/api/tunnels', input()))).toMatchObject({ outcome: 'done' })
  })

  test('after a 429 nothing is sent until the wait is over, and each answer says how long', async () => {
    let isLimited = true
    const { clock, fake, ask } = setUp(() =>
      isLimited
        ? incoming(429, { success: false, errors: [{ code: 1, message: 'x' }] }, { 'retry-after': '7' })
        : null,
    )
    const first = await ask('GET', `/api/tunnels/${TUNNEL}`)
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7'])
    isLimited = false
    for (const [method, path, body] of [
      ['GET', '/api/tunnels', undefined],
      ['POST', '/api/tunnels/validate', {}],
      ['POST', '/api/tunnels', input()],
    ] as const) {
      const response = await ask(method, path, body)
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
    }
    expect(fake.seen).toHaveLength(1)
    expect(await answerOf(await ask('GET', '/api/meta'))).toMatchObject({
      result: { budget: { paused_s: 7 } },
    })
    clock.time += 7000
    expect((await ask('GET', '/api/tunnels')).status).toBe(200)
  })

  test('a clock that is set back by a day prolongs neither the cache, nor a pause, nor a full budget', async () => {
    let isLimited = false
    const { clock, fake, ask } = setUp(() => (isLimited ? incoming(429, 'x', { 'retry-after': '7' }) : null))
    const list = async () => (await answerOf(await ask('GET', '/api/tunnels'))).result
    const check = async () => (await ask('POST', '/api/tunnels/validate', {})).status
    const setBack = async (look: () => Promise<unknown>, then: number) => {
      clock.time -= 86_400_000
      await look()
      clock.time += then
    }
    await list()
    await setBack(list, 5000)
    fake.tunnels.set(TUNNEL, { ...input(), id: TUNNEL })
    expect(await list()).toMatchObject({ ipsec_tunnels: [{ id: TUNNEL }] })

    while ((await check()) === 200);
    await setBack(check, WINDOW_MS)
    isLimited = true
    expect(await check()).toBe(429)
    isLimited = false
    await setBack(check, 7000)
    expect(await check()).toBe(200)
  })

  test('an API that keeps failing gets no calls for a while', async () => {
    const { fake, ask } = setUp(() => incoming(500, 'down'))
    for (let i = 0; i < 20; i++) await ask('GET', '/api/tunnels')
    expect(fake.seen).toHaveLength(5)
    expect((await ask('GET', '/api/tunnels')).status).toBe(503)
    expect(await answerOf(await ask('POST', '/api/tunnels', input()))).toMatchObject({
      status: 503,
      outcome: 'not_done',
    })
  })
})
