/** Rows about framing: a request whose end two parsers could see in different places is refused. */
import { type Case, CHECK, CHECKED, chunked, each, get, head, lines, send } from './case.ts'

const BODY = '{}'
/** A smuggled request, which must be neither answered nor forwarded. */
const HIDDEN = 'GET /api/tunnels HTTP/1.1\r\nHost: x\r\n\r\n'
const only = 'node' as const

const framed = (name: string, expected: number, more: readonly string[], body: string): Case => ({
  name: `framing: ${name}`,
  expected: [expected],
  bytes: (target) => head('POST', CHECK, more)(target) + body,
  only,
})
const IN_CHUNKS = `2\r\n${BODY}\r\n0\r\n\r\n`
const lengths: Case[] = [
  framed('two lengths', 400, ['Content-Length: 2', 'Content-Length: 3'], BODY),
  framed('two equal lengths', 400, ['Content-Length: 2', 'Content-Length: 2'], BODY),
  framed('two lengths in one header', 400, ['Content-Length: 2, 2'], BODY),
  framed('a length with a sign', 400, ['Content-Length: +2'], BODY),
  framed('a negative length', 400, ['Content-Length: -2'], BODY),
  framed('a length in hexadecimal', 400, ['Content-Length: 0x2'], BODY),
  framed('a length with a space in it', 400, ['Content-Length: 2 2'], BODY),
  framed('a length over every integer type', 400, [`Content-Length: ${'9'.repeat(40)}`], BODY),
  framed('a word for a length', 400, ['Content-Length: two'], BODY),
  framed('a length and chunks', 400, ['Content-Length: 2', 'Transfer-Encoding: chunked'], IN_CHUNKS),
  framed(
    'chunks and a length',
    400,
    ['Transfer-Encoding: chunked', 'Content-Length: 6'],
    `0\r\n\r\n${HIDDEN}`,
  ),
]
const transfers: Case[] = [
  framed('an unknown transfer encoding', 501, ['Transfer-Encoding: xchunked'], ''),
  framed(
    'an unknown transfer encoding with a length',
    400,
    ['Transfer-Encoding: xchunked', 'Content-Length: 2'],
    BODY,
  ),
  framed('chunks in capitals', 501, ['Transfer-Encoding: CHUNKED'], IN_CHUNKS),
  framed('chunks twice', 400, ['Transfer-Encoding: chunked, chunked'], IN_CHUNKS),
  framed(
    'chunks in two headers',
    400,
    ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'],
    IN_CHUNKS,
  ),
  framed('chunked, then identity', 400, ['Transfer-Encoding: chunked, identity'], IN_CHUNKS),
  framed('identity, then chunked', 501, ['Transfer-Encoding: identity, chunked'], IN_CHUNKS),
  framed('compressed chunks', 501, ['Transfer-Encoding: gzip, chunked'], IN_CHUNKS),
  framed('chunks after a vertical tab', 400, ['Transfer-Encoding: \x0bchunked'], IN_CHUNKS),
  framed('chunks in quotes', 501, ['Transfer-Encoding: "chunked"'], IN_CHUNKS),
  framed('chunks on a folded line', 400, ['Transfer-Encoding:', ' chunked'], IN_CHUNKS),
  framed('a space before the colon', 400, ['Transfer-Encoding : chunked'], IN_CHUNKS),
]
const inChunks = (name: string, body: string) => framed(name, 400, ['Transfer-Encoding: chunked'], body)
const chunks: Case[] = [
  inChunks('a chunk without a size', `\r\n${BODY}\r\n0\r\n\r\n`),
  inChunks('a chunk size that is not a number', `g\r\n${BODY}\r\n0\r\n\r\n`),
  inChunks('a chunk size with a sign', `+2\r\n${BODY}\r\n0\r\n\r\n`),
  inChunks('a negative chunk size', `-2\r\n${BODY}\r\n0\r\n\r\n`),
  inChunks('a chunk size with the prefix 0x', `0x2\r\n${BODY}\r\n0\r\n\r\n`),
  inChunks('a chunk size over every integer type', `${'f'.repeat(20)}\r\n${BODY}\r\n0\r\n\r\n`),
  inChunks('a chunk that ends with a line feed only', `2\n${BODY}\n0\n\n`),
  inChunks('a chunk that is longer than its size', `1\r\n${BODY}\r\n0\r\n\r\n`),
]

