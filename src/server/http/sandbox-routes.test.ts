/** The proxy with the real stand-in, and the simulation controlled through it. */
import { describe, expect, test } from 'vitest'
import type { Health } from '../../contract/health.ts'
import type { Simulation } from '../../contract/sandbox.ts'
import { createSandbox } from '../../sandbox/sandbox.ts'
import { answerOf, appOn, configOf, createClock, input, request } from '../testing.ts'
import { fetchSend } from '../upstream/transport.ts'

const start = () => {
  const clock = createClock()
  const sandbox = createSandbox({ now: clock.now, wait: clock.wait, latency: () => 0 })
  const app = appOn(fetchSend(sandbox.fetch), configOf({}), { clock })
  const ask = async (method: string, path: string, body?: unknown) =>
    answerOf(await app.fetch(request(method, path, body)))
  const simulation = async () => (await ask('GET', '/api/sandbox/world')).result as Simulation
  const tunnels = async () => {
    const { result } = await ask('GET', '/api/tunnels')
    return (result as { ipsec_tunnels: { id: string; name: string; bgp_status?: { state: string } }[] })
      .ipsec_tunnels
  }
  return { clock, ask, simulation, tunnels }
}

describe('a simulated fault', () => {
  test('affects every call except those that control the simulation', async () => {
    const { ask, simulation } = start()
    expect((await ask('PUT', '/api/sandbox/world', { fault: 'sandbox-500' })).status).toBe(200)
    // Enough failures to open the circuit breaker.
    const statuses = []
    for (let n = 0; n < 8; n++) statuses.push((await ask('GET', '/api/tunnels')).status)
    expect(statuses).toContain(503)
    expect(statuses).not.toContain(200)
    expect((await simulation()).fault).toBe('sandbox-500')
    expect((await ask('PUT', '/api/sandbox/world', { fault: null })).status).toBe(200)
    expect((await simulation()).fault).toBeNull()
  })

  test('that cuts the connection after a create still ends as done, found by reading', async () => {
    const { ask } = start()
    await ask('PUT', '/api/sandbox/world', { fault: 'sandbox-cut-after' })
    const said = await ask('POST', '/api/tunnels', input())
    expect([said.status, said.outcome]).toEqual([200, 'done'])
  })

  test('is controlled without spending the API budget', async () => {
    const { ask, simulation } = start()
    const left = async () => (await ask('GET', '/api/meta')).result as { budget: { remaining: number } }
    const before = (await left()).budget.remaining
    await simulation()
    await ask('PUT', '/api/sandbox/world', { fault: 'sandbox-slow' })
    expect((await left()).budget.remaining).toBe(before)
  })
})

test('a change of the simulated router shows at once, although reads are cached', async () => {
  const { ask, tunnels, clock } = start()
  const stateOf = async (name: string) =>
    (await tunnels()).find((each) => each.name === name)?.bgp_status?.state
  const [up] = await tunnels()
  expect(await stateOf('ams-dc1-a')).toBe('BGP_UP')
  const said = await ask('PUT', `/api/sandbox/routers/${up?.id}`, { act: 'wrong_md5' })
  expect((said.result as Simulation).routers[up?.id ?? '']).toEqual({ setup: 'wrong_md5', is_cut: false })
  expect(await stateOf('ams-dc1-a')).toBe('BGP_DOWN')
  await ask('PUT', `/api/sandbox/routers/${up?.id}`, { act: 'correct' })
  clock.time += 60_000
  expect(await stateOf('ams-dc1-a')).toBe('BGP_UP')
})

/** The share of failed probes in the newest bucket of a tunnel's answer about health. */
const failedShare = ({ result }: { result: unknown }): number => {
  const { series } = result as Health
  const newest = series[0]?.probes.findLastIndex((count) => count > 0) ?? -1
  const sum = (what: 'probes' | 'failed') =>
    series.reduce((total, each) => total + (each[what][newest] ?? 0), 0)
  return sum('failed') / sum('probes')
}

test.each([
  ['with the delay of the API and kept for a minute', 1, 10 * 60_000],
  ['sooner at a higher pace, and read again sooner', 100, 12_000],
])('what the router does shows in its health %s', async (_, pace, laterMs) => {
  const { ask, tunnels, clock } = start()
  await ask('PUT', '/api/sandbox/world', { pace })
  const id = (await tunnels()).find(({ name }) => name === 'aws-euw1-vgw')?.id
  await ask('PUT', `/api/sandbox/routers/${id}`, { act: 'cut' })
  // Every viewer asks all the time, so each answer is kept for as long as it can be.
  const until = clock.time + laterMs
  const seen = []
  for (; clock.time <= until; clock.time += laterMs / 100) {
    seen.push(failedShare(await ask('GET', `/api/tunnels/${id}/health?span=hour`)))
  }
  expect(seen[0]).toBeLessThan(0.1)
  expect(seen.at(-1)).toBe(1)
})

test('a new tunnel has health within seconds where the network goes a hundred times as fast', async () => {
  const { ask, clock } = start()
  await ask('PUT', '/api/sandbox/world', { pace: 100 })
  const { result } = await ask('POST', '/api/tunnels', input())
  const { id } = result as { id: string }
  await ask('POST', `/api/tunnels/${id}/psk`, {})
  clock.time += 10_000
  const answer = await ask('GET', `/api/tunnels/${id}/health?span=hour`)
  expect(failedShare(answer)).toBeLessThan(0.1)
  // The page ignores buckets from before the tunnel was created.
  const { from, bucket_ms, series } = answer.result as Health
  const newest = series[0]?.probes.findLastIndex((count) => count > 0) ?? -1
  expect(from + (newest + 1) * bucket_ms).toBeGreaterThan(clock.time)
})

test.each<[string, unknown, number]>([
  ['/api/sandbox/routers/nobody', { act: 'cut' }, 400],
  [`/api/sandbox/routers/${'0'.repeat(32)}`, { act: 'cut' }, 404],
  [`/api/sandbox/routers/${'0'.repeat(32)}`, { act: 'explode' }, 400],
  ['/api/sandbox/world', { fault: 'no such fault' }, 400],
  ['/api/sandbox/world', { fault: null, more: 1 }, 400],
  ['/api/sandbox/world', { pace: 1000 }, 400],
  ['/api/sandbox/world?fault=x', { fault: null }, 400],
])('PUT %s %j is refused', async (path, body, status) => {
  expect((await start().ask('PUT', path, body)).status).toBe(status)
})
