/** The Worker's durable objects: lost under their work, and as the store of a world. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { MAX_IDLE_MS } from '../../sandbox/world/store.ts'
import { input, request } from '../testing.ts'
import worker, { AccountObject } from '../worker.ts'
import { CARRY_OUT } from './account-object.ts'
import type { Bindings, Fetcher } from './runtime.ts'

const bindings = (accounts: Fetcher): Bindings & Record<string, unknown> => ({
  PUBLIC_ORIGIN: 'http://127.0.0.1:8787',
  ASSETS: { fetch: async () => new Response(null, { status: 404 }) },
  ACCOUNTS: { idFromName: (name) => name, get: () => accounts },
})
const nobody: Fetcher = {
  fetch: async () => {
    throw new Error('moved')
  },
}

// Workers log to the console.
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})

test('an object that is lost during its work leaves a change unknown, and makes a read fail', async () => {
  const ask = async (method: string, body?: unknown) => {
    const response = await worker.fetch(request(method, '/api/tunnels', body), bindings(nobody), {
      waitUntil: () => undefined,
    })
    return [response.status, ((await response.json()) as { outcome?: string }).outcome]
  }
  expect(await ask('POST', input())).toEqual([202, 'unknown'])
  expect(await ask('GET')).toEqual([500, undefined])
})

describe('a world in an object', () => {
  const open = () => {
    const kept = new Map<string, unknown>()
    const alarms: number[] = []
    const storage = {
      get: async (key: string) => structuredClone(kept.get(key)),
      put: async (key: string, value: unknown) => void kept.set(key, structuredClone(value)),
      deleteAll: async () => kept.clear(),
      setAlarm: async (time: number) => void alarms.push(time),
    }
    const object = new AccountObject({ storage }, bindings(nobody))
    const ask = async (row: string, body?: unknown) => {
      const who = { name: 'visitor', role: 'operator', how: 'local' }
      const order = { account: '0'.repeat(32), row, id: '', body, base: null, requestId: 'r', who }
      const response = await object.fetch(
        new Request(CARRY_OUT, { method: 'POST', body: JSON.stringify(order) }),
      )
      return ((await response.json()) as { json: string }).json
    }
    return { kept, alarms, object, ask }
  }

  test('is deleted when it was unused for long, and starts again from the seed', async () => {
    const { kept, alarms, object, ask } = open()
    const before = Date.now()
    expect(await ask('createTunnel', input('mine'))).toContain('"outcome":"done"')
    expect(JSON.stringify([...kept.values()])).toContain('"mine"')
    expect(alarms).toHaveLength(1)
    expect(alarms[0]).toBeGreaterThanOrEqual(before + MAX_IDLE_MS)
    await object.alarm()
    expect([...kept]).toEqual([])
    expect(await ask('validateTunnel', { name: 'mine' })).not.toContain('"code":99003')
  })

  test('of five thousand tunnels is stored in values of a size that storage accepts', async () => {
    const { kept, ask } = open()
    await ask('setSimulation', { tunnels: 5000 })
    for (const value of kept.values()) expect(JSON.stringify(value).length).toBeLessThan(1_500_000)
    const count = async () => JSON.parse(await ask('listTunnels')).result.ipsec_tunnels.length
    expect(await count()).toBe(5000)
    const { routes } = JSON.parse(await ask('listRoutes')).result
    expect(routes.length).toBeGreaterThan(1900)
    expect(new Set(routes.map(({ id }: { id: string }) => id)).size).toBe(routes.length)
    await ask('setSimulation', { tunnels: 1000 })
    expect(await count()).toBe(1000)
  })

  test('that cannot be read is replaced by a new one', async () => {
    const { kept, ask } = open()
    kept.set('world-1', { something: 'else' })
    expect(await ask('listTunnels')).toContain('"success":true')
  })
})
