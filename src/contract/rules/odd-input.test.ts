/** Text that people paste into fields: a table with a row for each field and text. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tidyAddress } from '../address/typed-address.ts'
import { tidyText } from '../characters.ts'
import type { Finding, Neighbour } from '../finding.ts'
import { judgeCloudflareEndpoint, judgeCustomerEndpoint, judgeName } from './basics.ts'
import { judgeAsnText, parseAsn, plainAsn } from './bgp.ts'
import { judgeHealthCheckTarget } from './health.ts'
import { judgeInterfaceAddress, judgeInterfaceAddress6 } from './interface.ts'
import { judgePrefixes } from './prefixes.ts'
import { neighbour } from './testing.ts'
import { judgeDescription, judgeSize, MAX_REQUEST_BYTES } from './text.ts'

interface Field {
  /** The text after the field loses the focus. */
  leave(text: string): string
  judge(text: string, neighbours: readonly Neighbour[]): readonly Finding[]
}

const FIELDS = {
  name: { leave: tidyText, judge: judgeName },
  description: { leave: tidyText, judge: judgeDescription },
  cloudflare_endpoint: { leave: tidyAddress, judge: judgeCloudflareEndpoint },
  customer_endpoint: {
    leave: tidyAddress,
    judge: (text, neighbours) => judgeCustomerEndpoint(text, '162.159.64.41', neighbours),
  },
  interface_address: {
    leave: tidyAddress,
    judge: (text, neighbours) => judgeInterfaceAddress(text, { neighbours }),
  },
  interface_address6: { leave: tidyAddress, judge: judgeInterfaceAddress6 },
  customer_asn: { leave: plainAsn, judge: judgeAsnText },
  // An entry without text is removed.
  extra_prefix: { leave: tidyAddress, judge: (text) => judgePrefixes(text === '' ? [] : [text]) },
  health_target: {
    leave: tidyAddress,
    judge: (text) => judgeHealthCheckTarget(text, 'bidirectional', ''),
  },
} satisfies Record<string, Field>

type FieldName = keyof typeof FIELDS

/** Field, pasted text, text after the field loses the focus, first message, offered value. */
type Row = [field: FieldName, pasted: string, left: string, said: RegExp | null, offered?: string]

const ADDRESS = 'customer_endpoint'

