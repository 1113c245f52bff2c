/** `markdown.ts`: a tunnel for a change ticket. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markdownOf } from './markdown.ts'
import { FULL, hostileTunnel, ID, tunnelOf } from './testing.ts'

test('writes a full tunnel without its keys', () => {
  expect(markdownOf(FULL, 'Up. Peering 10.77.0.8 with 10.77.0.9.')).toBe(`## IPsec tunnel \`lis-branch-a\`

\`Branch Lisbon, ISP A\`

Status: Up. Peering 10.77.0.8 with 10.77.0.9.

| Field | Value |
| --- | --- |
| Tunnel id | \`${ID}\` |
| Cloudflare endpoint | \`162.159.64.41\` |
| Customer endpoint | \`203.0.113.44\` |
| Interface address (Cloudflare) | \`10.77.0.8/31\` |
| Interface address (router) | \`10.77.0.9\` |
| IPv6 interface address | \`2606:54c1:7:0:a9fe:12d2:1:200/127\` |
| IKE identity | \`lis.12345.custom.ipsec.cloudflare.com\` |
| Pre-shared key | set on \`2026-05-01T10:00:00Z\`, not included |
| Customer ASN | \`64700\` |
| MD5 key | set, not included |
| Extra prefixes | \`10.20.0.0/16\`, \`0.0.0.0/0\` |
| Health check | on, \`bidirectional\`, \`request\`, \`high\`, target \`203.0.113.45\` |
| Replay protection | on |
| Automatic return routing | on |
| Created | \`2026-04-01T10:00:00Z\` |
| Modified | \`2026-05-01T10:00:00Z\` |
`)
})

test('says of a minimal tunnel what is not set and what was not reported', () => {
  const text = markdownOf(tunnelOf())
  expect(text).toContain('| BGP | off |')
  expect(text).toContain('| Health check | not reported |')
  expect(text).toContain('| Customer endpoint | not set |')
  expect(text).not.toContain('Status')
})

test('does not say that a value is missing or off if it was not recognised', () => {
  const odd_values = { customer_endpoint: 7, replay_protection: 'true', bgp: [] }
  const text = markdownOf(tunnelOf({ odd_values }))
  for (const term of ['Customer endpoint', 'Replay protection', 'BGP'])
    expect(text).toContain(`| ${term} | not recognised |`)
  expect(text).toContain('| Automatic return routing | off |')
})

test('writes a name and a description as code, in which nothing is a link, a mention or markup', () => {
  const text = '[x](javascript:1) @all #1 www.evil.example <b>`|'
  const [heading, , description] = markdownOf(tunnelOf({ name: text, description: text })).split('\n')
  const code = '``[x](javascript:1) @all #1 www.evil.example <b>`|``'
  expect(heading).toBe(`## IPsec tunnel ${code}`)
  expect(description).toBe(code)
})

test('writes two cells in every row for any tunnel', () => {
  fc.assert(
    fc.property(hostileTunnel, (tunnel) => {
      const lines = markdownOf(tunnel).split('\n')
      const rows = lines.slice(lines.indexOf('| Field | Value |'), -1)
      expect(rows.length).toBeGreaterThan(10)
      for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(3)
      // No value of the tunnel begins a new line.
      expect(lines.length - rows.length).toBeLessThanOrEqual(5)
    }),
  )
})
