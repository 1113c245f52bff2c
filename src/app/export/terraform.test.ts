/** `terraform.ts`: attributes and text, read back by a parser of HCL. */
import { parse } from '@cdktf/hcl2json'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import { asciiOf } from './file-name.ts'
import { hclString } from './hcl.ts'
import { whole } from './parts.ts'
import { terraform } from './terraform.ts'
import { FULL, hostileText, hostileTunnel, ID, tunnelOf } from './testing.ts'

const RESOURCE = 'cloudflare_magic_wan_ipsec_tunnel'

interface Parsed {
  terraform: unknown[]
  variable: Record<string, Record<string, unknown>[]>
  import: { to: string; id: string }[]
  resource: { [RESOURCE]: Record<string, Record<string, unknown>[]> }
}

const textOf = (tunnels: readonly Tunnel[], includeMd5 = false): string =>
  whole(terraform(tunnels, includeMd5))

const read = async (tunnels: readonly Tunnel[], includeMd5 = false): Promise<Parsed> =>
  (await parse('export.tf', textOf(tunnels, includeMd5))) as unknown as Parsed

/** A string as the parser returns it: a literal `${` as `$${`, and normalised to NFC. */
const asText = (text: string): string => text.normalize('NFC').replace(/[$%](?=\{)/g, '$&$&')

/** An expression as the parser returns it. */
const code = (text: string): string => `\${${text}}`

const only = async (tunnel: Tunnel, includeMd5 = false) => {
  const { resource, variable, ...more } = await read([tunnel], includeMd5)
  const [[name = '', [body] = []] = []] = Object.entries(resource[RESOURCE])
  return { name, body: body as Record<string, unknown>, variable, ...more }
}

/**
 * The settable attributes in the provider's schema:
 * https://github.com/cloudflare/terraform-provider-cloudflare/blob/v5.22.0/internal/services/magic_wan_ipsec_tunnel/custom_schema.go
 */
const SCHEMA: Record<string, 'required' | 'optional'> = {
  account_id: 'required',
  cloudflare_endpoint: 'required',
  interface_address: 'required',
  name: 'required',
  customer_endpoint: 'optional',
  description: 'optional',
  interface_address6: 'optional',
  psk: 'optional',
  bgp: 'optional',
  'bgp.customer_asn': 'required',
  'bgp.extra_prefixes': 'optional',
  'bgp.md5_key': 'optional',
  custom_remote_identities: 'optional',
  'custom_remote_identities.fqdn_id': 'optional',
  automatic_return_routing: 'optional',
  replay_protection: 'optional',
  health_check: 'optional',
  'health_check.direction': 'optional',
  'health_check.enabled': 'optional',
  'health_check.rate': 'optional',
  'health_check.target': 'optional',
  'health_check.target.saved': 'optional',
  'health_check.type': 'optional',
}

const pathsOf = (body: object, before = ''): string[] =>
  Object.entries(body).flatMap(([key, value]) => [
    before + key,
    ...(typeof value === 'object' && value !== null && !Array.isArray(value)
      ? pathsOf(value, `${before}${key}.`)
      : []),
  ])

describe('the attributes of a resource', () => {
  test('of a full tunnel are all that the provider accepts', async () => {
    const { body } = await only(FULL)
    expect(pathsOf(body).sort()).toEqual(Object.keys(SCHEMA).sort())
  })

  test.each<[string, Tunnel]>([
    ['a minimal tunnel', tunnelOf()],
    ['a tunnel with BGP', tunnelOf({ bgp: { customer_asn: 64700 } })],
    ['a tunnel in which everything is null', tunnelOf({ description: null, bgp: null, health_check: null })],
    [
      'a tunnel with BGP filters',
      tunnelOf({ bgp: { customer_asn: 1, import_filter_id: 'a', export_filter_id: 'b' } }),
    ],
  ])('of %s include all that the provider requires, and none that it does not know', async (_, tunnel) => {
    const paths = pathsOf((await only(tunnel)).body)
    const required = Object.entries(SCHEMA).filter(
      ([path, need]) =>
        need === 'required' && (!path.includes('.') || paths.includes(path.split('.')[0] ?? '')),
    )
    expect(required.filter(([path]) => !paths.includes(path))).toEqual([])
    expect(paths.filter((path) => !(path in SCHEMA))).toEqual([])
  })

  test('contain the values of the tunnel, and every default that the API leaves out', async () => {
    expect((await only(tunnelOf({ bgp: { customer_asn: 4_294_967_294 } }))).body).toEqual({
      account_id: code('var.cloudflare_account_id'),
      name: 'lis-branch-a',
      cloudflare_endpoint: '162.159.64.41',
      interface_address: '10.77.0.8/31',
      replay_protection: false,
      automatic_return_routing: false,
      bgp: { customer_asn: 4_294_967_294, extra_prefixes: [] },
      health_check: { enabled: true, direction: 'unidirectional', type: 'reply', rate: 'mid' },
      psk: code('var.psk_lis_branch_a'),
    })
  })

  test('name what the provider would remove', () => {
    const text = textOf([tunnelOf({ bgp: { customer_asn: 1, import_filter_id: 'abc' } })])
    expect(text).toContain('# The provider has no bgp.import_filter_id: applying this removes it.\n')
    expect(text).not.toContain('export_filter_id')
  })
})

test('imports the existing tunnel by the account variable and its ID', async () => {
  const { import: imports, variable } = await only(FULL)
  expect(imports).toEqual([{ to: `\${${RESOURCE}.lis_branch_a}`, id: `\${var.cloudflare_account_id}/${ID}` }])
  expect(variable.cloudflare_account_id).toEqual([{ type: code('string') }])
})

describe('keys', () => {
  test('are sensitive variables, and an unknown pre-shared key is not changed', async () => {
    const { variable } = await only(FULL)
    expect(variable.psk_lis_branch_a).toEqual([expect.objectContaining({ sensitive: true, default: null })])
  })

  test('of MD5 are neither written nor lost: Terraform asks for them', async () => {
    const { body, variable } = await only(FULL)
    expect(body.bgp).toMatchObject({ md5_key: code('var.md5_key_lis_branch_a') })
    expect(variable.md5_key_lis_branch_a?.[0]).toMatchObject({ sensitive: true })
    expect(variable.md5_key_lis_branch_a?.[0]).not.toHaveProperty('default')
    expect(textOf([FULL])).not.toContain('lis-md5-Key')
  })

  test('of MD5 are written on request', async () => {
    const { variable } = await only(FULL, true)
    expect(variable.md5_key_lis_branch_a?.[0]).toMatchObject({ sensitive: true, default: 'lis-md5-Key' })
  })
})

test.each([
  ['plain', '"plain"'],
  ['a "b" \\ c', '"a \\"b\\" \\\\ c"'],
  [`\${var.x} %{if}`, '"$${var.x} %%{if}"'],
  ['$${x}', '"\\u0024\\u0024{x}"'],
  ['a\nb\u202ec', '"a\\nb\\u202ec"'],
])('writes %j as %s', (text, written) => {
  expect(hclString(text)).toBe(written)
})

test('writes any text as one string that parses to the same text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostileText, { minLength: 50, maxLength: 100 }), async (texts) => {
      const file = texts.map((text, index) => `a${index} = ${hclString(text)}\n`).join('')
      const parsed: Record<string, unknown> = await parse('x.tf', file)
      // A lone surrogate cannot be written to a file.
      const expected = texts.map((text, index) => [`a${index}`, asText(text.replace(/\p{Cs}/gu, '\ufffd'))])
      expect(parsed).toEqual(Object.fromEntries(expected))
    }),
    { numRuns: 60 },
  )
})