const raw = (name: string, write: (host: string) => string, expected = 400): Case => ({
  name: `line: ${name}`,
  expected: [expected],
  bytes: ({ host }) => write(host),
  only,
})
const requestLines: Case[] = [
  raw('another protocol', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  raw('a TLS handshake', () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'),
  raw('no version', (host) => `GET /api/tunnels\r\nHost: ${host}\r\n\r\n`, 505),
  raw('an unknown minor version', (host) => lines('GET /api/tunnels HTTP/1.2', `Host: ${host}`)),
  raw('another major version', (host) => lines('GET /api/tunnels HTTP/2.0', `Host: ${host}`), 505),
  raw('a tab', (host) => lines('GET\t/api/tunnels HTTP/1.1', `Host: ${host}`)),
  raw('a space in the path', (host) => lines('GET /api/tunnels x HTTP/1.1', `Host: ${host}`)),
  raw('line feeds only', (host) => `GET /api/tunnels HTTP/1.1\nHost: ${host}\n\n`),
  raw('carriage returns only', (host) => `GET /api/tunnels HTTP/1.1\rHost: ${host}\r\r\n\r\n`),
  raw('CONNECT', (host) => lines(`CONNECT ${host} HTTP/1.1`, `Host: ${host}`), 0),
  raw('OPTIONS *', (host) => lines('OPTIONS * HTTP/1.1', `Host: ${host}`), 400),
  raw('HTTP/1.0 without a host', () => lines('GET /api/tunnels HTTP/1.0')),
]
const flood = (count: number) => Array.from({ length: count }, (_, i) => `X-${i}: 1`)
const headers: Case[] = [
  ...each(
    [
      'X-A\0: 1',
      'X-A: \0',
      'X A: 1',
      ': 1',
      'X-A',
      'X-A : 1',
      ' X-A: 1',
      'X(A): 1',
      'X-A: 1\rX-B: 2',
      'X-A: 1\nX-B: 2',
    ],
    (line) => `header: ${JSON.stringify(line)}`,
    400,
    (line) => get('/api/tunnels', [line]),
    { only },
  ),
  { name: 'header: folded', expected: [400], bytes: get('/api/tunnels', ['X-A: 1', ' folded']), only },
  { name: 'header: more than a hundred', expected: [431], bytes: get('/api/tunnels', flood(100)), only },
  {
    name: 'header: so many that Node drops the last one, a foreign origin',
    expected: [431],
    bytes: get('/api/tunnels', [...Array.from({ length: 2100 }, () => 'a:'), 'Origin: http://evil.example']),
    only,
  },
  {
    name: 'header: a huge one',
    expected: [431],
    bytes: get('/api/tunnels', [`X-A: ${'a'.repeat(20_000)}`]),
    only,
  },
  {
    name: 'header: an unknown expectation',
    expected: [417],
    bytes: send('POST', CHECK, BODY, ['Expect: the-worst']),
    only,
  },
  ...each(
    [
      ['Origin: http://evil.example', 'Origin: http://evil.example'],
      ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Site: same-origin'],
      ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site'],
      ['Cookie: a=b', 'Cookie: c=d'],
      ['Content-Type: text/plain', 'Content-Type: application/json'],
      ['Authorization: a', 'Authorization: b'],
      ['X-Tunneldesk: 1', 'X-Tunneldesk: 1'],
      ['Sec-Fetch-Mode: cors', 'sec-fetch-mode: navigate'],
    ],
    (pair) => `header: ${pair.join(' and ')}`,
    400,
    (pair) => get('/api/tunnels', pair),
    { only },
  ),
]

const hidden: Case[] = [
  {
    name: 'hidden: a request in a body of another type',
    expected: [415],
    bytes: send('POST', CHECK, HIDDEN, [], ['Content-Type: text/plain', 'X-Tunneldesk: 1']),
  },
  {
    name: 'hidden: a request in a body without our header',
    expected: [403],
    bytes: send('POST', CHECK, HIDDEN, [], ['Content-Type: application/json']),
  },
  {
    name: 'hidden: a request in a body with a foreign host',
    expected: [421],
    bytes: (target) => send('POST', CHECK, HIDDEN)({ ...target, host: 'evil.example' }),
  },
  { name: 'hidden: a request in a body to a page', expected: [405], bytes: send('POST', '/', HIDDEN) },
  {
    name: 'hidden: a request in a body that is not JSON',
    expected: [400],
    bytes: send('POST', CHECK, HIDDEN),
  },
  {
    name: 'hidden: a request in chunks that are not JSON',
    expected: [400],
    bytes: chunked('POST', CHECK, HIDDEN),
  },
  {
    name: 'hidden: a request in the body of a probe',
    expected: [200],
    bytes: (target) => get('/healthz', [`Content-Length: ${HIDDEN.length}`])(target) + HIDDEN,
  },
  {
    name: 'hidden: a request in the body of a page',
    expected: [200],
    bytes: (target) => get('/', [`Content-Length: ${HIDDEN.length}`])(target) + HIDDEN,
  },
  {
    name: 'hidden: a request in the body of a refused read',
    expected: [400],
    bytes: (target) => get('/api/tunnels', [`Content-Length: ${HIDDEN.length}`])(target) + HIDDEN,
  },
  {
    name: 'hidden: a request in a body over the limit',
    expected: [413],
    bytes: send('POST', CHECK, HIDDEN.repeat(2000)),
  },
  {
    name: 'hidden: a request after Transfer_Encoding with an underscore',
    expected: [400],
    bytes: (target) =>
      head('POST', CHECK, [`Content-Length: ${HIDDEN.length}`, 'Transfer_Encoding: chunked'])(target) +
      HIDDEN,
  },
  {
    name: 'hidden: an upgrade to HTTP/2',
    expected: [200],
    bytes: get('/api/meta', ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAAA']),
    only,
  },
  {
    name: 'hidden: an upgrade to a WebSocket',
    expected: [200],
    bytes: get('/api/meta', [
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ]),
    only,
  },
]

const several: Case[] = [
  {
    name: 'passes: two requests, two answers',
    expected: [200, 200],
    bytes: (target) => get('/api/meta')(target) + get('/api/tunnels')(target),
  },
  {
    name: 'two requests, the second with a foreign host',
    expected: [200, 421],
    bytes: (target) => get('/api/meta')(target) + get('/api/tunnels')({ ...target, host: 'evil.example' }),
  },
  {
    name: 'two requests, the second with two origins',
    expected: [200, 400],
    bytes: (target) =>
      send('POST', CHECK, BODY)(target) + get('/api/tunnels', ['Origin: a', 'Origin: b'])(target),
    reaches: CHECKED,
    only,
  },
  {
    name: 'a request and invalid bytes: the request is answered, then the connection is closed',
    expected: [200],
    bytes: (target) => `${send('POST', CHECK, BODY)(target)}\x16\x03\x01 rubbish\r\n\r\n`,
    reaches: CHECKED,
    only,
  },
  { name: 'passes: in chunks', expected: [200], bytes: chunked('POST', CHECK, BODY, 1), reaches: CHECKED },
  {
    name: 'passes: in chunks with extensions and trailers',
    expected: [200],
    bytes: (target) =>
      `${head('POST', CHECK, ['Transfer-Encoding: chunked'])(target)}2;a=b\r\n${BODY}\r\n0\r\nHost: evil.example\r\nX-Tunneldesk: 0\r\n\r\n`,
    reaches: CHECKED,
  },
  {
    name: 'passes: Expect: 100-continue',
    expected: [200],
    bytes: send('POST', CHECK, BODY, ['Expect: 100-continue']),
    reaches: CHECKED,
  },
]

export const framing: readonly Case[] = [
  ...lengths,
  ...transfers,
  ...chunks,
  ...requestLines,
  ...headers,
  ...hidden,
  ...several,
]