describe('pasted text', () => {
  test.each<Row>([
    // An address is never changed into another one.
    [ADDRESS, '203.0.113.1 24', '203.0.113.1 24', /^A space at position 12 does not belong in an IP/],
    [ADDRESS, '203.0.113. 1', '203.0.113. 1', /^A space at position 11/, '203.0.113.1'],
    [ADDRESS, '203.0.11 3.1', '203.0.11 3.1', /^A space at position 9/],
    [ADDRESS, '203.0.113.1\t203.0.113.2', '203.0.113.1\t203.0.113.2', /^A tab at position 12/],
    ['interface_address', '10.77.0.0 / 31', '10.77.0.0/31', null],
    ['interface_address', '\u00a010.77.0.0/31\r\n', '10.77.0.0/31', null],
    ['interface_address', '10.7 7.0.0/31', '10.7 7.0.0/31', /^A space at position 5/],
    ['interface_address6', ' 2606:54c1:: /127', '2606:54c1::/127', null],
    ['customer_asn', ' AS 64513 ', '64513', null],
    ['customer_asn', '64 513', '64 513', /^A space at position 3/, '64513'],
    ['customer_asn', '645 13', '645 13', /^A space at position 4/],
    // Masks and routes in the notations of routers.
    ['extra_prefix', '10.20.0.0 255.255.0.0', '10.20.0.0 255.255.0.0', /dotted mask/, '10.20.0.0/16'],
    ['interface_address', '10.77.0.1 255.255.255.252', '10.77.0.1 255.255.255.252', /dotted/, '10.77.0.1/30'],
    [ADDRESS, '203.0.113.1 255.255.255.0', '203.0.113.1 255.255.255.0', /dotted mask/],
    ['extra_prefix', '0.0.0.0', '0.0.0.0', /default route/, '0.0.0.0/0'],
    ['extra_prefix', 'constructor', 'constructor', /^constructor is not a prefix/, ''],
    ['extra_prefix', '::', '::', /default route/, '::/0'],
    // Invisible characters, and characters that only look right.
    [ADDRESS, '\u200b203.0.113.1\u202c', '203.0.113.1', null],
    [
      ADDRESS,
      '203.0.113\u200b.1',
      '203.0.113\u200b.1',
      /^A zero-width space \(U\+200B\) at position 10/,
      '203.0.113.1',
    ],
    [
      ADDRESS,
      '203.\u202e0.113.1',
      '203.\u202e0.113.1',
      /^A direction mark \(U\+202E\) at position 5/,
      '203.0.113.1',
    ],
    [ADDRESS, '２０３.0.113.1', '２０３.0.113.1', /^２ \(U\+FF12\) at position 1/, '203.0.113.1'],
    [ADDRESS, '203.0.113。1', '203.0.113。1', /^。 \(U\+3002\) at position 10/, '203.0.113.1'],
    [ADDRESS, '“203.0.113.1”', '“203.0.113.1”', /^“ \(U\+201C\) at position 1/, '203.0.113.1'],
    [ADDRESS, "'203.0.113.1'", "'203.0.113.1'", /^' at position 1/, '203.0.113.1'],
    ['extra_prefix', '10.0.0.0⁄8', '10.0.0.0⁄8', /^⁄ \(U\+2044\) at position 9/, '10.0.0.0/8'],
    ['interface_address', '１０.77.0.0/31', '１０.77.0.0/31', /^１ \(U\+FF11\)/, '10.77.0.0/31'],
    [ADDRESS, '٢٠٣.0.113.1', '٢٠٣.0.113.1', /^٢ \(U\+0662\) at position 1/, '203.0.113.1'],
    ['interface_address', '10.77.0.0/۳۱', '10.77.0.0/۳۱', /^۳ \(U\+06F3\)/, '10.77.0.0/31'],
    ['customer_asn', '٦٤٥١٣', '٦٤٥١٣', /^٦ \(U\+0666\) at position 1/, '64513'],
    // The mark of a footnote is not a digit of the value.
    [ADDRESS, '203.0.113.1²', '203.0.113.1²', /^² \(U\+00B2\) at position 12/],
    ['customer_asn', '64512①', '64512①', /^① \(U\+2460\) at position 6/, '64512'],
    [
      'name',
      'lis\ud83d',
      'lis\ud83d',
      /^An incomplete character \(U\+D83D\) at position 4 is not allowed/,
      'lis',
    ],
    ['name', '\u202elis\u200b', 'lis', null],
    ['description', 'a\u2028b', 'a\u2028b', /^A space \(U\+2028\) at position 2/, 'a b'],
    // A line of a router configuration, or a note beside the value.
    [ADDRESS, 'inet 203.0.113.1', 'inet 203.0.113.1', /^A space at position 5/, '203.0.113.1'],
    [ADDRESS, '203.0.113.1 (ISP A)', '203.0.113.1 (ISP A)', /^A space at position 12/, '203.0.113.1'],
    [ADDRESS, '203.0.113.1#a', '203.0.113.1#a', /^# at position 12 does not belong in an IP/],
    [
      'interface_address',
      'ip address 10.77.0.0 255.255.255.254',
      'ip address 10.77.0.0 255.255.255.254',
      /^A space at position 3/,
      '10.77.0.0/31',
    ],
    ['extra_prefix', 'network 10.20.0.0/16', 'network 10.20.0.0/16', /^A space/, '10.20.0.0/16'],
    ['extra_prefix', '10.20.0.0/16 le 24', '10.20.0.0/16 le 24', /^A space at position 13/],
    ['extra_prefix', '10.20.*.*', '10.20.*.*', /^\* at position 7 does not belong in a prefix/],
    [ADDRESS, 'peer=203.0.113.1', 'peer=203.0.113.1', /^= at position 5/, '203.0.113.1'],
    [ADDRESS, 'vpn@203.0.113.1', 'vpn@203.0.113.1', /^@ at position 4/, '203.0.113.1'],
    ['interface_address6', 'ipv6 address fd00::/127', 'ipv6 address fd00::/127', /^A space/, 'fd00::/127'],
    [
      'interface_address',
      'set tunnel tun0 address 10.77.0.0/31',
      'set tunnel tun0 address 10.77.0.0/31',
      /^A space at position 4/,
      '10.77.0.0/31',
    ],
    ['extra_prefix', 'network', 'network', /^network is not a prefix/, ''],
    ['customer_asn', 'local-as 64512;', 'local-as 64512;', /^A space at position 9/, '64512'],
    ['customer_asn', '#64512', '#64512', /^Enter a number/, '64512'],
    ['customer_asn', 'AS-64512', 'AS-64512', /^Enter a number/, '64512'],
    ['customer_asn', '"64512"', '"64512"', /^Enter a number/, '64512'],
    ['customer_asn', '-64512', '-64512', /^Enter a number/],
    ['customer_asn', '0xFC00', '0xFC00', /^Enter a number/],
    ['customer_asn', '6.4512e4', '6.4512e4', /^Enter a number/],
    ['customer_asn', '64512/64513', '64512/64513', /^Enter a number/],
    ['customer_asn', 'remote-as 64512', 'remote-as 64512', /^A space at position 10/, '64512'],
    // Junos counts units. A number further before the value is not a part of it.
    [
      'interface_address',
      'set interfaces st0 unit 0 family inet address 10.77.0.8/31',
      'set interfaces st0 unit 0 family inet address 10.77.0.8/31',
      /^A space at position 4/,
      '10.77.0.8/31',
    ],
    [
      'customer_asn',
      'neighbor 10.77.0.9 remote-as 64512',
      'neighbor 10.77.0.9 remote-as 64512',
      /^A space/,
      '64512',
    ],
    ['customer_asn', 'AS64512 AS64513', 'AS64512 AS64513', /^A space at position 8/],
    ['customer_asn', '64512 64513', '64512 64513', /^A space at position 6/],
    // A row of a table, an entry of a list, a link, Markdown, the source of a page.
    [ADDRESS, '1. 203.0.113.1', '1. 203.0.113.1', /^A space at position 3/, '203.0.113.1'],
    [ADDRESS, '203.0.113.1\tLisbon\t64512', '203.0.113.1\tLisbon\t64512', /^A tab at position 12/],
    [ADDRESS, '203.0.113.1 203.0.113.1', '203.0.113.1 203.0.113.1', /^A space at position 12/, '203.0.113.1'],
    [ADDRESS, '<http://203.0.113.1|203.0.113.1>', '<http://203.0.113.1|203.0.113.1>', /^</, '203.0.113.1'],
    [ADDRESS, 'mailto:203.0.113.1', 'mailto:203.0.113.1', /more than an address/, '203.0.113.1'],
    [ADDRESS, '**203.0.113.1**', '**203.0.113.1**', /^\* at position 1/, '203.0.113.1'],
    [ADDRESS, '&lt;203.0.113.1&gt;', '&lt;203.0.113.1&gt;', /^& at position 1/, '203.0.113.1'],
    ['interface_address', '_10.77.0.8/31_', '_10.77.0.8/31_', /more than an address/, '10.77.0.8/31'],
    [
      'extra_prefix',
      '[10.20.0.0/16](http://10.20.0.0/16)',
      '[10.20.0.0/16](http://10.20.0.0/16)',
      /^\( at position 15/,
      '10.20.0.0/16',
    ],
    ['interface_address6', 'IP:fd00::8/127', 'IP:fd00::8/127', /more than an address/, 'fd00::8/127'],
    ['interface_address6', 'fd00:::8/127', 'fd00:::8/127', /^Enter an IPv6 address and \/127/],
    // Two addresses: none of them is offered.
    [
      'cloudflare_endpoint',
      '162.159.64.1 / 162.159.65.1',
      '162.159.64.1/162.159.65.1',
      /^These are two addresses/,
    ],
    // A route: the next hop is not its prefix, and `any` in a rule is not the default route.
    [
      'extra_prefix',
      'ip route 10.20.0.0 255.255.0.0 10.77.0.8',
      'ip route 10.20.0.0 255.255.0.0 10.77.0.8',
      /^A space at position 3/,
      '10.20.0.0/16',
    ],
    [
      'extra_prefix',
      'B 10.20.0.0/16 [200/0] via 10.77.0.8',
      'B 10.20.0.0/16 [200/0] via 10.77.0.8',
      /^A space at position 2/,
      '10.20.0.0/16',
    ],
    [
      'extra_prefix',
      'permit ip 10.20.0.0 0.0.255.255 any',
      'permit ip 10.20.0.0 0.0.255.255 any',
      /^A space at position 7/,
      '10.20.0.0/16',
    ],
    [
      'extra_prefix',
      'permit ip 10.20.0.0/16 10.30.0.0/16',
      'permit ip 10.20.0.0/16 10.30.0.0/16',
      /^A space at position 7/,
    ],
    ['extra_prefix', '#', '#', /^# is not a prefix/, ''],
    ['extra_prefix', 'GigabitEthernet0/0', 'GigabitEthernet0/0', /is not a prefix/, ''],
    // A wrong character instead of the right one.
    [ADDRESS, '203,0,113,1', '203,0,113,1', /^, at position 4 does not belong/, '203.0.113.1'],
    ['interface_address', '10.77.0.0\\31', '10.77.0.0\\31', /^\\ at position 10/, '10.77.0.0/31'],
    ['interface_address6', '[fd00::]/127', '[fd00::]/127', /brackets/, 'fd00::/127'],
    ['interface_address6', 'fd00::1/127', 'fd00::1/127', /first address of the \/127/, 'fd00::/127'],
    [ADDRESS, 'vpn.example.com', 'vpn.example.com', /^vpn.example.com is a name. Enter the IP address/],
    ['customer_asn', 'ASN 64512', '64512', null],
    ['customer_asn', '64.512', '64.512', /may mean 64512, or 4194816 in asdot/, '64512'],
    ['customer_asn', '1.100', '65636', null],
    [ADDRESS, '<203.0.113.1>', '<203.0.113.1>', /^< at position 1/, '203.0.113.1'],
    [ADDRESS, '//203.0.113.1', '//203.0.113.1', /more than an address/, '203.0.113.1'],
    [ADDRESS, '203.0.113.1:', '203.0.113.1:', /more than an address/, '203.0.113.1'],
    ['interface_address', '10.77.0.0//31', '10.77.0.0//31', /more than an address/, '10.77.0.0/31'],
    ['interface_address', '10.77.0.0|31', '10.77.0.0|31', /^\| at position 10/, '10.77.0.0/31'],
    // Octets with zeros in front are read as decimal or as octal.
    [
      ADDRESS,
      '203.000.113.001',
      '203.000.113.001',
      /^Write octets without leading zeros, 203/,
      '203.0.113.1',
    ],
    [ADDRESS, '203.0.113.010', '203.0.113.010', /^Write octets without leading zeros$/],
    ['interface_address', '10.77.0.0/031', '10.77.0.0/031', /^Write octets without/, '10.77.0.0/31'],
    // A range.
    [ADDRESS, '203.0.113.1-203.0.113.9', '203.0.113.1-203.0.113.9', /range. Enter one address/],
    ['extra_prefix', '10.20.0.0 - 10.20.255.255', '10.20.0.0 - 10.20.255.255', /range/, '10.20.0.0/16'],
    ['extra_prefix', '10.20.0.1-10.20.0.9', '10.20.0.1-10.20.0.9', /range. Write its prefixes/],
    ['interface_address', '10.77.0.8–10.77.0.9', '10.77.0.8–10.77.0.9', /range/, '10.77.0.8/31'],
    // Nothing is offered that is not allowed.
    ['interface_address', '0.0.0.0', '0.0.0.0', /^Add the prefix length/],
    ['interface_address', '8.8.8.8/24', '8.8.8.8/24', /^A tunnel needs a \/31/],
    ['interface_address6', 'fd00::/64', 'fd00::/64', /must be \/127/, 'fd00::/127'],
    // More than an address.
    [ADDRESS, '[2001:db8::1]:500', '[2001:db8::1]:500', /in brackets with a port/, '2001:db8::1'],
    [ADDRESS, '[2001:db8::1]', '[2001:db8::1]', /in brackets/, '2001:db8::1'],
    [ADDRESS, '203.0.113.1:500', '203.0.113.1:500', /with a port/, '203.0.113.1'],
    [ADDRESS, 'https://203.0.113.1/login', 'https://203.0.113.1/login', /a URL/, '203.0.113.1'],
    [ADDRESS, 'https://[2001:db8::1]:8443/x', 'https://[2001:db8::1]:8443/x', /a URL/, '2001:db8::1'],
    [ADDRESS, 'fe80::1%eth0', 'fe80::1%eth0', /with a zone/, 'fe80::1'],
    [ADDRESS, '203.0.113.1,', '203.0.113.1,', /^, at position 12/, '203.0.113.1'],
    ['cloudflare_endpoint', '162.159.64.1;', '162.159.64.1;', /^; at position 13/, '162.159.64.1'],
    ['health_target', '203.0.113.1 ', '203.0.113.1', null],
    ['health_target', '203.0.113.1 2', '203.0.113.1 2', /^A space at position 12/],
    ['health_target', '[2001:db8::1]:53', '[2001:db8::1]:53', /brackets/, '2001:db8::1'],
    ['customer_asn', '64512.0', '64512.0', /may mean 64512/, '64512'],
    // Names and descriptions.
    ['name', ' lis-branch-a\u200b', 'lis-branch-a', null],
    [
      'name',
      'lis\u0000a',
      'lis\u0000a',
      /^A control character \(U\+0000\) at position 4 is not allowed/,
      'lisa',
    ],
    ['name', 'Ａmsterdam', 'Ａmsterdam', /^Spaces and special/, 'Amsterdam'],
    ['name', 'café 1', 'café 1', /^Spaces and special/, 'cafe-1'],
    ['name', 'Łódź', 'Łódź', /^Spaces and special/],
    ['description', 'two\nlines', 'two\nlines', /^A line break at position 4 is not allowed/, 'two lines'],
    ['description', 'a\u202eb', 'a\u202eb', /^A direction mark \(U\+202E\) at position 2/, 'ab'],
    ['description', 'Lisbon, “ISP A” – 2nd', 'Lisbon, “ISP A” – 2nd', null],
    ['description', 'two\r\nlines', 'two\r\nlines', /^A carriage return at position 4/, 'two lines'],
    // Characters that join others are a part of an emoji and of Persian text.
    ['description', '⚠️ 👩‍👩‍👧 می‌خواهم', '⚠️ 👩‍👩‍👧 می‌خواهم', null],
    ['description', '⚠️ a\u200db', '⚠️ a\u200db', /^A zero-width joiner \(U\+200D\) at position 5/, '⚠️ ab'],
    ['name', '__proto__', '__proto__', null],
  ])('%s: %j', (name, pasted, left, said, offered) => {
    const { leave, judge }: Field = FIELDS[name]
    expect(leave(pasted)).toBe(left)
    const [first] = judge(leave(pasted), [neighbour()])
    if (said === null) expect(first).toBeUndefined()
    else expect(first?.message).toMatch(said)
    expect(first?.fix?.value).toBe(offered)
    const position = / at position (\d+)/.exec(first?.message ?? '')?.[1]
    expect(first?.position).toBe(position === undefined ? undefined : Number(position))
  })
})

describe('any text', () => {
  const PIECES = [
    '203.0.113.1',
    '10.0.0.0/8',
    '255.0.0.0',
    '::1',
    '64512.0',
    ' ',
    '\t',
    '\u00a0',
    '\u200b',
    '/',
    '１',
    '“',
    '[',
    ']',
    ':',
    '.',
    '5',
    'https://',
    'AS',
  ]
  const pasted = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )
  const seen = (text: string) => text.replace(/[\s\p{Cf}\p{Cc}]/gu, '')

  test('loses only blanks and invisible characters, only at the ends and around a slash', () => {
    fc.assert(
      fc.property(pasted, (text) => {
        for (const tidy of [tidyText, tidyAddress]) {
          const left = tidy(text)
          expect(seen(left)).toBe(seen(text))
          expect(tidy(left)).toBe(left)
          // Anything between two visible characters that are not slashes stays.
          const inner = (each: string) =>
            each.match(/(?<=[^\s\p{Cf}\p{Cc}/])[\s\p{Cf}\p{Cc}]+(?=[^\s\p{Cf}\p{Cc}/])/gu)
          expect(inner(left)).toEqual(inner(text))
        }
      }),
    )
  })

  test('is the same ASN after its field loses the focus', () => {
    const asns = fc.oneof(
      pasted,
      fc.tuple(fc.nat(70_000), fc.nat(70_000)).map(([a, b]) => `${a}.${b}`),
    )
    fc.assert(
      fc.property(asns, (text) => {
        expect(parseAsn(plainAsn(text))).toBe(parseAsn(text))
        if (parseAsn(text) === null) expect(seen(plainAsn(text))).toBe(seen(text))
      }),
    )
  })

  test('without an error contains only the value, and an offered value has no error', () => {
    for (const name of Object.keys(FIELDS) as FieldName[]) {
      if (name === 'name' || name === 'description') continue
      const { leave, judge }: Field = FIELDS[name]
      const errorsOf = (text: string) => judge(text, []).filter(({ severity }) => severity === 'error')
      fc.assert(
        fc.property(pasted, (text) => {
          const left = leave(text)
          const errors = errorsOf(left)
          if (errors.length === 0) expect(left).toMatch(/^[\x21-\x7e]*$/)
          for (const { fix } of errors) {
            if (!fix || fix.field) continue
            expect(
              errorsOf(fix.value).filter(
                ({ message }) =>
                  !/^(Choose from|A tunnel needs|.* is the |The prefix length|Enter the first|13335)/.test(
                    message,
                  ),
              ),
            ).toEqual([])
          }
        }),
        { numRuns: 60 },
      )
    }
  })
})

describe('the size of a request', () => {
  const minimal = { name: 'a', cloudflare_endpoint: '203.0.113.1', interface_address: '10.0.0.0/31' }

  test('is an error of the field that causes it, and the message names this server', () => {
    expect(judgeSize({ ...minimal, description: 'x'.repeat(70_000) })).toMatchObject({
      field: 'description',
      finding: {
        message: /^This server takes requests up to 64 KiB.*69 KiB. The description has 70000 characters/,
      },
    })
    const extra_prefixes = Array.from({ length: 5000 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`)
    expect(judgeSize({ ...minimal, bgp: { extra_prefixes } })).toMatchObject({
      field: 'extra_prefixes',
      finding: { message: /The list has 5000 prefixes/ },
    })
  })

  test('counts bytes, including escapes', () => {
    const free = MAX_REQUEST_BYTES - JSON.stringify({ ...minimal, description: '' }).length
    expect(judgeSize({ ...minimal, description: 'x'.repeat(free) })).toBeNull()
    expect(judgeSize({ ...minimal, description: 'x'.repeat(free + 1) })).not.toBeNull()
    expect(judgeSize({ ...minimal, description: '\u00e9'.repeat(free / 2 + 1) })).not.toBeNull()
  })
})

describe('the cost of checking', () => {
  /** Counts the reads from a list and its entries. */
  const counted = <T>(list: readonly T[]) => {
    const count = { reads: 0 }
    const watch = <V>(value: V): V =>
      typeof value === 'object' && value !== null
        ? (new Proxy(value, {
            get: (target, key) => {
              count.reads++
              const inner: unknown = Reflect.get(target, key)
              return Array.isArray(target) && typeof inner !== 'function' ? watch(inner) : inner
            },
          }) as V)
        : value
    return { count, list: watch(list) }
  }
  const PER_ENTRY = 40

  test('a field does not grow with the number of neighbours, which are read once per list', () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      neighbour({
        id: String(index),
        name: `site-${index}`,
        customer_endpoint: `198.18.${index >> 8}.${index & 255}`,
        interface_address: `10.${64 + (index >> 14)}.${(index >> 7) & 127}.${(index & 127) * 2}/31`,
        bgp: { customer_asn: 4_200_000_000 + index },
      }),
    )
    const { count, list } = counted(many)
    const judgeAll = (n: number) => {
      expect(judgeName(`site-${n}x`, list)).toEqual([])
      judgeCloudflareEndpoint(`162.159.64.${n}`, list)
      judgeCustomerEndpoint(`198.51.100.${n}`, '162.159.64.1', list)
      expect(judgeInterfaceAddress(`10.64.0.${2 * n}/31`, { neighbours: list })[0]?.fix?.value).toBe(
        '10.64.39.16/31',
      )
      judgeAsnText(String(64512 + n), list)
    }
    judgeAll(0)
    judgeAll(0)
    expect(count.reads).toBeLessThan(PER_ENTRY * many.length)
    count.reads = 0
    for (let n = 1; n < 50; n++) judgeAll(n)
    // The remaining reads are of the name of the overlapping tunnel.
    expect(count.reads).toBeLessThan(50 * 5)
  })

  test('a list of prefixes grows with its length, and the typed entry does not read the list', () => {
    const texts = Array.from({ length: 4000 }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`)
    const { count, list } = counted(texts)
    expect(judgePrefixes(list)).toEqual([])
    expect(count.reads).toBeLessThan(PER_ENTRY * texts.length)
    count.reads = 0
    expect(
      judgePrefixes(list, ['10.0.0.0/24', '10.0.1.128/25']).map(({ index, message }) => [index, message]),
    ).toEqual([
      [4000, '10.0.0.0/24 is in the list twice'],
      [4001, '10.0.1.128/25 lies in 10.0.1.0/24'],
    ])
    expect(count.reads).toBeLessThan(10)
  })
})
