/** `health.ts`: the simulated figures of the GraphQL API. */
import { expect, test } from 'vitest'
import { ROW_LIMIT, SPAN_MS, type Span } from '../../contract/health.ts'
import { HEALTH_QUERIES, type HealthRow, healthRows, trafficRows } from '../../contract/health-queries.ts'
import { GRAPHQL_LIMIT } from '../allowance.ts'
import { DATA_CENTRES } from '../router/data-centres.ts'
import { ACCOUNT, start } from '../testing.ts'

const MINUTE = 60_000

const open = () => {
  const { clock, fetch, list, steer, call } = start()
  const ask = async (row: HealthRow, tunnel?: string) => {
    const { query, span } = HEALTH_QUERIES[row]
    const to = Math.floor(clock.time / (5 * MINUTE)) * 5 * MINUTE
    const from = to - SPAN_MS[span as Span].span
    const variables = {
      account: ACCOUNT,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      ...(tunnel && { tunnel }),
    }
    const response = await fetch('POST', '/client/v4/graphql', { query, variables })
    return { status: response.status, told: await response.json() }
  }
  const rowsOf = async (tunnel: string, row: HealthRow = 'getHealthHour') => {
    const { told } = await ask(row, tunnel)
    return healthRows.parse(told.data.viewer.accounts[0])
  }
  const play = async (name: string, act: string) => {
    const id = (await list()).find((tunnel) => tunnel.name === name)?.id
    expect((await steer('PUT', `/routers/${id}`, { act })).status).toBe(200)
  }
  /** How many data centres have a failing state in the newest bucket. */
  const failing = async (tunnel: string): Promise<number> => {
    const { all } = await rowsOf(tunnel)
    return all.filter(
      ({ dimensions, avg }) => dimensions.at === all[0]?.dimensions.at && avg.tunnelState === 0,
    ).length
  }
  return { clock, fetch, ask, rowsOf, play, failing, list, steer, call }
}

test('an hour has a row for each data centre and bucket, newest first, with few failed probes', async () => {
  const { rowsOf } = open()
  const { all, failed } = await rowsOf('ams-dc1-a')
  const dates = [...new Set(all.map(({ dimensions }) => dimensions.at))]
  expect(all.length).toBe(dates.length * DATA_CENTRES.length)
  expect(dates).toEqual(dates.toSorted().toReversed())
  const sum = (rows: { count: number }[]) => rows.reduce((total, { count }) => total + count, 0)
  expect(sum(failed)).toBeGreaterThan(0)
  expect(sum(failed) / sum(all)).toBeLessThan(0.02)
})

test('a cut line shows as failing from the time of the cut, after the delay of the API', async () => {
  const { clock, failing, play } = open()
  await play('ams-dc1-a', 'cut')
  expect(await failing('ams-dc1-a')).toBe(0)
  clock.time += 15 * MINUTE
  expect(await failing('ams-dc1-a')).toBe(DATA_CENTRES.length)
  await play('ams-dc1-a', 'back')
  clock.time += 20 * MINUTE
  expect(await failing('ams-dc1-a')).toBe(0)
})

test('at a higher pace the delay of the API is shorter', async () => {
  const { clock, failing, play, steer } = open()
  await steer('PUT', '/world', { pace: 100 })
  await play('ams-dc1-a', 'cut')
  clock.time += 10_000
  expect(await failing('ams-dc1-a')).toBe(DATA_CENTRES.length)
})

test('with blocked probes, checks of type reply fail everywhere, while requests and traffic pass', async () => {
  const { ask, clock, failing, play } = open()
  await play('ams-dc1-a', 'block_probes')
  await play('aws-euw1-vgw', 'block_probes')
  clock.time += 20 * MINUTE
  expect(await failing('ams-dc1-a')).toBe(DATA_CENTRES.length)
  expect(await failing('aws-euw1-vgw')).toBe(0)
  const { told } = await ask('getTrafficHour', 'ams-dc1-a')
  const { traffic } = trafficRows.parse(told.data.viewer.accounts[0])
  const [newest] = traffic
  expect(clock.time - Date.parse(newest?.dimensions.at ?? '')).toBeLessThan(15 * MINUTE)
})

test('one failing data centre does not affect the others', async () => {
  const { clock, failing, play } = open()
  await play('ams-dc1-a', 'fail_one')
  clock.time += 20 * MINUTE
  expect(await failing('ams-dc1-a')).toBe(1)
  await play('ams-dc1-a', 'pass_probes')
  clock.time += 20 * MINUTE
  expect(await failing('ams-dc1-a')).toBe(0)
})

