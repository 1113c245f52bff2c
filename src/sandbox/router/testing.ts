/** For tests of the simulated router: a tunnel, its generated files, and what the router does with a text. */
import { expect } from 'vitest'
import { simulation } from '../../contract/sandbox.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { strongswanBird } from '../../handoff/devices/strongswan-bird.ts'
import { strongswanFrr } from '../../handoff/devices/strongswan-frr.ts'
import { handoff } from '../../handoff/handoff.ts'
import { FULL, INPUT, start } from '../testing.ts'
import { OPENING_MS, SILENT_MS } from './bgp.ts'

/** Contains a space, which only BIRD accepts in a key. */
export const MD5 = `lis #1;'{}`
export const BGP = { customer_asn: 64_700, md5_key: MD5.replaceAll(' ', '_') }
export const DEVICES = { frr: strongswanFrr, bird: strongswanBird }

/** A new tunnel, and functions that generate its files by name and configure its router with them. */
export const watch = async (bgp: object = BGP, more: object = {}) => {
  const world = start()
  const input = { ...INPUT, psk: FULL.psk, customer_endpoint: '203.0.113.44', bgp, ...more }
  const made: Tunnel = (await world.call('POST', '', input)).result
  const download = (device: keyof typeof DEVICES, psk: string | null = FULL.psk ?? null) => {
    const { files } = handoff(DEVICES[device], {
      tunnels: [{ tunnel: made, psk }],
      answers: { lan_prefixes: '10.20.0.0/16' },
    })
    expect(files.length).toBeGreaterThan(0)
    return Object.fromEntries(files.map(({ name, text }) => [name, text]))
  }
  const configure = async (files: Record<string, string>) => {
    const said = await world.steer('PUT', `/routers/${made.id}`, { act: 'configure', files })
    expect(said.status).toBe(200)
    world.clock.time += SILENT_MS + OPENING_MS
    const status = (await world.call('GET', `/${made.id}`)).result.ipsec_tunnel.bgp_status
    const router = simulation.parse((await world.steer('GET', '/world')).result).routers[made.id]
    return {
      state: `${status.state}${status.tcp_established ? '+' : ''}`,
      differences: router?.differences ?? [],
      setup: router?.setup,
    }
  }
  return { ...world, made, input, download, configure }
}

export const UP = { state: 'BGP_UP+', differences: [], setup: 'configured' }

/** What is replaced in a generated file and by what, the state that follows, and the difference that is reported. */
export type Edit = [what: string, from: string | RegExp, to: string, state: string, says: string]

/** Configures a router with the edited file, once with the other generated files and once alone. */
export const expectEdit = async (
  device: keyof typeof DEVICES,
  name: string,
  [, from, to, state, says]: Edit,
): Promise<void> => {
  const { download, configure } = await watch()
  const files = download(device)
  const text = (files[name] ?? '').replace(from, to)
  expect(text).not.toBe(files[name])
  const seen = await configure({ ...files, [name]: text })
  expect([seen.state, seen.differences[0]]).toEqual([state, says])
  // The same file alone has the same result: everything else stays as the tunnel needs it.
  const { download: again, configure: alone } = await watch()
  const own = (again(device)[name] ?? '').replace(from, to)
  expect((await alone({ [name]: own })).differences[0]).toBe(says)
}
