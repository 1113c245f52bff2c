/** Compares this proxy with nginx, Caddy and a minimal `fetch` proxy, none with a guard, in one run on one machine. */
import { test } from '@playwright/test'
import { ok } from '../../src/contract/envelope.ts'
import { ACCOUNT } from '../fake-api.ts'
import { startServer } from '../server.ts'
import { measure } from './load.ts'
import {
  findPeers,
  type Running,
  startCaddyProxy,
  startFetchProxy,
  startNginxProxy,
  startUpstream,
} from './peers.ts'
import { percentile, report } from './rows.ts'

const ROUNDS = 3
const CONNECTIONS = 32
const ROUND_MS = 3000
/** The requests of the warm-up, of each turn, and the number of turns. */
const [WARMING, DRY_RUNS, TURNS] = [8000, 1000, 7]
/**
 * Makes the server's clock run fast, for this measurement only: the budget allows 180 dry-runs in five minutes, which
 * are too few to measure a process that has just started.
 */
const FAST_CLOCK = `
  const real = Date.now
  const begun = real()
  Date.now = () => begun + 20_000 * (real() - begun)`

const tunnels = Array.from({ length: 10 }, (_, i) => ({
  id: String(i).padStart(32, '0'),
  name: `branch-${i}`,
  cloudflare_endpoint: '162.159.64.1',
  customer_endpoint: '203.0.113.1',
  interface_address: `10.100.0.${2 * i}/31`,
  created_on: '2027-01-15T08:00:00Z',
}))
const LIST = JSON.stringify(ok({ ipsec_tunnels: tunnels }))
/** The answer to a dry-run is not documented; one tunnel is assumed. */
const CHECKED = JSON.stringify(ok(tunnels[0]))
const DRAFT = JSON.stringify({
  name: 'branch-11',
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.100.0.22/31',
})

/** Starts our server as in local mode with a real token, with all its checks, and signs in. */
const startOurs = async (upstream: number, isFast = false) => {
  const server = await startServer({
    CLOUDFLARE_API_TOKEN: 't'.repeat(40),
    CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
    CLOUDFLARE_BASE_URL: `http://127.0.0.1:${upstream}/client/v4`,
    LOCAL_LAUNCH_TOKEN: 'on',
    ...(isFast && { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(FAST_CLOCK)}` }),
  })
  let key: string | undefined
  while (!key) {
    key = /#k=([0-9a-f]{64})/.exec(server.output())?.[1]
    await new Promise((done) => setTimeout(done, 10))
  }
  const signedIn = await fetch(`${server.origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tunneldesk': '1' },
    body: JSON.stringify({ key }),
  })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { server, lines: browserLines(server.origin, cookie) }
}

/** The headers of a browser, the same for every proxy. */
const browserLines = (origin: string, cookie: string) =>
  [
    `Host: ${new URL(origin).host}`,
    'Accept: */*',
    'Accept-Language: en',
    'User-Agent: Mozilla/5.0',
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Dest: empty',
    `Cookie: ${cookie}`,
  ].join('\r\n')

const listRequest = (lines: string) => `GET /api/tunnels HTTP/1.1\r\n${lines}\r\n\r\n`
const dryRunRequest = (origin: string, lines: string) =>
  `POST /api/tunnels/validate HTTP/1.1\r\n${lines}\r\nOrigin: ${origin}\r\nX-Tunneldesk: 1\r\nContent-Type: application/json\r\nContent-Length: ${DRAFT.length}\r\n\r\n${DRAFT}`
const median = (values: readonly number[]) => percentile(values, 0.5)

test('beside other proxies', async () => {
  test.setTimeout(300_000)
  const programs = findPeers()
  if (programs === null) return report({ what: 'Beside nginx and Caddy', measured: 'not available here' })
  const upstream = await startUpstream(programs.nginx, LIST, CHECKED)
  const peers: Record<string, Running> = {
    nginx: await startNginxProxy(programs.nginx, upstream.port),
    Caddy: await startCaddyProxy(programs.caddy, upstream.port),
    'a fetch proxy': await startFetchProxy(upstream.port),
  }
  const ours = await startOurs(upstream.port)
  const bad: string[] = []

  /** The proxies take turns, so that other load on the machine affects all of them. */
  const everyone = (ours: { server: { origin: string }; lines: string }) => [
    { name: 'Tunneldesk', origin: ours.server.origin, lines: ours.lines },
    ...Object.entries(peers).map(([name, { port }]) => {
      const origin = `http://127.0.0.1:${port}`
      return { name, origin, lines: browserLines(origin, 'a=b') }
    }),
  ]
  const reads: Record<string, number[]> = {}
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, origin, lines } of everyone(ours)) {
      const { perSecond, statuses } = await measure({
        port: Number(new URL(origin).port),
        request: listRequest(lines),
        connections: CONNECTIONS,
        forMs: round === 0 ? 1000 : ROUND_MS,
      })
      if (statuses.size !== 1 || !statuses.has(200)) bad.push(`${name}: ${[...statuses.keys()]}`)
      // The first round warms up.
      if (round > 0) reads[name] = [...(reads[name] ?? []), perSecond]
    }
  }

  const hurried = await startOurs(upstream.port, true)
  const checks: Record<string, number[]> = {}
  for (let round = 0; round <= TURNS; round++) {
    for (const { name, origin, lines } of everyone(hurried)) {
      const { times, statuses } = await measure({
        port: Number(new URL(origin).port),
        request: dryRunRequest(origin, lines),
        connections: 1,
        count: round === 0 ? WARMING : DRY_RUNS,
      })
      if (statuses.size !== 1 || !statuses.has(200)) bad.push(`${name}: ${[...statuses.keys()]}`)
      if (round > 0) checks[name] = [...(checks[name] ?? []), ...times]
    }
  }
  await hurried.server.stop()

  const shown = (all: Record<string, number[]>, digits: number) =>
    Object.entries(all)
      .map(([name, values]) => `${name} ${median(values).toFixed(digits)}`)
      .join(', ')
  const isSound = bad.length === 0
  report({
    what: `List reads per second, ${CONNECTIONS} connections, median of ${ROUNDS}${isSound ? '' : ` (${bad.join('; ')})`}`,
    measured: shown(reads, 0),
    goal: {
      text: "at least Caddy's",
      met: isSound && median(reads.Tunneldesk ?? []) >= median(reads.Caddy ?? []),
    },
  })
  report({
    what: 'A dry-run on one connection, signed in, median in ms',
    measured: shown(checks, 3),
    goal: {
      text: "at most twice Caddy's",
      met: isSound && median(checks.Tunneldesk ?? []) <= 2 * median(checks.Caddy ?? []),
    },
  })
  for (const peer of [...Object.values(peers), upstream]) peer.stop()
  await ours.server.stop()
})
