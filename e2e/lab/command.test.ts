/** `npm run lab` with a running server: the browser shows the real session of the tunnel. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import type { Simulation } from '../../src/contract/sandbox.ts'
import type { Tunnel } from '../../src/contract/tunnel.ts'
import { startServer } from '../server.ts'
import { until } from './end.ts'
import { KEYS, PSK } from './testing.ts'

const INPUT = {
  name: 'lis lab #1; "quoted"',
  cloudflare_endpoint: '203.0.113.18',
  customer_endpoint: '198.51.100.44',
  interface_address: '10.77.0.8/31',
  psk: PSK,
  bgp: { customer_asn: 64_700, md5_key: KEYS[0] },
}

const start = async () => {
  const server = await startServer()
  onTestFinished(server.stop)
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { 'Content-Type': 'application/json', 'X-Tunneldesk': '1' }
    const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
    const response = await fetch(server.origin + path, init)
    return (await response.json()) as { result: unknown; outcome?: string }
  }
  const made = (await ask('POST', '/api/tunnels', INPUT)).result as Tunnel
  const path = `/api/tunnels/${made.id}`
  const view = async () => ((await ask('GET', path)).result as { ipsec_tunnel: Tunnel }).ipsec_tunnel
  const seen = async () => {
    const { bgp_status: status } = await view()
    return `${status?.state}${status?.tcp_established ? '+' : ''}`
  }
  const router = async () => ((await ask('GET', '/api/sandbox/world')).result as Simulation).routers[made.id]
  const change = (bgp: object) => ask('PUT', path, { ...INPUT, psk: undefined, bgp })
  return { ask, made, seen, router, change, page: `${server.origin}/tunnels/${made.id}` }
}

const startLab = (...args: string[]) => {
  const child = spawn(process.execPath, ['dist/lab/main.js', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk))
  return { child, output: () => printed }
}

test('the sandbox shows the real session: up, refused after a changed ASN, cut when the lab stops', async () => {
  const { made, seen, router, change, page } = await start()
  const { child, output } = startLab(page)
  child.stdin.end(`${PSK}\n`)
  const shows = (state: string) =>
    until(`${state} in the sandbox`, async () => (await seen()) === state, 25_000).catch((error) => {
      throw new Error(`${error.message}\n${output()}`)
    })
  await until('the first report', async () => (await router())?.setup === 'lab')
  await shows('BGP_UP+')
  expect(output()).toContain(`the tunnel is up as ${made.remote_identities?.fqdn_id}`)
  expect(output()).not.toContain(PSK)

  await change({ ...INPUT.bgp, customer_asn: 64_701 })
  await shows('BGP_DOWN+')

  // As Ctrl+C in a terminal, which signals all processes of the group.
  process.kill(-(child.pid ?? 0), 'SIGINT')
  const [code] = await once(child, 'exit')
  expect([code, await router()]).toEqual([0, { setup: 'correct', is_cut: true }])
  expect(output()).toContain('ended, and reported as cut')
  await shows('BGP_DOWN')
})

const networkOf = (pid: string): string | null => {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`)
  } catch {
    // The process has exited.
    return null
  }
}

/** The process group, which is the third value after the name in parentheses. */
const groupOf = (pid: string): string | undefined =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')[2]

test('after a SIGKILL no daemon and no namespace remains', async () => {
  const { router, page } = await start()
  const { child } = startLab(page)
  child.stdin.end(`${PSK}\n`)
  await until('the first report', async () => (await router())?.setup === 'lab')
  const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')
  // Ctrl+C in a terminal signals the group of the lab, and must not end the daemons before it.
  expect(children.map(groupOf)).not.toContain(String(child.pid))
  const own = networkOf('self')
  const networks = new Set(children.map(networkOf).filter((network) => network !== null && network !== own))
  const living = () =>
    readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && networks.has(networkOf(pid) ?? ''))
  expect([networks.size, living().length > 3]).toEqual([3, true])
  child.kill('SIGKILL')
  await until('their end', async () => living().length === 0)
})

test.each([
  ['no argument', [], 'Usage: npm run lab'],
  ['a word that is not a tunnel', ['lis-branch-a'], 'Usage: npm run lab'],
  [
    'a server that does not answer',
    [`http://127.0.0.1:9/tunnels/${'0'.repeat(32)}`],
    'nothing answers at http://127.0.0.1:9',
  ],
])('with %s it prints what to do', async (_, args, says) => {
  const { child, output } = startLab(...args)
  child.stdin.end()
  const [code] = await once(child, 'exit')
  expect([code, output()]).toEqual([1, expect.stringContaining(says)])
})

test('a tunnel that does not exist, or that has no PSK, is refused with the reason', async () => {
  const { ask, page, made } = await start()
  const bare = { ...INPUT, name: 'bare', interface_address: '10.77.0.10/31', psk: undefined }
  const { id } = (await ask('POST', '/api/tunnels', bare)).result as Tunnel
  for (const [address, says] of [
    [page.replace(made.id, '0'.repeat(32)), 'no such tunnel'],
    [page.replace(made.id, id), 'has no key'],
  ] as const) {
    const { child, output } = startLab(address)
    child.stdin.end()
    await once(child, 'exit')
    expect(output()).toContain(says)
  }
})
