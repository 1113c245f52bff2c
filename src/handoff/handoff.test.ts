/** `handoff.ts`: which tunnels and keys a device is refused for, and what its files hold. */
import { describe, expect, test } from 'vitest'
import type { Tunnel } from '../contract/tunnel.ts'
import { deviceById, devices } from './devices.ts'
import { handoff, type Input } from './handoff.ts'
import { advise } from './judge.ts'
import { ANSWERS, keyed, SECOND, siteFor, TUNNEL } from './testing.ts'

const made = (id: string, tunnels: Input['tunnels'], answers: Record<string, string> = ANSWERS) => {
  const device = deviceById(id)
  if (!device) throw new Error(id)
  return handoff(device, { tunnels, answers })
}
const errorsOf = (id: string, tunnels: Input['tunnels'], answers?: Record<string, string>) =>
  made(id, tunnels, answers).findings.filter(({ severity }) => severity === 'error')
const textOf = (id: string, tunnels: Input['tunnels'], answers?: Record<string, string>) =>
  made(id, tunnels, answers)
    .files.map(({ text }) => text)
    .join('\n')

const withMd5 = (md5_key: string): Tunnel => ({ ...TUNNEL, bgp: { customer_asn: 65010, md5_key } })

describe('a key that the device cannot express', () => {
  test.each([
    ['strongswan-frr', 'a b', 'choose strongSwan with BIRD'],
    ['vyos', 'a b', 'choose strongSwan with BIRD'],
    ['vyos', "it's", 'single quotes'],
    ['cisco-ios-xe', '1abc', 'begins with a letter'],
    ['cisco-ios-xe', ' abc', 'blanks at the ends'],
    ['juniper-srx', '$9$abc', 'starts differently'],
    ['fortigate', 'ENC abc', 'starts differently'],
    ['palo-alto', 'a\\b', 'without them'],
    ['aws', 'abc', 'Remove it from the tunnel'],
    ['azure', 'abc', 'Remove it from the tunnel'],
    ['oracle', 'abc', 'Remove it from the tunnel'],
    ['strongswan-frr', 'x'.repeat(81), 'at most 80 characters, and this one has 81'],
  ])('is refused with advice: %s, MD5 key %j', (id, key, advice) => {
    const [site] = siteFor(id)
    const tunnel = { ...withMd5(key), interface_address: site.tunnel.interface_address }
    const result = made(id, [keyed(tunnel, 'abcdefgh12')])
    expect(result.files).toEqual([])
    expect(result.findings.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ field: 'bgp.md5_key', message: expect.stringContaining(advice) }),
    ])
  })

  test.each([
    ['cisco-ios-xe', 'has a blank'],
    ['cisco-ios-xe', 'what?'],
    ['juniper-srx', '$9$abcdef'],
    ['fortigate', 'ENC abcdef'],
    ['fortigate', 'short'],
    ['aws', 'with-hyphen'],
    ['aws', '0abcdefgh'],
    ['aws', 'short'],
    ['azure', 'with-hyphen'],
    ['oracle', 'with-hyphen'],
    ['mikrotik', 'schlüssel'],
    ['generic', 'two\nlines'],
  ])('is refused: %s, PSK %j', (id, key) => {
    const [{ tunnel }] = siteFor(id)
    expect(errorsOf(id, [keyed(tunnel, key)])).toEqual([expect.objectContaining({ field: 'psk' })])
  })

  test('is not a blank in an MD5 key for BIRD, nor any PSK for swanctl', () => {
    const text = textOf('strongswan-bird', [keyed(withMd5(' a  b '), '0x odd "PSK" \\ #{}\né')])
    expect(text).toContain('password " a  b ";')
    expect(text).toContain(`secret = 0s${Buffer.from('0x odd "PSK" \\ #{}\né').toString('base64')}`)
  })
})

