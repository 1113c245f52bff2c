/** `rules/basics.ts`: name, endpoints and description. */
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../finding.ts'
import { judgeCloudflareEndpoint, judgeCustomerEndpoint, judgeName } from './basics.ts'
import { judgeCustomIdentity } from './identity.ts'
import { judgeInterfaceAddress6 } from './interface.ts'
import { check, neighbour, type Row } from './testing.ts'

describe('tunnel name', () => {
  test.each<Row>([
    ['', /^error: Enter a tunnel name/],
    ['lis-branch_a2'],
    ['IPsec_1', /^error: Another tunnel is already named IPsec_1/],
    ['ipsec_1', /^warning: Differs from the tunnel IPsec_1 only in upper and lower case/],
    ['   ', /^error: Enter a tunnel name/],
    ['\u200b\u00a0', /^error: Enter a tunnel name/],
    [
      'lis\u0007branch',
      /^error: A control character \(U\+0007\) at position 4 is not allowed here \[lisbranch\]$/,
    ],
    ['lis\tbranch', /^error: A tab at position 4 is not allowed here \[lis branch\]$/],
    [
      'lis\u200bbranch',
      /^warning: A zero-width space \(U\+200B\) at position 4: it cannot be seen.* \[lisbranch\]$/,
    ],
    ['AWS BGP', /^warning: Spaces and special characters .* \[AWS-BGP\]$/],
    ['/lisbon/', /^warning: Spaces and special .* \[lisbon\]$/],
    ['IPsec 1'.replace(' ', '_ '), /^warning: Spaces and special/],
    ['???', /^warning: Spaces and special characters.*everywhere$/],
    ['a'.repeat(15)],
    // Cloudflare's own tests use 18 characters, users report 25 (docs/api.md, Contradictions between
    // sources): only a warning.
    ['a'.repeat(16), /^warning: 16 characters. Some routers accept at most 15$/],
    ['Zürich', /^warning: Spaces and special .* \[Zurich\]$/],
    ['AGC NONPROD WUS2', /^warning: Spaces and special/, /^warning: 16 characters/],
  ])('%j', (name, ...expected) => check(judgeName(name, [neighbour()]), expected))

  test('links the tunnel that already has the name', () => {
    expect(judgeName('IPsec_1', [neighbour()])[0]?.about).toEqual({ id: 'a'.repeat(32), name: 'IPsec_1' })
  })

  test('does not offer a name that is also taken', () => {
    expect(judgeName('IPsec_1!', [neighbour()])[0]?.fix).toBeUndefined()
  })
})

describe('Cloudflare endpoint', () => {
  test.each<Row>([
    ['', /^error: Enter the Cloudflare endpoint/],
    ['162.159.64.1'],
    ['172.64.0.1'],
    // The API page's example is a documentation address.
    ['203.0.113.1'],
    ['10.0.0.1', /^warning: 10.0.0.1 is a private address/],
    ['100.64.0.1', /^warning: 100.64.0.1 is a carrier-grade NAT address/],
    ['169.254.240.1', /^warning: 169.254.240.1 is a link-local address/],
    ['127.0.0.1', /^warning: 127.0.0.1 is a reserved address/],
    ['2001:db8::1', /^warning: Cloudflare documents an IPv4 address/],
    ['162.159.64.1/32', /^error: Enter one address, without a prefix length \[162.159.64.1\]$/],
    ['162.159.64/24', /^error: Enter one IP address without a prefix length/],
    ['162.159.064.1', /^error: Write octets without leading zeros/],
    ['162.159.64', /^error: Enter an IP address/],
    ['cloudflare.com', /^error: cloudflare.com is a name. Enter the IP address that it stands for$/],
    ['162.159.64.1 ', /^error: A space at position 13 does not belong in an IP address \[162.159.64.1\]$/],
    ['198.51.100.7', /^warning: 198.51.100.7 is the customer endpoint of IPsec_1/],
    ['fe80::1', /^warning: fe80::1 is a link-local address/, /Cloudflare documents an IPv4/],
    ['ff02::5', /^warning: ff02::5 is a multicast address/, /Cloudflare documents an IPv4/],
    ['::', /^warning: :: is an unspecified address/, /Cloudflare documents an IPv4/],
    [
      '::ffff:162.159.64.1',
      /^warning: Cloudflare documents an IPv4 address here. This one stands for 162.159.64.1 \[162.159.64.1\]$/,
    ],
  ])('%j', (endpoint, ...expected) => check(judgeCloudflareEndpoint(endpoint, [neighbour()]), expected))
})

