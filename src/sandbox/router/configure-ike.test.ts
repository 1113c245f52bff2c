/** A simulated router that is configured with a text of strongSwan behaves as the text says. */
import { expect, test } from 'vitest'
import { simulation } from '../../contract/sandbox.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { DRY } from '../testing.ts'
import { BGP, type Edit, expectEdit, UP, watch } from './testing.ts'

test.each<Edit>([
  [
    'another endpoint',
    /remote_addrs = .*/,
    'remote_addrs = 192.0.2.1',
    'BGP_DOWN',
    'It connects to 192.0.2.1 for IKE; the Cloudflare endpoint is 162.159.64.41.',
  ],
  [
    'a plain word as identity',
    /id = "fqdn:[^"]*"/,
    'id = nobody',
    'BGP_DOWN',
    'Its IKE identity "nobody" is not an identity of this tunnel.',
  ],
  [
    'a weak group',
    'prfsha256-ecp384',
    'prfsha256-modp1024',
    'BGP_DOWN',
    'It offers no IKE and ESP proposals that Cloudflare accepts.',
  ],
  [
    'a weak ESP cipher',
    'esp_proposals = aes256gcm16',
    'esp_proposals = 3des',
    'BGP_DOWN',
    'It offers no IKE and ESP proposals that Cloudflare accepts.',
  ],
  [
    'a key for another identity',
    /id-1 = .*/,
    'id-1 = somebody',
    'BGP_DOWN',
    'It has no pre-shared key for its IKE identity.',
  ],
  [
    'a tunnel that is not started',
    'start_action = start',
    'start_action = none',
    'BGP_DOWN',
    'It does not start the tunnel, and Cloudflare never does.',
  ],
  [
    'an unknown option, for which strongSwan discards the connection',
    'mobike = no',
    'mobikee = no',
    'BGP_DOWN',
    'It has no IKE connection.',
  ],
  [
    'a proposal without a group, for which strongSwan discards the connection',
    'prfsha256-ecp384',
    'prfsha256',
    'BGP_DOWN',
    'It has no IKE connection.',
  ],
  [
    'a CBC cipher without an integrity algorithm',
    'esp_proposals = aes256gcm16-ecp384',
    'esp_proposals = aes256-ecp384',
    'BGP_DOWN',
    'It offers no IKE and ESP proposals that Cloudflare accepts.',
  ],
  ['the first version of IKE', 'version = 2', 'version = 1', 'BGP_DOWN', 'It does not use IKEv2.'],
  [
    'a certificate',
    'auth = psk',
    'auth = pubkey',
    'BGP_DOWN',
    'It does not authenticate with a pre-shared key at both ends.',
  ],
  [
    'another identity of Cloudflare',
    /(remote \{[^}]*id = )\S+/,
    '$1192.0.2.9',
    'BGP_DOWN',
    "It expects Cloudflare's IKE identity to be 192.0.2.9; it is 162.159.64.41.",
  ],
  ['transport mode', 'mode = tunnel', 'mode = transport', 'BGP_DOWN', 'Its IPsec mode is not tunnel mode.'],
  [
    'a traffic selector without the interface address',
    'remote_ts = 0.0.0.0/0',
    'remote_ts = 10.99.0.0/16',
    'BGP_DOWN',
    "Its remote traffic selector does not include Cloudflare's interface address 10.77.0.8.",
  ],
  [
    'a wrong pre-shared key',
    /secret = .*/,
    'secret = "canary of another key"',
    'BGP_DOWN',
    "Its pre-shared key is not the tunnel's.",
  ],
])('swanctl.conf with %s', (...edit) => expectEdit('frr', 'swanctl.conf', edit))

test.each(['k', ' two  words ', 'a=b', '0x41', '0sQUJD', 'né"}\\#'])(
  'swanctl.conf with the key %j is right',
  async (psk) => {
    const { download, configure } = await watch(BGP, { psk })
    expect(await configure({ 'swanctl.conf': download('frr', psk)['swanctl.conf'] ?? '' })).toEqual(UP)
  },
)

test('swanctl.conf with a key that was replaced since is wrong; a key that nobody knows is not compared', async () => {
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

test('swanctl.conf that is cut leaves strongSwan without a connection', async () => {
  const { download, configure } = await watch()
  const text = download('frr')['swanctl.conf'] ?? ''
  const { state, differences } = await configure({
    'swanctl.conf': text.slice(0, text.indexOf('secrets')).replace(/\}\s*$/, ''),
  })
  expect([state, differences[0]]).toEqual(['BGP_DOWN', 'It has no IKE connection.'])
})