describe('the IKE identity', () => {
  const without: Tunnel = { ...TUNNEL, remote_identities: null }

  test('is a custom one of the tunnel before a generated one', () => {
    const custom = 'lis.33145236.custom.ipsec.cloudflare.com'
    const text = textOf('strongswan-frr', [
      keyed({ ...TUNNEL, custom_remote_identities: { fqdn_id: custom } }),
    ])
    expect(text).toContain(`id = "fqdn:${custom}"`)
  })

  test('is asked for when the tunnel has none', () => {
    const result = made('strongswan-frr', [keyed(without)])
    expect(result.files).toEqual([])
    expect(result.findings.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({
        field: `answers.identity.${TUNNEL.id}`,
        message: expect.stringContaining('FQDN ID'),
      }),
    ])
    const answers = { ...ANSWERS, [`identity.${TUNNEL.id}`]: 'abc.123.ipsec.cloudflare.com' }
    expect(textOf('strongswan-frr', [keyed(without)], answers)).toContain(
      'id = "fqdn:abc.123.ipsec.cloudflare.com"',
    )
  })

  test('is refused when the tunnel has others and not this one', () => {
    const answers = { ...ANSWERS, [`identity.${TUNNEL.id}`]: 'abc.123.ipsec.cloudflare.com' }
    expect(errorsOf('strongswan-frr', [keyed(TUNNEL)], answers)).toHaveLength(1)
  })

  test.each([
    ['user_id', 'email:'],
    ['hex_id', 'keyid:'],
  ] as const)('is sent with the type of %s', (field, prefix) => {
    const value = TUNNEL.remote_identities?.[field] ?? ''
    const answers = { ...ANSWERS, [`identity.${TUNNEL.id}`]: value }
    expect(textOf('strongswan-frr', [keyed(TUNNEL)], answers)).toContain(`id = "${prefix}${value}"`)
  })
})

describe('two tunnels of a site', () => {
  test('are in one file, each with its own interface', () => {
    const text = textOf('strongswan-frr', [keyed(TUNNEL), keyed(SECOND)])
    expect(text).toContain('if_id_in = 101')
    expect(text).toContain('if_id_in = 102')
  })

  test('are refused with the same number for both', () => {
    const answers = { ...ANSWERS, [`if_id.${SECOND.id}`]: '101' }
    expect(errorsOf('strongswan-frr', [keyed(TUNNEL), keyed(SECOND)], answers)).toHaveLength(1)
  })

  test('are refused with different ASNs', () => {
    const other = { ...SECOND, bgp: { customer_asn: 65011 } }
    expect(errorsOf('strongswan-frr', [keyed(TUNNEL), keyed(other)])).toEqual([
      expect.objectContaining({ field: 'bgp.customer_asn' }),
    ])
  })

  test.each([
    ['strongswan-frr', true, 1],
    ['strongswan-frr', false, 0],
    ['azure', true, 0],
    ['azure', false, 1],
  ])('%s, same Cloudflare endpoint %s: %i warnings', (id, isShared, count) => {
    const [first, second] = siteFor(id)
    const endpoint = isShared ? first.tunnel.cloudflare_endpoint : '172.64.240.9'
    const other = { ...second, tunnel: { ...second.tunnel, cloudflare_endpoint: endpoint } }
    const about = made(id, [first, other]).findings.filter(({ field }) => field === 'cloudflare_endpoint')
    expect(about).toHaveLength(count)
  })

  test('are refused by a device with one tunnel in each file', () => {
    expect(errorsOf('mikrotik', [keyed(TUNNEL), keyed(SECOND)])).toHaveLength(1)
  })
})

