/** Rows about bodies: sizes, encodings, JSON that two parsers could read differently, unknown fields. */
import {
  type Case,
  CHECK,
  CHECKED,
  chunked,
  each,
  get,
  head,
  INPUT,
  ONE,
  send,
  TUNNEL_ID,
  utf8,
} from './case.ts'

const CAP = 65_536
const padded = (length: number) => {
  const empty = JSON.stringify({ description: '' }).length
  return JSON.stringify({ description: 'x'.repeat(length - empty) })
}
const nested = (depth: number) => `${'{"bgp":'.repeat(depth)}1${'}'.repeat(depth)}`

const sizes: Case[] = [
  { name: 'size: declared one over the limit', expected: [413], bytes: send('POST', CHECK, padded(CAP + 1)) },
  {
    name: 'size: declared far over the limit',
    expected: [413],
    bytes: send('POST', CHECK, padded(CAP * 4)),
  },
  {
    name: 'size: declared as endless',
    expected: [413, 0],
    bytes: head('POST', CHECK, ['Content-Length: 999999999999']),
    only: 'node',
  },
  {
    name: 'size: one over the limit in chunks',
    expected: [413],
    bytes: chunked('POST', CHECK, padded(CAP + 1)),
  },
  {
    name: 'size: one over the limit in one chunk',
    expected: [413],
    bytes: chunked('POST', CHECK, padded(CAP + 1), 80_000),
  },
  {
    name: 'size: one over the limit in small chunks',
    expected: [413],
    bytes: chunked('POST', CHECK, padded(CAP + 1), 7),
  },
  {
    name: 'size: a read with a body',
    expected: [400],
    bytes: get('/api/tunnels', ['Content-Length: 2', '', '{}']),
  },
  {
    name: 'size: a read with an empty body in chunks',
    expected: [400],
    bytes: (target) => `${get('/api/tunnels', ['Transfer-Encoding: chunked'])(target)}0\r\n\r\n`,
  },
  {
    name: 'passes: exactly the limit',
    expected: [200],
    bytes: send('POST', CHECK, padded(CAP)),
    reaches: CHECKED,
  },
  {
    name: 'passes: exactly the limit in chunks',
    expected: [200],
    bytes: chunked('POST', CHECK, padded(CAP)),
    reaches: CHECKED,
  },
]

