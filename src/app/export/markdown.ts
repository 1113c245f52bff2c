/** One tunnel as Markdown for a change ticket. It says whether keys are set, and never contains them. */
import { endsOfText } from '../../contract/address.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { escapeUnseen } from '../../contract/visible.ts'
import { noneAt } from '../state/odd.ts'
import { wireValue } from './wire-fields.ts'

/** Text of our own in one line without markup. */
const escaped = (text: string): string =>
  escapeUnseen(text, () => ' ').replace(/[\\`*_{}[\]<>()#!|~&@:]/g, '\\$&')

/**
 * A value as code; the fence is longer than any run of backticks in it.
 * Outside of code a backslash would not stop `@name`, `#1` and `www.` in a name: GitHub and GitLab turn them into
 * mentions and links after they have removed the backslash.
 */
const code = (value: unknown): string => {
  const text = escapeUnseen(String(value), () => ' ')
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^[` ]|[` ]$/.test(text) ? ' ' : ''
  return `${fence}${pad}${text}${pad}${fence}`
}

const NOT_SET = 'not set'

const codeOr = (value: unknown, otherwise: string): string =>
  value === undefined || value === null || value === '' ? otherwise : code(value)

const onOff = (value: unknown): string => (value === true ? 'on' : value === false ? 'off' : code(value))

/** A value that was not recognised is neither missing nor the default. */
const at = (tunnel: Tunnel, path: string, term: string, value: string): [string, string] => [
  term,
  noneAt(tunnel, path, value),
]

const pskOf = ({ psk_metadata: key }: Tunnel): string => {
  if (key?.last_generated_on) return `set on ${code(key.last_generated_on)}, not included`
  return key ? NOT_SET : 'not reported'
}

const bgpOf = (tunnel: Tunnel): [string, string][] => {
  const { bgp } = tunnel
  if (!bgp) return [at(tunnel, 'bgp', 'BGP', 'off')]
  const prefixes = bgp.extra_prefixes ?? []
  return [
    at(tunnel, 'bgp.customer_asn', 'Customer ASN', codeOr(bgp.customer_asn, NOT_SET)),
    at(tunnel, 'bgp.md5_key', 'MD5 key', bgp.md5_key ? 'set, not included' : NOT_SET),
    at(
      tunnel,
      'bgp.extra_prefixes',
      'Extra prefixes',
      prefixes.length === 0 ? 'none' : prefixes.map(code).join(', '),
    ),
    ...(['import_filter_id', 'export_filter_id'] as const)
      .filter((name) => bgp[name])
      .map((name): [string, string] => [`BGP ${name.split('_')[0]} filter`, code(bgp[name])]),
  ]
}

const healthOf = (tunnel: Tunnel): string => {
  const { health_check: check } = tunnel
  if (!check) return 'not reported'
  const read = (path: 'direction' | 'type' | 'rate') => code(wireValue(tunnel, `health_check.${path}`))
  const target = wireValue(tunnel, 'health_check.target.saved')
  return [
    onOff(wireValue(tunnel, 'health_check.enabled')),
    read('direction'),
    read('type'),
    read('rate'),
    `target ${codeOr(target, 'by default')}`,
  ].join(', ')
}

const rowsOf = (tunnel: Tunnel): [string, string][] => {
  const ends = endsOfText(tunnel.interface_address)
  const { custom_remote_identities: custom, remote_identities: ids } = tunnel
  return [
    ['Tunnel id', code(tunnel.id)],
    at(tunnel, 'cloudflare_endpoint', 'Cloudflare endpoint', codeOr(tunnel.cloudflare_endpoint, NOT_SET)),
    at(tunnel, 'customer_endpoint', 'Customer endpoint', codeOr(tunnel.customer_endpoint, NOT_SET)),
    at(
      tunnel,
      'interface_address',
      'Interface address (Cloudflare)',
      codeOr(tunnel.interface_address, NOT_SET),
    ),
    ...(ends ? [['Interface address (router)', code(ends.customer)] as [string, string]] : []),
    at(tunnel, 'interface_address6', 'IPv6 interface address', codeOr(tunnel.interface_address6, NOT_SET)),
    ['IKE identity', codeOr(custom?.fqdn_id || ids?.fqdn_id, 'not reported')],
    at(tunnel, 'psk_metadata', 'Pre-shared key', pskOf(tunnel)),
    ...bgpOf(tunnel),
    at(tunnel, 'health_check', 'Health check', healthOf(tunnel)),
    at(tunnel, 'replay_protection', 'Replay protection', onOff(wireValue(tunnel, 'replay_protection'))),
    at(
      tunnel,
      'automatic_return_routing',
      'Automatic return routing',
      onOff(wireValue(tunnel, 'automatic_return_routing')),
    ),
    ['Created', codeOr(tunnel.created_on, 'not reported')],
    ['Modified', codeOr(tunnel.modified_on, 'not reported')],
  ]
}

/** @param status the tunnel's current state in one sentence; omitted when it is unknown */
export const markdownOf = (tunnel: Tunnel, status?: string): string =>
  [
    `## IPsec tunnel ${code(tunnel.name)}`,
    '',
    ...(tunnel.description ? [code(tunnel.description), ''] : []),
    ...(status ? [`Status: ${escaped(status)}`, ''] : []),
    '| Field | Value |',
    '| --- | --- |',
    // A table needs bars escaped even in code.
    ...rowsOf(tunnel).map(([field, value]) => `| ${field} | ${value.replaceAll('|', '\\|')} |`),
    '',
  ].join('\n')
