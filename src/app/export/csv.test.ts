/** `csv.ts`: columns by place on the wire, and cells that no spreadsheet runs. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIELD_NAMES, rowOf } from '../../contract/fields/table.ts'
import { csv, neutralised, restored } from './csv.ts'
import { whole } from './parts.ts'
import { FULL, hostileText, hostileTunnel, ID, tunnelOf } from './testing.ts'

/** A strict RFC 4180 parser: quotes only around a whole field, lines end with CR LF. */
const read = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  const pattern = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n)/y
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const [, field = '', end] = pattern.exec(text) ?? []
    if (end === undefined) throw new Error(`Not CSV at ${at}: ${text.slice(at, at + 40)}`)
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)
    if (end === '\r\n') {
      rows.push(row)
      row = []
    }
  }
  return rows
}

const recordsOf = (text: string): Record<string, string>[] => {
  const [head = [], ...rows] = read(text)
  return rows.map((cells) =>
    Object.fromEntries(head.map((column, index) => [column, cells[index] ?? 'missing'])),
  )
}

/** From the table, so that a new field must have a cell. */
const WITHOUT_KEYS = FIELD_NAMES.map(rowOf).flatMap(({ path, secret, example }) =>
  secret || !example ? [] : path,
)

test('a full tunnel has a cell for each field, under its path in the request', () => {
  const [record, ...others] = recordsOf(whole(csv([FULL], false)))
  expect(others).toEqual([])
  expect(Object.keys(record ?? {})).toEqual(expect.arrayContaining(WITHOUT_KEYS))
  expect(record).toMatchObject({
    id: ID,
    name: 'lis-branch-a',
    description: 'Branch Lisbon, ISP A',
    cloudflare_endpoint: '162.159.64.41',
    customer_endpoint: '203.0.113.44',
    interface_address: '10.77.0.8/31',
    interface_address6: '2606:54c1:7:0:a9fe:12d2:1:200/127',
    replay_protection: 'true',
    automatic_return_routing: 'true',
    'custom_remote_identities.fqdn_id': 'lis.12345.custom.ipsec.cloudflare.com',
    'bgp.customer_asn': '64700',
    'bgp.extra_prefixes': '10.20.0.0/16 0.0.0.0/0',
    'bgp.import_filter_id': '',
    'bgp.export_filter_id': '',
    'health_check.enabled': 'true',
    'health_check.direction': 'bidirectional',
    'health_check.type': 'request',
    'health_check.rate': 'high',
    'health_check.target.saved': '203.0.113.45',
    psk_last_generated_on: '2026-05-01T10:00:00Z',
    allow_null_cipher: 'false',
    created_on: '2026-04-01T10:00:00Z',
    modified_on: '2026-05-01T10:00:00Z',
  })
})

test('MD5 keys have a column only on request', () => {
  expect(whole(csv([FULL], false))).not.toContain('md5')
  expect(recordsOf(whole(csv([FULL], true)))[0]?.['bgp.md5_key']).toBe('lis-md5-Key')
})

test.each([
  ['=HYPERLINK("https://evil.example","x")', `'=HYPERLINK("https://evil.example","x")`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t'=1"],
  ['\r=1', "'\r'=1"],
  ["'=1", "''=1"],
  ['a;=cmd', "a;'=cmd"],
  ['a\n-b', "a\n'-b"],
  ['lis-branch-a', 'lis-branch-a'],
  ["it's", "it's"],
])('%j becomes %j', (text, written) => {
  expect(neutralised(text)).toBe(written)
  expect(restored(written)).toBe(text)
})

test('no text starts a formula, however a spreadsheet splits it, and each text can be restored', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const safe = neutralised(text)
      for (const part of safe.split(/[\t\r\n,;|"]/)) expect(part).not.toMatch(/^[=+\-@＝＋－＠]/)
      expect(safe).not.toMatch(/^[\t\r\n]/)
      expect(restored(safe)).toBe(text)
    }),
    { numRuns: 5000 },
  )
})

test('a hostile tunnel makes one row that contains its own text', () => {
  fc.assert(
    fc.property(fc.array(hostileTunnel, { maxLength: 5 }), (tunnels) => {
      const records = recordsOf(whole(csv(tunnels, true)))
      expect(records.map(({ name = '' }) => restored(name))).toEqual(tunnels.map(({ name }) => name))
      expect(records.map((record) => restored(record['bgp.md5_key'] ?? ''))).toEqual(
        tunnels.map(({ bgp }) => bgp?.md5_key ?? ''),
      )
    }),
  )
})

test('an export without tunnels contains only the headings', () => {
  expect(read(whole(csv([], false)))).toHaveLength(1)
  expect(read(whole(csv([tunnelOf()], false)))[0]?.[0]).toBe('id')
})
