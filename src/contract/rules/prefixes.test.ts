/** `rules/prefixes.ts`: prefixes to advertise. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contains, parseCidr4 } from '../address.ts'
import { judgePrefix, judgePrefixes } from './prefixes.ts'
import { check } from './testing.ts'

describe('prefix to advertise', () => {
  const judge = (text: string, before: string[] = [], after: string[] = []) =>
    judgePrefix(text, before, [...before, text, ...after])

  test.each<[string, ...RegExp[]]>([
    ['0.0.0.0/0'],
    ['100.96.0.0/12'],
    ['10.0.0.1/32'],
    ['2001:db8::/32'],
    ['10.0.0.7/24', /^warning: 10.0.0.7\/24 has host bits set \[10.0.0.0\/24\]$/],
    ['10.0.0.1', /^error: 10.0.0.1 needs a prefix length \[10.0.0.1\/32\]$/],
    ['10.0.0.0/33', /^error: \/33 in 10.0.0.0\/33 is too long: the maximum is \/32$/],
    ['010.0.0.0/8', /^error: Write octets without leading zeros$/],
    ['2001:db8::/129', /^error: \/129 in 2001:db8::\/129 is too long: the maximum is \/128$/],
    ['10.20/16', /^error: Write all four octets, 10.20.0.0\/16 \[10.20.0.0\/16\]$/],
    ['10.300/16', /^error: 10.300\/16 is not a prefix/],
    ['224.0.0.0/4', /^warning: 224.0.0.0\/4 is a multicast prefix, which routers do not advertise$/],
    ['127.0.0.0/8', /^warning: 127.0.0.0\/8 is a loopback prefix/],
    ['169.254.0.0/16', /^warning: 169.254.0.0\/16 is a link-local prefix/],
    ['', /^error: .*is not a prefix/],
    ['default', /^error: Write the default route as 0.0.0.0\/0 \[0.0.0.0\/0\]$/],
    ['0.0.0.0', /^error: Write the default route as 0.0.0.0\/0 \[0.0.0.0\/0\]$/],
    ['::', /^error: Write the default route as ::\/0 \[::\/0\]$/],
    ['::/0'],
    ['10.20.0.0 255.255.0.0', /^error: 255.255.0.0 is a dotted mask. .* \[10.20.0.0\/16\]$/],
    ['10.20.0.0/255.255.0.0', /^error: 255.255.0.0 is a dotted mask. .* \[10.20.0.0\/16\]$/],
    ['10.20.0.0 0.0.255.255', /^error: 0.0.255.255 is a wildcard mask. .* \[10.20.0.0\/16\]$/],
    ['0.0.0.0 0.0.0.0', /^error: 0.0.0.0 is a dotted mask. .* \[0.0.0.0\/0\]$/],
    ['10.20.0.1 0.0.0.0', /^error: 0.0.0.0 is a wildcard mask. .* \[10.20.0.1\/32\]$/],
    ['10.20.0.0 255.0.255.0', /^error: 255.0.255.0 is not a mask/],
    ['255.255.0.0', /^error: 255.255.0.0 is a mask without its address/],
    ['10.20.0.0 16', /^error: A space at position 10 does not belong in a prefix \[10.20.0.0\/16\]$/],
    ['2001:db8::', /^error: 2001:db8:: needs a prefix length \[2001:db8::\/128\]$/],
    ['2001:DB8:0::/32', /^warning: .* is written 2001:db8::\/32 by routers \[2001:db8::\/32\]$/],
    ['2001:db8::1/32', /^warning: .* has host bits set \[2001:db8::\/32\]$/],
    ['fe80::/10', /^warning: fe80::\/10 is a link-local prefix/],
    ['ff00::/8', /^warning: ff00::\/8 is a multicast prefix/],
    [
      '::ffff:10.0.0.0/104',
      /^warning: .*is IPv4-mapped: it stands for 10.0.0.0.*\[10.0.0.0\/8\]$/,
      /written ::ffff:a00:0\/104/,
    ],
  ])('%j', (text, ...expected) => check(judge(text), expected))

  test('a repetition is reported at the later entry', () => {
    check(judge('10.0.0.0/8', [], ['10.0.0.0/8']), [])
    check(judge('10.0.0.0/8', ['10.0.0.0/8']), [/^warning: 10.0.0.0\/8 is in the list twice$/])
    check(judge('2001:db8::/32', ['2001:db8::/32']), [/^warning: .*twice$/])
    check(judge('2001:db8::/32', ['2001:DB8:0::/32']), [/^warning: .*twice$/])
  })

  test('a prefix inside another is reported in either order, but not inside a default route', () => {
    check(judge('10.1.0.0/16', [], ['10.0.0.0/8']), [/^warning: 10.1.0.0\/16 lies in 10.0.0.0\/8$/])
    check(judge('10.0.0.0/8', ['10.1.0.0/16']), [])
    check(judge('10.0.0.0/8', ['0.0.0.0/0']), [])
    check(judge('2001:db8:1::/48', [], ['2001:db8::/32']), [/lies in 2001:db8::\/32$/])
    check(judge('2001:db8::/32', ['::/0']), [])
  })
})

describe('a list', () => {
  test('has the findings of its entries, the most severe first', () => {
    const octet = fc.nat({ max: 3 })
    const entry = fc
      .tuple(octet, octet, fc.constantFrom(8, 16, 24, 33))
      .map(([a, b, n]) => `10.${a}.${b}.0/${n}`)
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), (list) => {
        const alone = list.flatMap((text, index) =>
          judgePrefix(text, list.slice(0, index), list).map((finding) => ({ ...finding, index })),
        )
        const found = judgePrefixes(list)
        expect(found.filter(({ severity }) => severity === 'error')).toEqual(
          alone.filter(({ severity }) => severity === 'error'),
        )
        expect(found.slice().sort((a, b) => a.index - b.index)).toEqual(alone)
        expect(found.findIndex(({ severity }) => severity === 'warning')).not.toBe(
          found.some(({ severity }) => severity === 'error') ? 0 : -2,
        )
      }),
    )
  })

  test('names the entry in each message, because equal messages are shown once', () => {
    const messages = judgePrefixes(['10.0.0.0_8', '10.1.0.0_16']).map(({ message }) => message)
    expect(messages).toEqual([
      '10.0.0.0_8 is not a prefix. Write it like 10.0.0.0/24',
      '10.1.0.0_16 is not a prefix. Write it like 10.0.0.0/24',
    ])
    expect(
      judgePrefixes(['route 10.0.0.0/8 x', 'route 10.1.0.0/16 x']).map(({ message }) => message),
    ).toEqual([
      'route 10.0.0.0/8 x: A space at position 6 does not belong in a prefix',
      'route 10.1.0.0/16 x: A space at position 6 does not belong in a prefix',
    ])
  })

  test('reports an entry inside another if and only if there is one', () => {
    const octet = fc.nat({ max: 3 })
    const entry = fc.tuple(octet, fc.constantFrom(9, 10, 16, 24)).map(([a, n]) => `10.${a * 64}.0.0/${n}`)
    fc.assert(
      fc.property(fc.uniqueArray(entry, { maxLength: 8 }), (list) => {
        const blocks = list.map((text) => parseCidr4(text))
        const inside = blocks.map((inner) =>
          blocks.some((outer) => inner && outer && outer.prefix < inner.prefix && contains(outer, inner)),
        )
        const found = judgePrefixes(list).filter(({ message }) => message.includes('lies in'))
        expect(found.map(({ index }) => index)).toEqual(
          inside.flatMap((is, index) => (is && !judgeHostBits(list[index] ?? '') ? index : [])),
        )
      }),
    )
  })
})

const judgeHostBits = (text: string) =>
  judgePrefix(text, [], [text]).some(({ message }) => message.includes('host bits'))