const BROKEN: [string, string][] = [
  ['nothing', ''],
  ['a space', ' '],
  ['cut JSON', '{"name":'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a text', '"name"'],
  ['a number', '1'],
  ['two documents', '{}{}'],
  ['text after the JSON', '{} x'],
  ['a trailing comma', '{"name":"a",}'],
  ['a comment', '{/**/"name":"a"}'],
  ['single quotes', "{'name':'a'}"],
  ['a key without quotes', '{name:"a"}'],
  ['NaN', '{"bgp":{"customer_asn":NaN}}'],
  ['a raw line break in a text', '{"name":"a\nb"}'],
  ['a raw NUL in a text', '{"name":"a\0b"}'],
  ['a byte order mark', utf8('\ufeff{}')],
  ['UTF-16', '{\0}\0'],
  ['a byte that is not UTF-8', '{"name":"\xff"}'],
  ['an overlong slash', '{"name":"\xc0\xaf"}'],
  ['half a surrogate as UTF-8', '{"name":"\xed\xa0\x80"}'],
  ['a text that ends inside a character', '{"name":"\xe2\x82"}'],
  ['a form', 'name=a&psk=b'],
  ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
]
const AMBIGUOUS: [string, string][] = [
  ['a key twice', '{"name":"a","name":"b"}'],
  ['a key twice, once escaped', '{"name":"a","n\\u0061me":"b"}'],
  ['a nested key twice', '{"bgp":{"customer_asn":1,"customer_asn":2}}'],
  ['a key twice with another between', '{"name":"a","psk":"b","name":"c"}'],
  ['a key twice with an object between', '{"name":"a","bgp":{"customer_asn":1},"name":"b"}'],
  ['a key twice with a list between', '{"bgp":{"customer_asn":1,"extra_prefixes":[],"customer_asn":2}}'],
  ['a prototype', '{"__proto__":{"name":"a"}}'],
  ['a prototype, escaped', '{"\\u005f_proto__":{"name":"a"}}'],
  ['a nested prototype', '{"bgp":{"__proto__":{"customer_asn":1}}}'],
  ['a constructor', '{"constructor":{"prototype":{"name":"a"}}}'],
  ['nested thirteen deep', nested(13)],
  ['nested eight thousand deep', nested(8000)],
  ['lists nested ten thousand deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
]
const FOREIGN: [string, unknown][] = [
  ['an account', { ...INPUT, account_id: 'bd'.repeat(16) }],
  ['an id', { ...INPUT, id: TUNNEL_ID }],
  ['many tunnels', { ipsec_tunnels: [INPUT] }],
  ['validate_only', { ...INPUT, validate_only: false }],
  ['a field that is only reported', { ...INPUT, allow_null_cipher: true }],
  ['an unknown nested field', { ...INPUT, bgp: { customer_asn: 1, remote: 'x' } }],
  [
    'an unknown field in the health check',
    { ...INPUT, health_check: { enabled: true, url: 'http://evil.example' } },
  ],
  ['a number for a text', { ...INPUT, name: 1 }],
  ['a list for a text', { ...INPUT, name: ['a'] }],
  ['an object for a text', { ...INPUT, name: { $gt: '' } }],
  ['null for a text', { ...INPUT, psk: null }],
  ['a text for a number', { ...INPUT, bgp: { customer_asn: '1' } }],
  ['a fraction for a number', { ...INPUT, bgp: { customer_asn: 1.5 } }],
  ['a number over the range of ASNs', { ...INPUT, bgp: { customer_asn: 4_294_967_296 } }],
  ['an infinite number', `{"bgp":{"customer_asn":1e999}}`],
  ['a text for a flag', { ...INPUT, replay_protection: 'false' }],
  ['a key with a quotation mark', { ...INPUT, bgp: { customer_asn: 1, md5_key: 'a"b' } }],
  ['a key with a line break', { ...INPUT, bgp: { customer_asn: 1, md5_key: 'a\nb' } }],
  ['a key outside ASCII', { ...INPUT, bgp: { customer_asn: 1, md5_key: 'ключ' } }],
]
const readings: Case[] = [
  ...[...BROKEN, ...AMBIGUOUS].flatMap(([name, text]): Case[] => [
    { name: `body: ${name}`, expected: [400], bytes: send('POST', CHECK, text) },
    { name: `body: ${name}, to create`, expected: [400], bytes: send('POST', '/api/tunnels', text) },
  ]),
  ...FOREIGN.flatMap(([name, body]): Case[] => [
    { name: `field: ${name}`, expected: [400], bytes: send('POST', CHECK, body) },
    { name: `field: ${name}, to create`, expected: [400], bytes: send('POST', '/api/tunnels', body) },
    { name: `field: ${name}, to change`, expected: [400], bytes: send('PUT', ONE, body) },
  ]),
  ...each(
    ['name', 'cloudflare_endpoint', 'interface_address'] as const,
    (field) => `field: a create without ${field}`,
    400,
    (field) => send('POST', '/api/tunnels', { ...INPUT, [field]: undefined }),
  ),
  {
    name: 'field: a deletion with another id in the body',
    expected: [400],
    bytes: send('DELETE', ONE, { id: 'x' }),
  },
  {
    name: 'field: keys of other tunnels',
    expected: [400],
    bytes: send('POST', `${ONE}/psk`, { psks: [{ id: 'bd'.repeat(16), psk: 'x' }] }),
  },
  { name: 'field: an empty key', expected: [400], bytes: send('POST', `${ONE}/psk`, { psk: '' }) },
  {
    name: 'passes: an empty object',
    expected: [200],
    bytes: send('POST', CHECK, '{}'),
    reaches: CHECKED,
  },
  {
    name: 'passes: text in several scripts',
    expected: [200],
    bytes: send('POST', CHECK, { description: 'Ünïcödé ключ 鍵 🔑' }),
    reaches: CHECKED,
  },
  {
    name: 'passes: markup as text',
    expected: [200],
    bytes: send('POST', CHECK, { name: '<img src=x onerror=alert(1)>' }),
    reaches: CHECKED,
  },
]

export const bodies: readonly Case[] = [...sizes, ...readings]
