/**
 * Every change of a tunnel under every fault of the sandbox's table that affects a write: the outcome that the page
 * shows is what the stand-in has. The page's calls, the proxy and the stand-in are real and run in this process, so
 * that waits take no time; change-faults.spec.ts tries one fault of each kind in a browser.
 */
import { expect, test } from 'vitest'
import { call, interceptRequests } from '../src/app/api.ts'
import { baseOf } from '../src/app/form/base.ts'
import { readBase } from '../src/app/queries.ts'
import { submit } from '../src/app/tunnels/create/submit.ts'
import { deletionOf, generationOf, settingOf } from '../src/app/tunnels/dialogs/writes.ts'
import { save } from '../src/app/tunnels/edit/save.ts'
import { depsOf } from '../src/app/tunnels/list/bulk/calls.ts'
import type { Plan } from '../src/app/tunnels/list/bulk/plan.ts'
import { type OneWrite, writeOnce } from '../src/app/write/write-once.ts'
import { fromWire, toWire } from '../src/contract/fields/wire.ts'
import type { Tunnel } from '../src/contract/tunnel.ts'
import { FAULTS } from '../src/sandbox/faults/faults.ts'
import { createSandbox } from '../src/sandbox/sandbox.ts'
import { appOn, configOf, createClock, input, request } from '../src/server/testing.ts'
import { fetchSend, type Send } from '../src/server/upstream/transport.ts'

type End = 'done' | 'not_done' | 'unknown'

interface World {
  /** The first tunnel, before the change. */
  before: Tunnel
  tunnels: readonly Tunnel[]
  wait(ms: number): Promise<void>
}

const DAY_MS = 86_400_000

/** Where the request of a change, or its answer, is lost between the page and the proxy. */
type Way = 'through' | 'answer lost' | 'request lost'

/** Makes a change in a new world. @param fault in force from the moment when the proxy sends the change */
const play = async (change: (world: World) => Promise<End>, fault: string | null, way: Way = 'through') => {
  const clock = createClock()
  const sandbox = createSandbox({ now: clock.now, wait: clock.wait, latency: () => 0 })
  const config = configOf({})
  // A call that is never answered ends soon.
  const deadlines = { read: 20, 'dry-run': 20, write: 20, analytics: 20 }
  const toSandbox = fetchSend(sandbox.fetch)
  let isChanging = false
  const sent = { byPage: 0, byProxy: 0 }
  const send: Send = async (outgoing) => {
    if (isChanging && outgoing.method !== 'GET') {
      sent.byProxy++
      await setFault(fault)
    }
    return toSandbox(outgoing)
  }
  const app = appOn(send, { ...config, upstream: { ...config.upstream, deadlines } }, { clock })
  const setFault = async (name: string | null) => {
    const wasChanging = isChanging
    isChanging = false
    expect((await app.fetch(request('PUT', '/api/sandbox/world', { fault: name }))).status).toBe(200)
    isChanging = wasChanging
  }
  interceptRequests(() => async (url, { method = 'GET', headers, body }) => {
    const isWrite = isChanging && method !== 'GET'
    const lost = new TypeError('Failed to fetch')
    if (isWrite) sent.byPage++
    if (isWrite && way === 'request lost') throw lost
    const own = Object.fromEntries(new Headers(headers))
    const answer = await app.fetch(request(method, url, body ?? undefined, own))
    if (isWrite && way === 'answer lost') throw lost
    return answer
  })
  const list = async () => (await call('listTunnels')).result.ipsec_tunnels
  const tunnels = await list()
  const [before] = tunnels
  if (!before) throw new Error('A new world has tunnels')
  isChanging = true
  const end = await change({ before, tunnels, wait: clock.wait })
  isChanging = false
  await setFault(null)
  // Until every pause and the circuit breaker are over, and no read comes from a cache.
  await clock.wait(2 * DAY_MS)
  expect(sent, 'writes sent').toEqual({ byPage: 1, byProxy: way === 'request lost' ? 0 : 1 })
  return { end, before, now: await list() }
}

const oneWrite =
  (of: (tunnel: Tunnel) => OneWrite) =>
  async ({ before, wait }: World): Promise<End> =>
    (await writeOnce(of(before), wait)).kind

const oneRow =
  (change: Plan['change']) =>
  async ({ before: { id, name } }: World): Promise<End> => {
    const { kind } = await depsOf(change).act({ id, name, status: 'checked', note: '' })
    return (
      { yes: 'done', no: 'not_done', later: 'not_done', stop: 'not_done', unknown: 'unknown' } as const
    )[kind]
  }

const keyTime = (tunnel: Tunnel | undefined) => tunnel?.psk_metadata?.last_generated_on ?? null
const one = (tunnels: readonly Tunnel[], { id }: Tunnel) => tunnels.find((tunnel) => tunnel.id === id)

