/** Calls the local API of a running Tunneldesk, in the world of the tunnel. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as z from 'zod/mini'
import { type EndpointName, endpoints, type Result } from '../../src/contract/endpoints.ts'
import type { RouterSession } from '../../src/contract/sandbox.ts'
import type { Tunnel } from '../../src/contract/tunnel.ts'

/** The folder in which `npm start` stores the worlds of its sandbox. */
const WORLDS = '.tunneldesk/worlds'

/** Finds the world by the file that contains the tunnel, because scripts cannot read the browser's cookie. */
const worldOf = (id: string): string | null => {
  try {
    const files = readdirSync(WORLDS).filter((name) => name.endsWith('.json'))
    const file = files.find((name) => readFileSync(join(WORLDS, name), 'utf8').includes(`"id":"${id}"`))
    return file?.slice(0, 32) ?? null
  } catch {
    return null
  }
}

export interface Server {
  isSandbox(): Promise<boolean>
  /** @returns null when there is no such tunnel */
  tunnel(): Promise<Tunnel | null>
  report(session: RouterSession): Promise<void>
  cut(): Promise<void>
}

/** @param id the id of the tunnel */
export const serverAt = (origin: string, id: string): Server => {
  const world = worldOf(id)
  const cookie = `tunneldesk_world_${new URL(origin).port || '443'}=${world}`
  const ask = async <K extends EndpointName>(name: K, body?: unknown) => {
    const { api, result } = endpoints[name]
    if (!api) throw new Error(`${name} has no address`)
    const response = await fetch(origin + api.path.replace(':id', id), {
      method: api.method,
      headers: {
        ...(world !== null && { Cookie: cookie }),
        ...(body !== undefined && { 'Content-Type': 'application/json', 'X-Tunneldesk': '1' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (response.status === 404) return null
    const said = (await response.json()) as { result: unknown; errors?: { message: string }[] }
    if (!response.ok) throw new Error(`${origin} refused: ${said.errors?.[0]?.message ?? response.status}`)
    return (result as z.ZodMiniType).parse(said.result) as Result<K>
  }
  return {
    isSandbox: async () => (await ask('getMeta'))?.mode === 'sandbox',
    tunnel: async () => (await ask('getTunnel'))?.ipsec_tunnel ?? null,
    report: async (session) => void (await ask('playRouter', { act: 'report', session })),
    cut: async () => void (await ask('playRouter', { act: 'cut' })),
  }
}
