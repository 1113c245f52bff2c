/** A simulated router that is configured with text behaves as the text says. */
import { describe, expect, test } from 'vitest'
import { simulation } from '../../contract/sandbox.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { strongswanBird } from '../../handoff/devices/strongswan-bird.ts'
import { strongswanFrr } from '../../handoff/devices/strongswan-frr.ts'
import { handoff } from '../../handoff/handoff.ts'
import { DRY, FULL, INPUT, start } from '../testing.ts'
import { OPENING_MS, SILENT_MS } from './bgp.ts'

/** Contains a space, which only BIRD accepts in a key. */
const MD5 = `lis #1;'{}`
const BGP = { customer_asn: 64_700, md5_key: MD5.replaceAll(' ', '_') }
const ENDS = { cloudflare: '10.77.0.8', customer: '10.77.0.9' }
const DEVICES = { frr: strongswanFrr, bird: strongswanBird }

/** A new tunnel, and functions that generate its files by name and configure its router with them. */
const watch = async (bgp: object = BGP, more: object = {}) => {
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

const UP = { state: 'BGP_UP+', differences: [], setup: 'configured' }

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

describe('an edited file', () => {
  test.each<[string, keyof typeof DEVICES, string, string | RegExp, string, string, string]>([
    [
      'a wrong ASN',
      'frr',
      'frr.conf',
      'router bgp 64700',
      'router bgp 64701',
      'BGP_DOWN+',
      'Its ASN is 64701; the tunnel expects 64700.',
    ],
    [
      'a wrong ASN',
      'bird',
      'bird.conf',
      'as 64700',
      'as 64701',
      'BGP_DOWN+',
      'Its ASN is 64701; the tunnel expects 64700.',
    ],
    [
      'a wrong MD5 key',
      'frr',
      'frr.conf',
      /password .*/,
      'password other',
      'BGP_DOWN',
      "Its MD5 key is not the tunnel's.",
    ],
    [
      'a wrong MD5 key',
      'bird',
      'bird.conf',
      /password ".*"/,
      'password "other"',
      'BGP_DOWN',
      "Its MD5 key is not the tunnel's.",
    ],
    [
      'no MD5 key',
      'frr',
      'frr.conf',
      /.* password .*\n/,
      '',
      'BGP_DOWN',
      'It has no MD5 key, and the tunnel has one.',
    ],
    [
      'a key with a space, which FRR does not accept',
      'frr',
      'frr.conf',
      /password .*/,
      'password a b',
      'BGP_DOWN',
      'It has no MD5 key, and the tunnel has one.',
    ],
    [
      'swapped ends',
      'frr',
      'frr.conf',
      /neighbor 10\.77\.0\.8/g,
      'neighbor 10.77.0.9',
      'BGP_DOWN',
      "It connects to the router's own end of the tunnel for BGP; Cloudflare's end is 10.77.0.8.",
    ],
    [
      'a foreign neighbor',
      'bird',
      'bird.conf',
      `neighbor ${ENDS.cloudflare}`,
      'neighbor 10.0.0.1',
      'BGP_DOWN',
      "It connects to 10.0.0.1 for BGP; Cloudflare's end is 10.77.0.8.",
    ],
    [
      'another ASN for Cloudflare',
      'frr',
      'frr.conf',
      'remote-as 13335',
      'remote-as 13336',
      'BGP_DOWN+',
      'It expects ASN 13336 of Cloudflare, which is 13335.',
    ],
    [
      'hold time 0',
      'frr',
      'frr.conf',
      /timers \d+ \d+/,
      'timers 0 0',
      'BGP_DOWN+',
      'Its hold time is 0, which Cloudflare does not accept.',
    ],
    [
      'hold time 0',
      'bird',
      'bird.conf',
      /hold time \d+/,
      'hold time 0',
      'BGP_DOWN+',
      'Its hold time is 0, which Cloudflare does not accept.',
    ],
    [
      'a passive router',
      'frr',
      'frr.conf',
      /( neighbor \S+) remote-as 13335/,
      '$1 remote-as 13335\n$1 passive',
      'BGP_DOWN',
      'It does not start BGP, and Cloudflare never does.',
    ],
    [
      'a passive router',
      'bird',
      'bird.conf',
      'hold time',
      'passive; hold time',
      'BGP_DOWN',
      'It does not start BGP, and Cloudflare never does.',
    ],
    [
      'another endpoint',
      'frr',
      'swanctl.conf',
      /remote_addrs = .*/,
      'remote_addrs = 192.0.2.1',
      'BGP_DOWN',
      'It connects to 192.0.2.1 for IKE; the Cloudflare endpoint is 162.159.64.41.',
    ],
    [
      'a plain word as identity',
      'frr',
      'swanctl.conf',
      /id = "fqdn:[^"]*"/,
      'id = nobody',
      'BGP_DOWN',
      'Its IKE identity "nobody" is not an identity of this tunnel.',
    ],
    [
      'a weak group',
      'frr',
      'swanctl.conf',
      'prfsha256-ecp384',
      'prfsha256-modp1024',
      'BGP_DOWN',
      'It offers no IKE and ESP proposals that Cloudflare accepts.',
    ],
    [
      'a weak ESP cipher',
      'frr',
      'swanctl.conf',
      'esp_proposals = aes256gcm16',
      'esp_proposals = 3des',
      'BGP_DOWN',
      'It offers no IKE and ESP proposals that Cloudflare accepts.',
    ],
    [
      'a key for another identity',
      'frr',
      'swanctl.conf',
      /id-1 = .*/,
      'id-1 = somebody',
      'BGP_DOWN',
      'It has no pre-shared key for its IKE identity.',
    ],
    [
      'a tunnel that is not started',
      'frr',
      'swanctl.conf',
      'start_action = start',
      'start_action = none',
      'BGP_DOWN',
      'It does not start the tunnel, and Cloudflare never does.',
    ],
    [
      'a neighbor behind a comment sign',
      'frr',
      'frr.conf',
      /^ neighbor (\S+) remote-as/m,
      ' ! neighbor $1 remote-as',
      'BGP_DOWN',
      'It has no BGP neighbor.',
    ],
    [
      'a neighbor that is removed later',
      'frr',
      'frr.conf',
      ' address-family',
      ' no neighbor 10.77.0.8\n address-family',
      'BGP_DOWN',
      'It has no BGP neighbor.',
    ],
    [
      'a neighbor that is not activated',
      'frr',
      'frr.conf',
      /.* activate\n/,
      '',
      'BGP_DOWN',
      'It does not start BGP, and Cloudflare never does.',
    ],
    [
      'a key before remote-as, which FRR ignores',
      'frr',
      'frr.conf',
      /^( neighbor \S+ remote-as 13335\n)([\s\S]*?)( neighbor \S+ password \S+\n)/m,
      '$3$1$2',
      'BGP_DOWN',
      'It has no MD5 key, and the tunnel has one.',
    ],
    [
      'BGP shut down',
      'frr',
      'frr.conf',
      ' address-family',
      ' bgp shutdown\n address-family',
      'BGP_DOWN',
      'It does not start BGP, and Cloudflare never does.',
    ],
    [
      'another ASN for this neighbor',
      'frr',
      'frr.conf',
      ' address-family',
      ' neighbor 10.77.0.8 local-as 64888\n address-family',
      'BGP_DOWN+',
      'Its ASN is 64888; the tunnel expects 64700.',
    ],
    [
      'another source address',
      'bird',
      'bird.conf',
      /local \S+ as/,
      'local 192.0.2.7 as',
      'BGP_DOWN',
      'It connects from 192.0.2.7 for BGP; its end of the tunnel is 10.77.0.9.',
    ],
    [
      'a mistake anywhere, for which BIRD refuses the file',
      'bird',
      'bird.conf',
      'log syslog',
      'logg syslog',
      'BGP_DOWN',
      'It has no BGP neighbor.',
    ],
    [
      'an unknown option, for which strongSwan discards the connection',
      'frr',
      'swanctl.conf',
      'mobike = no',
      'mobikee = no',
      'BGP_DOWN',
      'It has no IKE connection.',
    ],
    [
      'a proposal without a group, for which strongSwan discards the connection',
      'frr',
      'swanctl.conf',
      'prfsha256-ecp384',
      'prfsha256',
      'BGP_DOWN',
      'It has no IKE connection.',
    ],
    [
      'a CBC cipher without an integrity algorithm',
      'frr',
      'swanctl.conf',
      'esp_proposals = aes256gcm16-ecp384',
      'esp_proposals = aes256-ecp384',
      'BGP_DOWN',
      'It offers no IKE and ESP proposals that Cloudflare accepts.',
    ],
    [
      'the first version of IKE',
      'frr',
      'swanctl.conf',
      'version = 2',
      'version = 1',
      'BGP_DOWN',
      'It does not use IKEv2.',
    ],
    [
      'a certificate',
      'frr',
      'swanctl.conf',
      'auth = psk',
      'auth = pubkey',
      'BGP_DOWN',
      'It does not authenticate with a pre-shared key at both ends.',
    ],
    [
      'another identity of Cloudflare',
      'frr',
      'swanctl.conf',
      /(remote \{[^}]*id = )\S+/,
      '$1192.0.2.9',
      'BGP_DOWN',
      "It expects Cloudflare's IKE identity to be 192.0.2.9; it is 162.159.64.41.",
    ],
    [
      'transport mode',
      'frr',
      'swanctl.conf',
      'mode = tunnel',
      'mode = transport',
      'BGP_DOWN',
      'Its IPsec mode is not tunnel mode.',
    ],
    [
      'a traffic selector without the interface address',
      'frr',
      'swanctl.conf',
      'remote_ts = 0.0.0.0/0',
      'remote_ts = 10.99.0.0/16',
      'BGP_DOWN',
      "Its remote traffic selector does not include Cloudflare's interface address 10.77.0.8.",
    ],
    [
      'a wrong pre-shared key',
      'frr',
      'swanctl.conf',
      /secret = .*/,
      'secret = "canary of another key"',
      'BGP_DOWN',
      "Its pre-shared key is not the tunnel's.",
    ],
  ])('%s in the text of %s (%s)', async (_, device, name, from, to, state, says) => {
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
  })

  test.each(['\r\n', '\n\t'])('with other blanks (%j) says the same', async (end) => {
    const { download, configure } = await watch()
    const files = download('frr')
    const text = (name: string) => (files[name] ?? '').replaceAll(/\n */g, end)
    expect(await configure({ 'frr.conf': text('frr.conf'), 'swanctl.conf': text('swanctl.conf') })).toEqual(
      UP,
    )
  })

  test.each(['k', ' two  words ', 'a=b', '0x41', '0sQUJD', 'né"}\\#'])(
    'with the key %j is right',
    async (psk) => {
      const { download, configure } = await watch(BGP, { psk })
      expect(await configure({ 'swanctl.conf': download('frr', psk)['swanctl.conf'] ?? '' })).toEqual(UP)
    },
  )

  test('with a key that was replaced since is wrong; a key that nobody knows is not compared', async () => {
    const { download, configure, call, steer, made } = await watch()
    const text = download('frr')['swanctl.conf'] ?? ''
    expect(await configure({ 'swanctl.conf': text })).toEqual(UP)
    // A dry-run sets no key.
    await call('PUT', `/${made.id}`, { psk: 'another-canary' }, DRY)
    expect(await configure({ 'swanctl.conf': text })).toEqual(UP)
    await call('POST', `/${made.id}/psk_generate`)
    const router = async (id: string) =>
      simulation.parse((await steer('GET', '/world')).result).routers[id] ?? expect.unreachable()
    expect((await router(made.id)).differences).toEqual(["Its pre-shared key is not the tunnel's."])
    // The keys of the tunnels that are there from the start are not known.
    const seeded: Tunnel = (await call('GET', '')).result.ipsec_tunnels[0]
    await steer('PUT', `/routers/${seeded.id}`, { act: 'configure', files: { pasted: text } })
    const said = await router(seeded.id)
    expect(said.differences?.join()).not.toContain('pre-shared key is not')
    expect(said.unread).toEqual([expect.stringContaining('pre-shared key in swanctl.conf is not compared')])
  })

  test('that is cut leaves strongSwan without a connection', async () => {
    const { download, configure } = await watch()
    const text = download('frr')['swanctl.conf'] ?? ''
    const { state, differences } = await configure({
      'swanctl.conf': text.slice(0, text.indexOf('secrets')).replace(/\}\s*$/, ''),
    })
    expect([state, differences[0]]).toEqual(['BGP_DOWN', 'It has no IKE connection.'])
  })

  test('is compared at every read: a session comes up after the tunnel is changed to match the file', async () => {
    const { download, configure, call, made, input, clock } = await watch()
    const files = download('frr')
    const text = (files['frr.conf'] ?? '').replace('router bgp 64700', 'router bgp 64701')
    expect((await configure({ 'frr.conf': text })).state).toBe('BGP_DOWN+')
    await call('PUT', `/${made.id}`, { ...input, psk: undefined, bgp: { ...BGP, customer_asn: 64_701 } })
    clock.time += SILENT_MS + OPENING_MS
    expect((await call('GET', `/${made.id}`)).result.ipsec_tunnel.bgp_status.state).toBe('BGP_UP')
  })
})

