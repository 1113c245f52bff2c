/** A simulated router is configured with text: the files that this project generates, edited ones, and refused ones. */
import { describe, expect, test } from 'vitest'
import { simulation } from '../../contract/sandbox.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { handoff } from '../../handoff/handoff.ts'
import { FULL, INPUT, start } from '../testing.ts'
import { OPENING_MS, SILENT_MS } from './bgp.ts'
import { BGP, DEVICES, MD5, UP, watch } from './testing.ts'

describe('the generated files', () => {
  test.each<[keyof typeof DEVICES, object, object]>([
    ['frr', BGP, {}],
    ['bird', { ...BGP, md5_key: MD5 }, {}],
    ['frr', { customer_asn: 4_200_000_010 }, { interface_address: '10.77.0.10/30' }],
    [
      'bird',
      { customer_asn: 64_700 },
      FULL.custom_remote_identities ? { custom_remote_identities: FULL.custom_remote_identities } : {},
    ],
  ])('of %s for %j bring the session up unchanged, together and each alone', async (device, bgp, more) => {
    const { download, configure } = await watch(bgp, more)
    const files = download(device)
    expect(await configure(files)).toEqual(UP)
    expect(await configure({ pasted: files['swanctl.conf'] ?? '' })).toEqual(UP)
    expect(await configure({ pasted: files[`${device}.conf`] ?? '' })).toEqual(UP)
    expect(await configure(download(device, null))).toEqual(UP)
  })
})

test.each(['frr', 'bird'] as const)(
  'a file for %s with two tunnels of a site configures both routers',
  async (device) => {
    const { made, call, steer, clock } = await watch()
    const second = {
      ...INPUT,
      name: 'lis-branch-b',
      cloudflare_endpoint: '162.159.64.42',
      interface_address: '10.77.0.12/31',
    }
    const other: Tunnel = (await call('POST', '', { ...second, psk: FULL.psk, bgp: BGP })).result
    const { files } = handoff(DEVICES[device], {
      tunnels: [
        { tunnel: made, psk: null },
        { tunnel: other, psk: null },
      ],
      answers: { lan_prefixes: '10.20.0.0/16' },
    })
    const texts = Object.fromEntries(files.map(({ name, text }) => [name, text]))
    for (const { id } of [made, other]) {
      expect((await steer('PUT', `/routers/${id}`, { act: 'configure', files: texts })).status).toBe(200)
    }
    clock.time += SILENT_MS + OPENING_MS
    const { routers } = simulation.parse((await steer('GET', '/world')).result)
    expect([made, other].map(({ id }) => routers[id]?.differences)).toEqual([[], []])
  },
)

test.each(['\r\n', '\n\t'])('a file with other blanks (%j) says the same', async (end) => {
  const { download, configure } = await watch()
  const files = download('frr')
  const text = (name: string) => (files[name] ?? '').replaceAll(/\n */g, end)
  expect(await configure({ 'frr.conf': text('frr.conf'), 'swanctl.conf': text('swanctl.conf') })).toEqual(UP)
})

test('a text is compared at every read: a session comes up after the tunnel is changed to match the file', async () => {
  const { download, configure, call, made, input, clock } = await watch()
  const files = download('frr')
  const text = (files['frr.conf'] ?? '').replace('router bgp 64700', 'router bgp 64701')
  expect((await configure({ 'frr.conf': text })).state).toBe('BGP_DOWN+')
  await call('PUT', `/${made.id}`, { ...input, psk: undefined, bgp: { ...BGP, customer_asn: 64_701 } })
  clock.time += SILENT_MS + OPENING_MS
  expect((await call('GET', `/${made.id}`)).result.ipsec_tunnel.bgp_status.state).toBe('BGP_UP')
})

describe('a refused change', () => {
  test.each<[string, object]>([
    ['a text of an unknown format', { act: 'configure', files: { 'notes.txt': 'remember the milk' } }],
    ['an empty set of files', { act: 'configure', files: {} }],
    ['no files', { act: 'configure' }],
    ['a text that is a number', { act: 'configure', files: { 'frr.conf': 7 } }],
    ['a report without a session', { act: 'report' }],
    [
      'a report of a state that does not exist',
      { act: 'report', session: { state: 'UP', tcp_established: true, bgp_state: '' } },
    ],
  ])('%s: leaves the router unchanged', async (_, body) => {
    const { steer, made } = await watch()
    const before = (await steer('GET', '/world')).result
    const said = await steer('PUT', `/routers/${made.id}`, body)
    expect([said.status, said.errors[0]?.source?.pointer]).toEqual([
      400,
      expect.stringMatching(/^\/(files|session)/),
    ])
    expect((await steer('GET', '/world')).result).toEqual(before)
  })
})

test('no key of a text is stored in the world or repeated in an answer', async () => {
  const saved: string[] = []
  const world = start({
    store: {
      load: async () => (saved.length > 0 ? JSON.parse(saved.at(-1) ?? '') : undefined),
      save: async (_, each) => void saved.push(JSON.stringify(each)),
    },
  })
  const made: Tunnel = (await world.call('POST', '', { ...INPUT, psk: FULL.psk, bgp: BGP })).result
  const files = {
    'frr.conf':
      'router bgp 64700\n neighbor 10.77.0.8 remote-as 13335\n neighbor 10.77.0.8 password pasted-md5',
    'swanctl.conf': 'connections { }\nsecrets { ike-x { secret = "pasted-psk" } }',
  }
  const said = await world.steer('PUT', `/routers/${made.id}`, { act: 'configure', files })
  expect(said.status).toBe(200)
  expect(JSON.stringify([said, saved])).not.toContain('pasted-md5')
  expect(JSON.stringify([said, saved])).not.toContain('pasted-psk')
})