test('writes one resource and one import for each hostile tunnel, and no unexpected block', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostileTunnel, { minLength: 1, maxLength: 4 }), async (tunnels) => {
      const parsed = await read(tunnels, true)
      expect(Object.keys(parsed).sort()).toEqual(['import', 'resource', 'terraform', 'variable'])
      const names = Object.keys(parsed.resource[RESOURCE])
      expect(names).toHaveLength(tunnels.length)
      expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([])
      expect(parsed.import).toHaveLength(tunnels.length)
      const keys = tunnels.filter(({ bgp }) => bgp?.md5_key).length
      expect(Object.keys(parsed.variable)).toHaveLength(1 + tunnels.length + keys)
    }),
    { numRuns: 60 },
  )
})

test('adds the ID to equal names, independent of what else is exported', async () => {
  const a = tunnelOf({ name: 'Lis Branch', id: 'a'.repeat(32) })
  const b = tunnelOf({ name: 'lis_branch', id: 'b'.repeat(32) })
  const names = async (...tunnels: Tunnel[]) => Object.keys((await read(tunnels)).resource[RESOURCE]).sort()
  expect(await names(a, b)).toEqual(['lis_branch_aaaaaaaa', 'lis_branch_bbbbbbbb'])
  expect(await names(b, a, tunnelOf())).toEqual([
    'lis_branch_a',
    'lis_branch_aaaaaaaa',
    'lis_branch_bbbbbbbb',
  ])
  expect(await names(tunnelOf({ name: '東京' }))).toEqual(['tunnel'])
  expect(await names(tunnelOf({ name: '1st' }))).toEqual(['tunnel_1st'])
})

test('a long run of one character takes no longer than other text', () => {
  // With a pattern that needs quadratic time, each of these takes longer than a test may run.
  const long = (character: string) => `a${character.repeat(400_000)}a`
  for (const sign of ['$', '%']) expect(hclString(long(sign))).toBe(`"${long(sign)}"`)
  for (const separator of ['-', '_'] as const) expect(asciiOf(long(separator), '-')).toBe(long(separator))
})