test.each<[string, string, string]>([
  [
    'FRR: a peer group, an ASN in dots and "external"',
    `router bgp 0.64700
 neighbor CF peer-group
 neighbor CF remote-as external
 neighbor CF password ${BGP.md5_key}
 neighbor 10.77.0.8 peer-group CF
 neighbor 192.0.2.1 remote-as 64999`,
    'BGP_UP+',
  ],
  [
    'FRR: a line that a later "no" removes',
    `router bgp 64700\n neighbor 10.77.0.8 remote-as 13335\n neighbor 10.77.0.8 password ${BGP.md5_key}\n neighbor 10.77.0.8 shutdown\n no neighbor 10.77.0.8 shutdown`,
    'BGP_UP+',
  ],
  [
    'FRR: shut down',
    `router bgp 64700\n neighbor 10.77.0.8 remote-as 13335\n neighbor 10.77.0.8 password ${BGP.md5_key}\n neighbor 10.77.0.8 shutdown`,
    'BGP_DOWN',
  ],
  ['FRR: no neighbor at all', 'router bgp 64700', 'BGP_DOWN'],
  [
    'BIRD: a template, constants and comments that look like statements',
    `define US = 64700; # protocol bgp x { local as 1; }
/* hold time 0; */
template bgp cloudflare { local as US; hold time 90; password "${BGP.md5_key}"; }
protocol bgp one from cloudflare { neighbor 10.77.0.8 as 13335; ipv4 { import all; export none; }; }`,
    'BGP_UP+',
  ],
])('%s', async (_, text, state) => {
  const { configure } = await watch()
  expect((await configure({ pasted: text })).state).toBe(state)
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
