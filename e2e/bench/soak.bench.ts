/** Minutes of mixed load with an API that fails in 5 % of calls: no unhandled errors and no growth of memory. */
import type { ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { startFakeApi, type Twist } from '../fake-api.ts'
import { ask } from '../hostile/ask.ts'
import { corpus } from '../hostile/corpus.ts'
import { type RunningServer, startServer } from '../server.ts'
import { percentile, report } from './rows.ts'

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10)
const LASTS_MS = MINUTES * 60_000
/** After this time caches are full and code is compiled. */
const WARM_MS = Math.min(90_000, LASTS_MS / 4)
const FAULTS = 0.05
const OURS = { 'content-type': 'application/json', 'x-tunneldesk': '1' }

const html = (response: ServerResponse, status: number) =>
  void response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>oops</h1>')
const cut = (response: ServerResponse, answer: unknown) => {
  const text = JSON.stringify(answer)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length })
  response.write(text.slice(0, Math.floor(Math.random() * text.length)), () => response.destroy())
}
const faults: ((response: ServerResponse, answer: unknown) => void)[] = [
  (response) => void response.destroy(),
  cut,
  (response) => html(response, 500),
  (response) => html(response, 200),
  (response) => void response.writeHead(204).end(),
  (response) => void response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
  (response) => void response.writeHead(429, { 'retry-after': '2' }).end('{"success":false}'),
  (response, answer) => void setTimeout(() => response.end(JSON.stringify(answer)), 3000),
]
let broken = 0
const failing: Twist = (_request, response, answer) => {
  if (Math.random() >= FAULTS) return false
  broken += 1
  faults[Math.floor(Math.random() * faults.length)]?.(response, answer)
  return true
}

/** Makes the server collect garbage and print its memory use when it gets SIGUSR2. */
const REPORTING = `
  import v8 from 'node:v8'
  import vm from 'node:vm'
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc')
  process.on('SIGUSR2', () => {
    collect()
    const { heapUsed, rss } = process.memoryUsage()
    process.stderr.write('memory ' + heapUsed + ' ' + rss + '\\n')
  })`

/** The medians of a few samples, in MB. */
const memoryOf = async (server: RunningServer) => {
  const samples = () => [...server.output().matchAll(/^memory (\d+) (\d+)$/gm)]
  const begun = samples().length
  for (let i = 1; i <= 5; i++) {
    process.kill(server.pid, 'SIGUSR2')
    await expect.poll(() => samples().length).toBe(begun + i)
    await pause(500)
  }
  const mine = samples().slice(begun)
  const median = (column: number) =>
    percentile(
      mine.map((found) => Number(found[column])),
      0.5,
    ) / 1e6
  return { heap: median(1), rss: median(2) }
}

test('soak', async () => {
  test.setTimeout(LASTS_MS + 120_000)
  const api = await startFakeApi(failing)
  const server = await startServer({
    ...api.settings('t'.repeat(40)),
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(REPORTING)}`,
  })
  const { origin } = server
  const { host, port } = new URL(origin)
  const target = { host, origin, port: Number(port), signedIn: [] }
  const until = performance.now() + LASTS_MS
  const endings = new Map<string, number>()
  let asked = 0
  const note = (ending: string) => endings.set(ending, (endings.get(ending) ?? 0) + 1)

  const call = async (method: string, path: string, body?: unknown) => {
    asked += 1
    const response = await fetch(origin + path, {
      method,
      headers: body === undefined ? {} : OURS,
      body: body === undefined ? null : JSON.stringify(body),
    })
    const told = await response.text()
    if (response.status === 500) note('500')
    return { status: response.status, told }
  }
  const again = async (people: number, everyMs: number, task: (person: number) => Promise<void>) => {
    const one = async (person: number) => {
      while (performance.now() < until) {
        await task(person)
        await pause(everyMs * (0.5 + Math.random()))
      }
    }
    await Promise.all(Array.from({ length: people }, (_, person) => one(person)))
  }

  let named = 0
  const load = Promise.all([
    again(20, 200, async (person) => void (await call('GET', person % 2 ? '/api/tunnels' : '/api/meta'))),
    again(5, 200, async () => void (await call('GET', '/tunnels'))),
    again(
      4,
      4000,
      async (person) => void (await call('POST', '/api/tunnels/validate', { name: `p${person}` })),
    ),
    again(2, 4000, async () => {
      named += 1
      const address = `10.${(named >> 8) & 255}.${named & 255}.0/31`
      const input = { name: `soak-${named}`, cloudflare_endpoint: '162.159.64.1', interface_address: address }
      const { told } = await call('POST', '/api/tunnels', input)
      const { outcome, result } = JSON.parse(told) as { outcome: string; result: { id: string } | null }
      note(`create ${outcome}`)
      if (result?.id) await call('DELETE', `/api/tunnels/${result.id}`, {})
    }),
    again(2, 60, async () => {
      const row = corpus[Math.floor(Math.random() * corpus.length)]
      if (row === undefined || row.reaches !== undefined) return
      asked += 1
      await ask(target.port, row.bytes(target))
    }),
    again(2, 100, async () => {
      const socket = connect(target.port, '127.0.0.1').on('error', () => undefined)
      socket.write(`POST /api/tunnels/validate HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n`)
      await pause(Math.random() * 20)
      socket.destroy()
    }),
    // Recorded calls and tunnels of lost deletions would slow the fake API down and distort the results.
    again(1, 20_000, async () => {
      api.seen.length = 0
      api.tunnels.clear()
    }),
  ])

  await pause(WARM_MS)
  const before = await memoryOf(server)
  await load
  const after = await memoryOf(server)
  const { status } = await call('GET', '/healthz')
  const errors = server.output().match(/"event":"error"/g)?.length ?? 0
  await server.stop()
  await api.stop()

  const grown = { heap: after.heap - before.heap, rss: after.rss - before.rss }
  const told = [...endings].map(([ending, count]) => `${count} ${ending}`).join(', ')
  const isSteady = grown.heap < 5 && grown.rss < 30
  report({
    what: `Soak of ${MINUTES} minutes, ${FAULTS * 100} % of the API's answers broken`,
    measured: `${asked} requests (${told}), ${broken} broken answers, ${errors} unhandled errors; heap ${before.heap.toFixed(1)} to ${after.heap.toFixed(1)} MB, resident ${before.rss.toFixed(0)} to ${after.rss.toFixed(0)} MB`,
    goal: {
      text: '0 errors; heap + 5 MB, resident + 30 MB at most',
      met: errors === 0 && !endings.has('500') && isSteady && status === 200,
    },
  })
})
