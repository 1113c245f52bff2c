/** The load of many clients on the account: viewers, tabs that type, and clients that never finish a request. */
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@playwright/test'
import { startFakeApi } from '../fake-api.ts'
import { startServer } from '../server.ts'
import { percentile, report } from './rows.ts'

const TOKEN = 't'.repeat(40)
const OURS = { 'content-type': 'application/json', 'x-tunneldesk': '1' }
const MINUTE_MS = 60_000

/** Repeats a task for a minute, with this time between starts. */
const everyFor = async (everyMs: number, task: () => Promise<void>, offsetMs: number) => {
  const begun = performance.now()
  for (let at = offsetMs; at < MINUTE_MS; at += everyMs) {
    await pause(Math.max(0, begun + at - performance.now()))
    await task()
  }
}
const crowd = (people: number, everyMs: number, task: (person: number) => Promise<void>) =>
  Promise.all(
    Array.from({ length: people }, (_, person) =>
      everyFor(everyMs, () => task(person), (person * everyMs) / people),
    ),
  )

test('viewers', async () => {
  const api = await startFakeApi()
  const server = await startServer(api.settings(TOKEN))
  const input = { name: 'first', cloudflare_endpoint: '162.159.64.1', interface_address: '10.100.0.8/31' }
  const made = await fetch(`${server.origin}/api/tunnels`, {
    method: 'POST',
    headers: OURS,
    body: JSON.stringify(input),
  })
  const { id } = ((await made.json()) as { result: { id: string } }).result
  api.seen.length = 0
  const times: number[] = []
  let failed = 0
  const get = async (path: string) => {
    const askedAt = performance.now()
    const response = await fetch(server.origin + path)
    await response.arrayBuffer()
    times.push(performance.now() - askedAt)
    if (response.status !== 200) failed += 1
  }
  const QUESTIONS = [
    '/api/health',
    `/api/tunnels/${id}/health?span=hour`,
    `/api/tunnels/${id}/traffic?span=hour`,
  ]
  await crowd(200, 5000, async () => {
    await Promise.all(['/api/tunnels', ...QUESTIONS].map(get))
  })
  const toGraphql = api.seen.filter(({ line }) => line === 'POST /graphql')
  const calls = api.seen.length - toGraphql.length
  report({
    what: '200 viewers that ask for the list, the health of all tunnels and of one, and its traffic every 5 s, for a minute',
    measured: `${calls} calls of the API and ${toGraphql.length} of the GraphQL API for ${times.length} answers, ${failed} failed, 99 % within ${percentile(times, 0.99).toFixed(0)} ms`,
    goal: {
      text: 'at most 13 calls, and one for each of the 3 questions about health',
      met: calls <= 14 && toGraphql.length <= QUESTIONS.length && failed === 0,
    },
  })
  await server.stop()
  await api.stop()
})

test('tabs that type', async () => {
  const api = await startFakeApi()
  const server = await startServer(api.settings(TOKEN))
  const { origin } = server
  const post = async (path: string, body: unknown) => {
    const response = await fetch(origin + path, { method: 'POST', headers: OURS, body: JSON.stringify(body) })
    return { status: response.status, told: (await response.json()) as { outcome?: string } }
  }
  const statuses = new Map<number, number>()
  const listStatuses = new Set<number>()
  const typing = crowd(50, 1000, async (tab) => {
    const { status } = await post('/api/tunnels/validate', { name: `tab-${tab}` })
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  })
  const looking = crowd(1, 5000, async () => {
    listStatuses.add((await fetch(`${origin}/api/tunnels`)).status)
  })
  await pause(MINUTE_MS / 2)
  const input = { name: 'first', cloudflare_endpoint: '162.159.64.1', interface_address: '10.100.0.8/31' }
  const askedAt = performance.now()
  const { told } = await post('/api/tunnels', input)
  const tookMs = performance.now() - askedAt
  await Promise.all([typing, looking])
  const isCalm = listStatuses.size === 1 && listStatuses.has(200)
  report({
    what: '50 tabs that each ask for a dry-run every second, for a minute',
    measured: `${api.seen.length} calls of the API (${statuses.get(200) ?? 0} dry-runs let through, ${statuses.get(429) ?? 0} put off); a write in the middle: ${told.outcome} in ${tookMs.toFixed(0)} ms; the list ${isCalm ? 'always answered' : 'failed'}`,
    goal: {
      text: 'at most 600 calls, the write done',
      met: api.seen.length <= 600 && told.outcome === 'done' && isCalm,
    },
  })
  await server.stop()
  await api.stop()
})

/** @returns the time until the server closed the connection, in milliseconds */
const holdOpen = (port: number, bytes: string): Promise<number> =>
  new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1')
    const begun = performance.now()
    socket.on('error', () => undefined).on('close', () => resolve(performance.now() - begun))
    socket.on('end', () => socket.end()).resume()
    socket.write(bytes)
  })

test('clients that never finish', async () => {
  const api = await startFakeApi()
  const server = await startServer(api.settings(TOKEN))
  const { host, port } = new URL(server.origin)
  const halfHead = `GET /api/tunnels HTTP/1.1\r\nHost: ${host}\r\nX-A: `
  const halfBody = `POST /api/tunnels HTTP/1.1\r\nHost: ${host}\r\nX-Tunneldesk: 1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`
  const heads = Promise.all(Array.from({ length: 500 }, () => holdOpen(Number(port), halfHead)))
  const bodies = Promise.all(Array.from({ length: 100 }, () => holdOpen(Number(port), halfBody)))
  const good: number[] = []
  let isOver = false
  void heads.then(() => {
    isOver = true
  })
  while (!isOver) {
    const askedAt = performance.now()
    await (await fetch(`${server.origin}/api/tunnels`)).arrayBuffer()
    good.push(performance.now() - askedAt)
    await pause(100)
  }
  const [head, body] = [Math.max(...(await heads)), Math.max(...(await bodies))]
  report({
    what: '500 clients that stop in their headers and 100 in their body',
    measured: `hung up on after ${(head / 1000).toFixed(1)} s and ${(body / 1000).toFixed(1)} s; a good request meanwhile ${percentile(good, 0.5).toFixed(1)} ms median, ${Math.max(...good).toFixed(0)} ms at most`,
    goal: {
      text: '11.5 s, 31.5 s, 200 ms',
      met: head < 11_500 && body < 31_500 && Math.max(...good) < 200,
    },
  })
  await server.stop()
  await api.stop()
})