interface Change {
  run(world: World): Promise<End>
  isDone(before: Tunnel, now: readonly Tunnel[]): boolean
  /** Whether reads show that it was done, and whether the page reads if it gets no answer from the proxy. */
  is: 'looked for by the page' | 'looked for by the proxy' | 'not readable'
}

const NAME = 'paris'
const isGone: Change['isDone'] = (before, now) => !one(now, before)
const hasNewKey: Change['isDone'] = (before, now) => keyTime(one(now, before)) !== keyTime(before)
const CHECK = { enabled: true, type: 'request', rate: 'high' } as const

const CHANGES: Record<string, Change> = {
  'creating a tunnel': {
    run: async ({ tunnels, wait }) => {
      const sent = { input: input(NAME), before: new Set(tunnels.map(({ id }) => id)), sentAt: null }
      const { outcome } = await submit(sent, {
        create: async (body) => (await call('createTunnel', { body })).result,
        list: async () => (await call('listTunnels')).result.ipsec_tunnels,
        wait,
      })
      return outcome
    },
    isDone: (_before, now) => now.some(({ name }) => name === NAME),
    is: 'looked for by the page',
  },
  'saving an edit': {
    run: async ({ before, wait }) => {
      const base = baseOf(before, null)
      const wanted = { ...fromWire(before), description: 'typed' }
      const { outcome } = await save(base, wanted, {
        put: async () => {
          const body = { ...toWire(wanted, {}), keep: [] } as never
          return (await call('updateTunnel', { id: before.id, body })).result.modified_ipsec_tunnel
        },
        read: () => readBase(before.id),
        wait,
      })
      expect(outcome).not.toBe('conflict')
      return outcome as End
    },
    isDone: (before, now) => one(now, before)?.description === 'typed',
    is: 'looked for by the page',
  },
  'deleting a tunnel': {
    run: oneWrite(({ id }) => deletionOf(id)),
    isDone: isGone,
    is: 'looked for by the page',
  },
  'setting a key': {
    run: oneWrite((tunnel) => settingOf(tunnel.id, 'a key of thirty two characters..', keyTime(tunnel))),
    isDone: hasNewKey,
    is: 'looked for by the page',
  },
  'having the API generate a key': {
    run: oneWrite(({ id }) => generationOf(id, () => undefined)),
    isDone: hasNewKey,
    is: 'not readable',
  },
  'deleting selected tunnels': {
    run: oneRow({ kind: 'delete' }),
    isDone: isGone,
    is: 'looked for by the proxy',
  },
  'changing the health check of selected tunnels': {
    run: oneRow({ kind: 'health', to: CHECK }),
    isDone: (before, now) => one(now, before)?.health_check?.rate === 'high',
    is: 'looked for by the proxy',
  },
}

const WRITE_FAULTS = Object.keys(FAULTS).filter((name) => FAULTS[name]?.write)

/** Nothing shows whether the change was made. */
const UNKNOWN = [
  'hang',
  'cut-before',
  '500',
  '500-envelope',
  'html',
  'bad-json',
  'empty',
  'no-result',
  'redirect',
]
/** The change is made and its answer is lost. */
const FOUND_BY_READING = ['cut-after', 'cut-inside']
const DONE = ['slow', 'lock', 'wrong-type', 'bom', 'success-errors']

const endUnder = (fault: string, isReadable: boolean): End => {
  const name = fault.replace('sandbox-', '')
  if (UNKNOWN.includes(name)) return 'unknown'
  if (FOUND_BY_READING.includes(name)) return isReadable ? 'done' : 'unknown'
  return DONE.includes(name) ? 'done' : 'not_done'
}

test.each(Object.entries(CHANGES))('%s ends as what became of it', async (_what, { run, isDone, is }) => {
  const ends: Record<string, End> = {}
  const expected: Record<string, End> = {}
  for (const fault of WRITE_FAULTS) {
    const { end, before, now } = await play(run, fault)
    ends[fault] = end
    expected[fault] = endUnder(fault, is !== 'not readable')
    if (end !== 'unknown') expect(isDone(before, now), fault).toBe(end === 'done')
  }
  expect(ends).toEqual(expected)
  const { end, before, now } = await play(run, null)
  expect([end, isDone(before, now)]).toEqual(['done', true])
  for (const way of ['answer lost', 'request lost'] as const) {
    const { end, before, now } = await play(run, null, way)
    const isFound = way === 'answer lost' && is === 'looked for by the page'
    expect([way, end]).toEqual([way, isFound ? 'done' : 'unknown'])
    expect(isDone(before, now)).toBe(way === 'answer lost')
  }
})