test('a loss of a few probes is displayed as healthy, and degraded for routing', async () => {
  const { clock, play, rowsOf } = open()
  await play('ams-dc1-a', 'lose_some')
  clock.time += 20 * MINUTE
  const { all, failed } = await rowsOf('ams-dc1-a')
  const newest = (rows: { count: number; dimensions: { at: string } }[]) =>
    rows.flatMap(({ count, dimensions }) => (dimensions.at === all[0]?.dimensions.at ? count : []))
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
  // Figures depend on the id. Over ids, this part has a mean of 0.05 and a standard deviation of 0.003.
  const lost = sum(newest(failed)) / sum(newest(all))
  expect(lost).toBeGreaterThan(0.03)
  expect(lost).toBeLessThan(0.07)
  expect(new Set(all.slice(0, DATA_CENTRES.length).map(({ avg }) => avg.tunnelState))).toEqual(new Set([0.5]))
})

test('after a rename the history stays under the old name', async () => {
  const { clock, rowsOf, list, call } = open()
  const tunnel = (await list()).find(({ name }) => name === 'aws-euw1-vgw')
  const { id, cloudflare_endpoint, customer_endpoint, interface_address } = tunnel ?? {}
  const body = { name: 'aws-new', cloudflare_endpoint, customer_endpoint, interface_address }
  expect((await call('PUT', `/${id}`, body)).status).toBe(200)
  clock.time += 20 * MINUTE
  const [before, after] = [await rowsOf('aws-euw1-vgw'), await rowsOf('aws-new')]
  const newest = ({ all }: typeof before) => all[0]?.dimensions.at ?? ''
  expect(newest(before) < newest(after)).toBe(true)
  expect(before.all.length).toBeGreaterThan(after.all.length)
})

test('disabled checks are shown as failing everywhere, as Cloudflare does', async () => {
  const { failing, list, call, clock } = open()
  const id = (await list()).find(({ name }) => name === 'ams-dc1-a')?.id
  await call('PUT', `/${id}`, { health_check: { enabled: false } })
  clock.time += 20 * MINUTE
  expect(await failing('ams-dc1-a')).toBe(DATA_CENTRES.length)
})

test('rows over the limit are left out, the oldest first', async () => {
  const { ask, steer } = open()
  await steer('PUT', '/world', { tunnels: 3000 })
  const { told } = await ask('getHealth')
  const { all } = healthRows.parse(told.data.viewer.accounts[0])
  expect(all.length).toBe(ROW_LIMIT)
})

test('an unknown tunnel name returns no rows and no error', async () => {
  expect(await open().rowsOf('nobody')).toEqual({ all: [], failed: [] })
})

test('another query, an invalid account or too many calls are refused with the texts of the real API', async () => {
  const { ask, fetch } = open()
  const post = async (body: unknown) => {
    const response = await fetch('POST', '/client/v4/graphql', body)
    return [response.status, (await response.json()).errors[0].message]
  }
  expect(await post({ query: '{ viewer { user { email } } }', variables: {} })).toEqual([
    400,
    expect.stringContaining('error parsing query'),
  ])
  const { query } = HEALTH_QUERIES.getHealth
  const dates = { from: '2027-01-15T07:00:00.000Z', to: '2027-01-15T08:00:00.000Z' }
  expect(await post({ query, variables: { ...dates, account: '../other' } })).toEqual([
    403,
    'not authorized for that account',
  ])
  for (let calls = 0; calls < GRAPHQL_LIMIT; calls++) await ask('getTrafficHour', 'x')
  const { status, told } = await ask('getTrafficHour', 'x')
  expect([status, told.errors[0].message]).toEqual([429, expect.stringContaining('budget depleted')])
})

test('each fault has its own answer, and affects no other call', async () => {
  const { ask, steer, list } = open()
  const seen: Record<string, unknown> = {}
  const { result } = await steer('GET', '/world')
  for (const { name } of result.faults as { name: string }[]) {
    if (!name.startsWith('sandbox-health-')) continue
    await steer('PUT', '/world', { fault: name })
    const { status, told } = await ask('getHealth')
    seen[name.replace('sandbox-health-', '')] = told.errors ? [status, told.errors[0].message] : status
    expect((await list()).length).toBeGreaterThan(0)
  }
  expect(seen).toMatchInlineSnapshot(`
    {
      "account": [
        403,
        "not authorized for that account",
      ],
      "busy": [
        503,
        "unable to execute query, try again",
      ],
      "denied": [
        200,
        "authorization denied",
      ],
      "empty": 200,
      "limit": [
        429,
        "rate limiter budget depleted, try again after 5 minutes",
      ],
      "none": 200,
      "null": 200,
      "partial": [
        200,
        "unable to execute query, try again",
      ],
      "plan": [
        200,
        "account does not have access to the path magicTransitTunnelHealthChecksAdaptiveGroups",
      ],
      "query": [
        400,
        "query time range is too large",
      ],
      "sampled": 200,
    }
  `)
})