describe('without the PSK', () => {
  test.each(devices.map(({ id }) => id))('the file for %s contains the placeholder', (id) => {
    const [{ tunnel }] = siteFor(id)
    const { files, findings } = made(id, [keyed(tunnel, null)])
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(files.some(({ text }) => text.includes('PSK-OF-cf-lis-hq-a'))).toBe(true)
  })

  test.each(['vyos', 'cisco-ios-xe', 'juniper-srx'])(
    'the commands for %s set the key of each tunnel',
    (id) => {
      const [first, second] = siteFor(id)
      const tunnels = [keyed(first.tunnel, null), keyed(second.tunnel, null)] as const
      const { keyEntry } = made(id, tunnels)
      for (const name of ['cf-lis-hq-a', 'cf-lis-hq-b']) {
        expect(keyEntry?.commands).toMatch(new RegExp(`PSK-OF-${name}|PSK of ${name}`))
      }
      expect(made(id, [first]).keyEntry).toBe(null)
    },
  )

  test('the command for swanctl replaces the placeholder with any key', async () => {
    const { spawnSync } = await import('node:child_process')
    const { mkdtempSync, readFileSync, writeFileSync } = await import('node:fs')
    const result = made('strongswan-frr', [keyed(TUNNEL, null)])
    const folder = mkdtempSync('/tmp/handoff-key-')
    const path = `${folder}/swanctl.conf`
    writeFileSync(path, result.files[0]?.text ?? '')
    const commands = (result.keyEntry?.commands ?? '')
      .replace('/etc/swanctl/conf.d/cf-lis-hq-a.conf', path)
      .replace('swanctl --load-all', ':')
    const key = 'odd "key" $HOME \\n | & `id`/+='
    expect(spawnSync('bash', ['-c', commands], { input: `${key}\n` }).status).toBe(0)
    expect(readFileSync(path, 'utf8')).toBe(made('strongswan-frr', [keyed(TUNNEL, key)]).files[0]?.text)
  })
})

describe('in the form', () => {
  const advice = (id: string, draft: Parameters<typeof advise>[1]) => {
    const device = deviceById(id)
    if (!device) throw new Error(id)
    return advise(device, draft)
  }

  test('a device gives its defaults with the reason', () => {
    expect(advice('meraki', {}).defaults).toContainEqual({
      field: 'replay_protection',
      value: true,
      says: 'Set for Cisco Meraki MX: the Meraki MX cannot switch anti-replay off',
    })
  })

  test('a value that the device does not support is a warning, never an error', () => {
    const { findings } = advice('meraki', {
      replay_protection: false,
      psk: 'two\nlines',
      bgp: { customer_asn: 65010 },
    })
    expect(findings.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['replay_protection', 'psk', 'bgp', 'health_check.target']),
    )
    expect(findings.every(({ severity }) => severity === 'warning')).toBe(true)
    expect(findings.map(({ message }) => message)).toContain(
      'Replay protection should be on: the Meraki MX cannot switch anti-replay off',
    )
    expect(JSON.stringify(findings)).not.toContain('lines')
  })

  test('a device that identifies itself by address only asks for the customer endpoint', () => {
    const asked = (id: string, draft: Parameters<typeof advise>[1]) =>
      advice(id, draft).findings.some(({ field }) => field === 'customer_endpoint')
    expect(asked('azure', {})).toBe(true)
    expect(asked('azure', { customer_endpoint: '203.0.113.4' })).toBe(false)
    expect(asked('vyos', {})).toBe(false)
  })

  test('the defaults of a device cause no warning', () => {
    const wanted = {
      replay_protection: false,
      health_check: { type: 'request', direction: 'bidirectional' },
    } as const
    expect(advice('strongswan-frr', wanted).findings).toEqual([])
  })

  test.each([
    ['azure', '169.254.244.1/31', 'link-local'],
    ['azure', '10.252.3.54/31', 'upper'],
    ['aws', '10.1.0.2/30', '169.254.240.0/20'],
    ['aws', '169.254.244.0/31', '/30'],
    ['aws', '169.254.244.1/30', 'the second'],
  ])('%s warns of the interface address %s', (id, interface_address, reason) => {
    const { findings } = advice(id, { interface_address, bgp: { customer_asn: 65010 } })
    expect(findings).toContainEqual(
      expect.objectContaining({ field: 'interface_address', message: expect.stringContaining(reason) }),
    )
  })
})

test('every device has public sources and a unique id', () => {
  for (const { sources } of devices) for (const source of sources) expect(source).toMatch(/^https:\/\//)
  expect(new Set(devices.map(({ id }) => id)).size).toBe(devices.length)
})
