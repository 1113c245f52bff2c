/** `rules/interface.ts`: the interface addresses. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatIpv4 } from '../address.ts'
import { isRefusal, type Neighbour } from '../finding.ts'
import { judgeInterfaceAddress } from './interface.ts'

const neighbour = (interface_address: string, name = 'IPsec_2'): Neighbour => ({
  id: 'b'.repeat(32),
  name,
  cloudflare_endpoint: '162.159.64.1',
  interface_address,
})

const judge = (text: string, neighbours: Neighbour[] = [], extraPrefixes: string[] = []) =>
  judgeInterfaceAddress(text, { neighbours, extraPrefixes })

describe('accepted without a warning', () => {
  test.each([
    '10.10.0.0/31',
    // An odd host is in Cloudflare's acceptance tests (docs/api.md, Interface address), so host bits are
    // not an error.
    '10.212.0.9/31',
    '172.16.0.0/31',
    '172.31.255.255/31',
    '192.168.255.254/31',
  ])('%s', (text) => expect(judge(text)).toEqual([]))
})

describe("accepted with a warning, because Cloudflare's sources disagree", () => {
  test.each<[string, RegExp[]]>([
    ['10.10.0.1/30', [/asks for a \/31. AWS needs a \/30/]],
    ['10.10.0.2/30', [/asks for a \/31/]],
    ['169.254.240.0/31', [/Link-local addresses are in the guides/]],
    ['169.254.255.255/31', [/Link-local/]],
    ['169.254.244.1/30', [/asks for a \/31/, /Link-local/]],
  ])('%s', (text, expected) => {
    const findings = judge(text)
    expect(findings.map(({ message }) => message)).toEqual(expected.map((p) => expect.stringMatching(p)))
    expect(findings.filter(isRefusal)).toEqual([])
  })
})

describe('refused, with a correction', () => {
  test.each<[string, RegExp, string | undefined]>([
    ['', /^Enter an interface address, for example 10.10.0.0\/31$/, undefined],
    ['10.10.0.0', /^Add the prefix length, for example 10.10.0.0\/31$/, '10.10.0.0/31'],
    ['fd00::/127', /^This looks like IPv6. Use the IPv6 interface address under Advanced$/, 'fd00::/127'],
    ['fd00::1', /^This looks like IPv6/, 'fd00::1'],
    ['010.10.0.0/31', /^Write octets without leading zeros/, undefined],
    ['10.10.00.0', /^Write octets without leading zeros/, undefined],
    ['10.1/31', /^Enter an IPv4 address and prefix/, undefined],
    ['0xa.0.0.0/31', /^Enter an IPv4 address and prefix/, undefined],
    ['10.10.0.0/31 ', /^A space at position 13 does not belong in an interface address$/, '10.10.0.0/31'],
    ['10.10.0.0 31', /^A space at position 10 does not belong/, '10.10.0.0/31'],
    ['10.10.0.0 255.255.255.254', /^255.255.255.254 is a dotted mask. .* 10.10.0.0\/31$/, '10.10.0.0/31'],
    ['10.10.0.1/255.255.255.252', /^255.255.255.252 is a dotted mask/, '10.10.0.1/30'],
    ['10.10.0.0 mask 255.255.255.254', /^255.255.255.254 is a dotted mask/, '10.10.0.0/31'],
    ['10.10.0.0 0.0.0.1', /^0.0.0.1 is a wildcard mask/, '10.10.0.0/31'],
    ['\u201c10.10.0.0/31\u201d', /^\u201c \(U\+201C\) at position 1 does not belong/, '10.10.0.0/31'],
    ['10.10.0.0/', /^Enter an IPv4 address and prefix/, undefined],
    ['10.10.0.0/33', /^Enter an IPv4 address and prefix/, undefined],
    ['banana', /^Enter an IPv4 address and prefix/, undefined],
    ['10.10.0.0/29', /^A tunnel needs a \/31/, '10.10.0.0/31'],
    ['10.10.0.7/24', /^A tunnel needs a \/31/, '10.10.0.7/31'],
    ['10.10.0.0/32', /^A tunnel needs a \/31/, '10.10.0.0/31'],
    ['10.10.0.4/30', /^10.10.0.4 is the network address of this \/30. Use .5 or .6$/, '10.10.0.5/30'],
    ['10.10.0.7/30', /^10.10.0.7 is the broadcast address of this \/30. Use .5 or .6$/, '10.10.0.5/30'],
    ['8.8.8.8/31', /^Choose from 10.0.0.0\/8/, undefined],
    ['100.64.0.0/31', /^Choose from/, undefined],
    ['169.254.239.254/31', /^Choose from/, undefined],
    ['172.15.255.254/31', /^Choose from/, undefined],
    ['172.32.0.0/31', /^Choose from/, undefined],
    ['9.255.255.254/31', /^Choose from/, undefined],
    ['192.169.0.0/31', /^Choose from/, undefined],
    ['169.255.0.0/31', /^Choose from/, undefined],
    // The API page's example is in neither of the ranges that its text allows. The text decides.
    ['192.0.2.0/31', /^Choose from/, undefined],
  ])('%j', (text, message, fix) => {
    const [finding, ...others] = judge(text)
    expect(others).toEqual([])
    expect(finding?.severity).toBe('error')
    expect(finding?.message).toMatch(message)
    expect(finding?.fix?.value).toBe(fix)
  })

  test('an offered fix is accepted, unless only the range is wrong', () => {
    const typed = fc.record({ host: fc.nat({ max: 0xffff_ffff }), length: fc.option(fc.nat({ max: 32 })) })
    fc.assert(
      fc.property(typed, ({ host, length }) => {
        const fix = judge(length === null ? formatIpv4(host) : `${formatIpv4(host)}/${length}`)[0]?.fix?.value
        if (fix === undefined) return
        const left = judge(fix).filter(({ severity }) => severity === 'error')
        expect(left.filter(({ message }) => !message.startsWith('Choose from'))).toEqual([])
      }),
    )
  })
})

describe('overlap with another tunnel', () => {
  test.each([
    ['10.10.0.0/31', '10.10.0.0/31'],
    ['10.10.0.1/31', '10.10.0.0/31'],
    ['10.10.0.1/30', '10.10.0.2/31'],
    ['10.10.0.2/31', '10.10.0.1/30'],
  ])('of %s with %s links the tunnel and offers a free pair', (text, theirs) => {
    const [finding] = judge(text, [neighbour('10.99.0.0/31', 'far-away'), neighbour(theirs)])
    expect(finding).toMatchObject({
      severity: 'warning',
      message: `Overlaps ${theirs} on IPsec_2`,
      about: { name: 'IPsec_2', id: 'b'.repeat(32) },
    })
    expect(judge(finding?.fix?.value ?? '', [neighbour('10.99.0.0/31'), neighbour(theirs)])).toEqual([])
  })

  test('is a warning, because the list may be old, and is marked as refused by the API', () => {
    expect(judge('10.10.0.0/31', [neighbour('10.10.0.0/31')]).map(isRefusal)).toEqual([true])
  })

  test('is reported before the warnings about the form of the address', () => {
    const messages = judge('10.10.0.1/30', [neighbour('10.10.0.0/31')]).map(({ message }) => message)
    expect(messages).toEqual([expect.stringMatching(/^Overlaps/), expect.stringMatching(/\/30/)])
  })

  test('offers no pair inside the prefixes to advertise', () => {
    const [finding] = judge('10.10.0.0/31', [neighbour('10.10.0.0/31')], ['10.10.0.0/29'])
    expect(finding?.fix?.value).toBe('10.10.0.8/31')
  })

  test('is not reported for adjacent pairs and for neighbours with invalid addresses', () => {
    expect(
      judge('10.10.0.2/31', [neighbour('10.10.0.0/31'), neighbour('10.10.0.4/31'), neighbour('')]),
    ).toEqual([])
  })
})
