/** What may be said: sizes, encodings, JSON that two parsers would read differently, fields that are not ours. */
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
  { name: 'size: declared one past the cap', expected: [413], bytes: send('POST', CHECK, padded(CAP + 1)) },
  {
    name: 'size: declared and far past the cap',
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
    name: 'size: one past the cap in chunks',
    expected: [413],
    bytes: chunked('POST', CHECK, padded(CAP + 1)),
  },
  {
    name: 'size: one past the cap in one chunk',
    expected: [413],
    bytes: chunked('POST', CHECK, padded(CAP + 1), 80_000),
  },
  {
    name: 'size: one past the cap in the smallest chunks',
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
    name: 'passes: exactly the cap',
    expected: [200],
    bytes: send('POST', CHECK, padded(CAP)),
    reaches: CHECKED,
  },
  {
    name: 'passes: exactly the cap in chunks',
    expected: [200],
    bytes: chunked('POST', CHECK, padded(CAP)),
    reaches: CHECKED,
  },
]

const BROKEN: [string, string][] = [
  ['nothing', ''],
  ['a blank', ' '],
  ['half of it', '{"name":'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a text', '"name"'],
  ['a number', '1'],
  ['two documents', '{}{}'],
  ['something after it', '{} x'],
  ['a comma too many', '{"name":"a",}'],
  ['a comment', '{/**/"name":"a"}'],
  ['single quotes', "{'name':'a'}"],
  ['a key without quotes', '{name:"a"}'],
  ['NaN', '{"bgp":{"customer_asn":NaN}}'],
  ['a raw line break in a text', '{"name":"a\nb"}'],
  ['a raw NUL in a text', '{"name":"a\0b"}'],
  ['a byte order mark', utf8('\ufeff{}')],
  ['UTF-16', '{\0}\0'],
  ['a byte that is no UTF-8', '{"name":"\xff"}'],
  ['an overlong slash', '{"name":"\xc0\xaf"}'],
  ['half a surrogate as UTF-8', '{"name":"\xed\xa0\x80"}'],
  ['a text that ends inside a character', '{"name":"\xe2\x82"}'],
  ['a form', 'name=a&psk=b'],
  ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
]
const AMBIGUOUS: [string, string][] = [
  ['a key twice', '{"name":"a","name":"b"}'],
  ['a key twice, once escaped', '{"name":"a","n\\u0061me":"b"}'],
  ['a key twice further in', '{"bgp":{"customer_asn":1,"customer_asn":2}}'],
  ['a key twice with another between', '{"name":"a","psk":"b","name":"c"}'],
  ['a prototype', '{"__proto__":{"name":"a"}}'],
  ['a prototype, escaped', '{"\\u005f_proto__":{"name":"a"}}'],
  ['a prototype further in', '{"bgp":{"__proto__":{"customer_asn":1}}}'],
  ['a constructor', '{"constructor":{"prototype":{"name":"a"}}}'],
  ['thirteen deep', nested(13)],
  ['ten thousand deep', nested(8000)],
  ['ten thousand lists deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
]
const FOREIGN: [string, unknown][] = [
  ['an account', { ...INPUT, account_id: 'bd'.repeat(16) }],
  ['an id', { ...INPUT, id: TUNNEL_ID }],
  ['many tunnels', { ipsec_tunnels: [INPUT] }],
  ['a dry-run that is none', { ...INPUT, validate_only: false }],
  ['what is only reported', { ...INPUT, allow_null_cipher: true }],
  ['an unknown field further in', { ...INPUT, bgp: { customer_asn: 1, remote: 'x' } }],
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
  ['a number past every ASN', { ...INPUT, bgp: { customer_asn: 4_294_967_296 } }],
  ['an endless number', `{"bgp":{"customer_asn":1e999}}`],
  ['a text for a switch', { ...INPUT, replay_protection: 'false' }],
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
  { name: 'field: a deletion of something else', expected: [400], bytes: send('DELETE', ONE, { id: 'x' }) },
  {
    name: 'field: keys of other tunnels',
    expected: [400],
    bytes: send('POST', `${ONE}/psk`, { psks: [{ id: 'bd'.repeat(16), psk: 'x' }] }),
  },
  { name: 'field: an empty key', expected: [400], bytes: send('POST', `${ONE}/psk`, { psk: '' }) },
  {
    name: 'passes: nothing but an object',
    expected: [200],
    bytes: send('POST', CHECK, '{}'),
    reaches: CHECKED,
  },
  {
    name: 'passes: a text in every script',
    expected: [200],
    bytes: send('POST', CHECK, { description: 'Ünïcödé ключ 鍵 🔑' }),
    reaches: CHECKED,
  },
  {
    name: 'passes: markup is text',
    expected: [200],
    bytes: send('POST', CHECK, { name: '<img src=x onerror=alert(1)>' }),
    reaches: CHECKED,
  },
]

export const bodies: readonly Case[] = [...sizes, ...readings]
