/** `formats.ts`: what every format of the export holds, and that no key is in it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tunnelInput } from '../../contract/tunnel.ts'
import { fileName } from './file-name.ts'
import { FORMATS, type Format } from './formats.ts'
import { beginning, whole } from './parts.ts'
import { FULL, hostileTunnel, ID, tunnelOf } from './testing.ts'
import { configurationOf } from './wire-fields.ts'

const json = FORMATS.find(({ title }) => title === 'JSON') as Format

test('the export contains what the API accepts, with its defaults', () => {
  expect(tunnelInput.parse(configurationOf(FULL))).toMatchObject({ bgp: FULL.bgp, name: FULL.name })
  expect(tunnelInput.parse(configurationOf(tunnelOf({ bgp: { customer_asn: 0 } })))).toEqual({
    name: 'lis-branch-a',
    cloudflare_endpoint: '162.159.64.41',
    interface_address: '10.77.0.8/31',
    replay_protection: false,
    automatic_return_routing: false,
    bgp: { customer_asn: 0, extra_prefixes: [] },
    health_check: { enabled: true, direction: 'unidirectional', type: 'reply', rate: 'mid' },
  })
})

test('values from the API stay unchanged, even where the form would normalise or not know them', () => {
  const tunnel = tunnelOf({ name: ' a ', health_check: { type: 'echo', target: '192.0.2.9' } })
  expect(configurationOf(tunnel)).toMatchObject({
    name: ' a ',
    health_check: { type: 'echo', target: { saved: '192.0.2.9' } },
  })
})

describe('keys', () => {
  // The API never returns a pre-shared key. If it did, the export must not contain it.
  const leaky = tunnelOf({ ...FULL, psk: 'PSK-CANARY', odd: [{ psk: 'PSK-CANARY', md5_key: 'MD5-CANARY' }] })
  const tunnel = { ...leaky, bgp: { customer_asn: 1, md5_key: 'MD5-CANARY' } }

  test.each(FORMATS)('are not in $title, except MD5 keys on request', ({ write }) => {
    expect(whole(write([tunnel], false))).not.toContain('CANARY')
    expect(whole(write([tunnel], true))).not.toContain('PSK-CANARY')
    expect(whole(write([tunnel], true))).toContain('MD5-CANARY')
  })
})

describe('JSON', () => {
  test('contains the objects of the API, with unknown fields', () => {
    const { bgp, ...rest } = { ...FULL, new_field: { a: [1] } }
    const tunnels = [{ ...rest, bgp: { customer_asn: 64700, extra_prefixes: bgp?.extra_prefixes ?? [] } }]
    expect(JSON.parse(whole(json.write([{ ...rest, bgp }], false)))).toEqual(tunnels)
    expect(JSON.parse(whole(json.write([], false)))).toEqual([])
  })

  test('contains an unrecognised value where it came, and no key of another type', () => {
    const odd_values = { interface_address: 7, 'bgp.md5_key': ['MD5-CANARY'] }
    const text = whole(json.write([{ ...FULL, bgp: { customer_asn: 1, md5_key: null }, odd_values }], false))
    expect(JSON.parse(text)).toMatchObject([{ interface_address: 7, bgp: { customer_asn: 1 } }])
    expect(text).not.toMatch(/CANARY|odd_values/)
  })

  test('parses to the same value, and contains no invisible characters', () => {
    fc.assert(
      fc.property(fc.array(hostileTunnel, { maxLength: 4 }), (tunnels) => {
        const text = whole(json.write(tunnels, true))
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(tunnels)))
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }),
    )
  })
})

describe('a file name', () => {
  test.each([
    [tunnelOf(), 'lis-branch-a.tf'],
    [tunnelOf({ name: '../../etc/passwd' }), 'etc-passwd.tf'],
    [tunnelOf({ name: 'Zürich "core" №1' }), 'Zurich-core-No1.tf'],
    [tunnelOf({ name: '東京' }), 'tunnel-7f3c2a9e.tf'],
    [tunnelOf({ name: 'CON' }), 'tunnel-7f3c2a9e.tf'],
    [tunnelOf({ name: '.htaccess\u202efdp.exe' }), 'htaccess-fdp-exe.tf'],
  ])('of $name is plain', (tunnel, name) => {
    expect(fileName([tunnel], 'tf')).toBe(name)
  })

  test('of several tunnels contains their number', () => {
    expect(fileName([tunnelOf(), tunnelOf()], 'csv')).toBe('ipsec-tunnels-2.csv')
  })

  test('is never long, hidden or a path', () => {
    fc.assert(
      fc.property(hostileTunnel, (tunnel) => {
        expect(fileName([tunnel], 'tf')).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}\.tf$/)
      }),
    )
  })
})

test('reading the beginning of five thousand tunnels writes only that part', () => {
  let made = 0
  const parts = function* () {
    for (; made < 5000; made++) yield 'x'.repeat(100)
  }
  expect(beginning(parts(), 1000)).toEqual({ text: 'x'.repeat(1000), isWhole: false })
  expect(made).toBeLessThan(12)
  expect(beginning(['a', 'b'], 1000)).toEqual({ text: 'ab', isWhole: true })
})

test('every format writes each of five thousand tunnels once', () => {
  const tunnels = Array.from({ length: 5000 }, (_, index) =>
    tunnelOf({ id: index.toString(16).padStart(32, '0'), name: `site-${index}` }),
  )
  for (const { write } of FORMATS) {
    const text = whole(write(tunnels, false))
    expect(text.match(/site-4321"?\b/g)).toHaveLength(1)
  }
  expect(tunnels[0]?.id).not.toBe(ID)
})
