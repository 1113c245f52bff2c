/** For tests: tunnels as the API returns them, and hostile ones. */
import fc from 'fast-check'
import type { Tunnel } from '../../contract/tunnel.ts'

export const ID = '7f3c2a9e51d84b06a1c7e25f90b3d814'

export const tunnelOf = (more: Partial<Tunnel> = {}): Tunnel => ({
  id: ID,
  name: 'lis-branch-a',
  cloudflare_endpoint: '162.159.64.41',
  interface_address: '10.77.0.8/31',
  ...more,
})

/** A tunnel with every field of the API reference. */
export const FULL = tunnelOf({
  description: 'Branch Lisbon, ISP A',
  customer_endpoint: '203.0.113.44',
  interface_address6: '2606:54c1:7:0:a9fe:12d2:1:200/127',
  replay_protection: true,
  automatic_return_routing: true,
  allow_null_cipher: false,
  custom_remote_identities: { fqdn_id: 'lis.12345.custom.ipsec.cloudflare.com' },
  bgp: { customer_asn: 64700, extra_prefixes: ['10.20.0.0/16', '0.0.0.0/0'], md5_key: 'lis-md5-Key' },
  health_check: {
    enabled: true,
    direction: 'bidirectional',
    type: 'request',
    rate: 'high',
    target: { saved: '203.0.113.45', effective: '203.0.113.45' },
  },
  psk_metadata: { last_generated_on: '2026-05-01T10:00:00Z' },
  created_on: '2026-04-01T10:00:00Z',
  modified_on: '2026-05-01T10:00:00Z',
})

/** Text with a special meaning in HCL, a shell, a spreadsheet, Markdown or a terminal. */
const PIECES = [
  ...[
    '${',
    '%{',
    '$${',
    '%%{',
    '$',
    '%',
    '{',
    '}',
    '"',
    '\\',
    "'",
    '`',
    '\n',
    '\r',
    '\t',
    '\0',
    '=',
    '+',
    '-',
  ],
  ...[
    '@',
    ',',
    ';',
    '|',
    '#',
    '//',
    '/*',
    '*/',
    '<<EOT',
    '</script>',
    '$(id)',
    '\u202e',
    '\u2028',
    '\ufeff',
    '😀',
  ],
  ...['\u{e0041}', 'é', 'a', ' ', '1', '.', '_', '＝'],
]

export const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

export const hostileTunnel: fc.Arbitrary<Tunnel> = fc.record({
  id: fc.stringMatching(/^[0-9a-f]{32}$/),
  name: hostileText,
  cloudflare_endpoint: hostileText,
  interface_address: hostileText,
  description: fc.option(hostileText),
  custom_remote_identities: fc.option(fc.record({ fqdn_id: hostileText })),
  bgp: fc.option(
    fc.record({
      customer_asn: fc.integer({ min: 0, max: 4_294_967_295 }),
      extra_prefixes: fc.array(hostileText, { maxLength: 3 }),
      md5_key: hostileText,
    }),
  ),
})