describe('customer endpoint', () => {
  test.each<Row>([
    [''],
    ['203.0.113.10'],
    ['not an ip', /^error: A space at position 4 does not belong/],
    ['10.0.0.1/24', /^error: .*without a prefix length \[10.0.0.1\]$/],
    ['192.168.1.1', /^warning: 192.168.1.1 is a private address/],
    ['100.100.0.1', /^warning: .*carrier-grade NAT/],
    ['2001:db8::1', /^warning: Cloudflare documents an IPv4 address/],
    ['162.159.64.1', /^warning: Both ends are the same address/],
    ['172.64.0.9', /^warning: 172.64.0.9 is the Cloudflare endpoint of IPsec_9/],
    ['198.51.100.7', /^warning: Same two endpoints as IPsec_1. Identify the router by FQDN/],
  ])('%j', (endpoint, ...expected) =>
    check(
      judgeCustomerEndpoint(endpoint, '162.159.64.1', [
        neighbour(),
        neighbour({ name: 'IPsec_9', cloudflare_endpoint: '172.64.0.9' }),
      ]),
      expected,
    ),
  )

  test('may be the same on another Cloudflare endpoint, which is a normal second tunnel', () => {
    expect(judgeCustomerEndpoint('198.51.100.7', '172.64.240.1', [neighbour()])).toEqual([])
  })
})

describe('IPv6 interface address', () => {
  test.each<Row>([
    [''],
    ['2606:54c1:7:0:a9fe:12d2:1:200/127'],
    ['2606:54c1:7:0:a9fe:12d2:1:201/127', /^error: Enter the first address of the \/127/],
    ['2606:54c1:7:0:a9fe:12d2:1:200/64', /^error: The prefix length must be \/127/],
    [
      '2606:54c1:7:0:a9fe:12d2:1:200',
      /^error: Add the prefix length.* \[2606:54c1:7:0:a9fe:12d2:1:200\/127\]$/,
    ],
    ['fe80::/127', /^warning: This is a link-local address/],
    ['::ffff:10.0.0.0/127', /^warning: This is an IPv4-mapped address/],
    ['ff02::/127', /^warning: This is a multicast address/],
    ['2606:54c1:: /127', /^error: A space at position 12.* \[2606:54c1::\/127\]$/],
    ['10.0.0.0/31', /^error: Enter an IPv6 address and \/127/],
  ])('%j', (text, ...expected) => check(judgeInterfaceAddress6(text), expected))
})

describe('custom IKE identity', () => {
  const taken = 'site.123456789.custom.ipsec.cloudflare.com'
  const twin = neighbour({ custom_remote_identities: { fqdn_id: taken } })

  test.each<Row>([
    [''],
    ['branch-1.c4a7362d577a6c3019a474fd6f485821.custom.ipsec.cloudflare.com'],
    ['branch-1.123456789.custom.ipsec.cloudflare.com'],
    ['branch-1', /^error: The name must have the form <your label>.<account id>.custom/],
    ['branch-1.123456789.ipsec.cloudflare.com', /^error: The name must have the form/],
    // The text on the API page, which lacks its placeholders.
    ['..custom.ipsec.cloudflare.com', /^error: Use letters, numbers and hyphens/],
    ['123456789.custom.ipsec.cloudflare.com', /^error: Use letters, numbers and hyphens/],
    ['two words.123456789.custom.ipsec.cloudflare.com', /^error: A space at position 4 is not allowed/],
    ...[
      'https://site.123456789.custom.ipsec.cloudflare.com/',
      '@site.123456789.custom.ipsec.cloudflare.com',
      'fqdn:site.123456789.custom.ipsec.cloudflare.com',
      '"site.123456789.custom.ipsec.cloudflare.com"',
      'si\u200bte.123456789.custom.ipsec.cloudflare.com',
      'ｓite.123456789.custom.ipsec.cloudflare。com',
    ].map((text): Row => [text, /^error: .* \[site.123456789.custom.ipsec.cloudflare.com\]$/]),
    // No other name is offered, and none for an address.
    ['sí-te.123456789.custom.ipsec.cloudflare.com', /^error: í \(U\+00ED\) at position 2 .*cloudflare.com$/],
    ['203.0.113.1', /^error: The name must have the form .*cloudflare.com$/],
    ['x'.repeat(64), /^error: The name must have the form .*cloudflare.com$/],
    [`${taken}.`, /^error: The name must have the form .* \[site.123456789.custom.ipsec.cloudflare.com\]$/],
    [taken.replace('custom', 'Custom'), /^error: The name must have the form .* \[site.123456789.custom/],
    [
      'Site.123456789.custom.ipsec.cloudflare.com',
      /^warning: IPsec_1 has this ID .* in different upper and lower case/,
    ],
    [taken, /^warning: IPsec_1 has the same ID on the same Cloudflare endpoint/],
  ])('%j', (fqdn, ...expected) => check(judgeCustomIdentity(fqdn, '162.159.64.1', [twin]), expected))

  test('completes a label with the ending from another tunnel', () => {
    const [finding] = judgeCustomIdentity('oslo', '162.159.64.1', [neighbour(), twin])
    expect(finding?.fix?.value).toBe(taken.replace(/^[^.]+/, 'oslo'))
    expect(judgeCustomIdentity('oslo', '162.159.64.1', [neighbour()])[0]?.fix).toBeUndefined()
  })

  test('may be the same on another Cloudflare endpoint', () => {
    expect(judgeCustomIdentity(taken, '172.64.240.1', [twin])).toEqual([])
  })

  test('warns about a conflict, because the list may be old, and marks it as refused by the API', () => {
    expect(judgeCustomIdentity(taken, '162.159.64.1', [twin]).map(isRefusal)).toEqual([true])
  })
})
