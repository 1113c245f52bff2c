import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Finding, Neighbour } from './finding.ts'
import { isRefusal } from './finding.ts'
import {
  judgeCloudflareEndpoint,
  judgeCustomerEndpoint,
  judgeCustomIdentity,
  judgeInterfaceAddress6,
  judgeName,
  judgePsk,
} from './rules-basics.ts'

const neighbour = (more: Partial<Neighbour> = {}): Neighbour => ({
  id: 'a'.repeat(32),
  name: 'IPsec_1',
  cloudflare_endpoint: '162.159.64.1',
  customer_endpoint: '198.51.100.7',
  interface_address: '10.10.0.0/31',
  ...more,
})

/** Severity and message of each finding, and the value a click would put in. */
const said = (findings: Finding[]) =>
  findings.map(({ severity, message, fix }) => `${severity}: ${message}${fix ? ` [${fix.value}]` : ''}`)

/** As a row of a table: what each finding must say, in order; none means that the value is fine. */
type Row = [value: string, ...expected: RegExp[]]

const check = (findings: Finding[], expected: RegExp[]) => {
  expect(said(findings)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
}

describe('tunnel name', () => {
  test.each<Row>([
    ['', /^error: Enter a tunnel name/],
    ['lis-branch_a2'],
    ['IPsec_1', /^error: Another tunnel is already named IPsec_1/],
    ['ipsec_1'],
    ['AWS BGP', /^warning: Spaces and special characters .* \[AWS-BGP\]$/],
    ['/lisbon/', /^warning: Spaces and special .* \[lisbon\]$/],
    ['IPsec 1'.replace(' ', '_ '), /^warning: Spaces and special/],
    ['???', /^warning: Spaces and special characters.*everywhere$/],
    ['a'.repeat(15)],
    // 18 characters passed in Cloudflare's own tests, users show 25 (facts C4): only a warning.
    ['a'.repeat(16), /^warning: 16 characters. Some routers stop at 15$/],
    ['Zürich', /^warning: Spaces and special .* \[Z-rich\]$/],
    ['AGC NONPROD WUS2', /^warning: Spaces and special/, /^warning: 16 characters/],
  ])('%j', (name, ...expected) => check(judgeName(name, [neighbour()]), expected))

  test('names the tunnel that has the name already', () => {
    expect(judgeName('IPsec_1', [neighbour()])[0]?.about).toEqual({ id: 'a'.repeat(32), name: 'IPsec_1' })
  })

  test('does not offer a name that is taken too', () => {
    expect(judgeName('IPsec_1!', [neighbour()])[0]?.fix).toBeUndefined()
  })
})

describe('Cloudflare endpoint', () => {
  test.each<Row>([
    ['', /^error: Enter the Cloudflare endpoint/],
    ['162.159.64.1'],
    ['172.64.0.1'],
    // The API page's own example is a documentation address.
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
    ['cloudflare.com', /^error: Enter an IP address/],
    ['162.159.64.1 ', /^error: Enter an IP address/],
  ])('%j', (endpoint, ...expected) => check(judgeCloudflareEndpoint(endpoint), expected))
})

describe('customer endpoint', () => {
  test.each<Row>([
    [''],
    ['203.0.113.10'],
    ['not an ip', /^error: Enter an IP address/],
    ['10.0.0.1/24', /^error: .*without a prefix length \[10.0.0.1\]$/],
    ['192.168.1.1', /^warning: 192.168.1.1 is a private address/],
    ['100.100.0.1', /^warning: .*carrier-grade NAT/],
    ['2001:db8::1', /^warning: Cloudflare documents an IPv4 address/],
    ['162.159.64.1', /^warning: Both ends are the same address/],
    ['198.51.100.7', /^warning: Same two endpoints as IPsec_1. Identify the router by FQDN/],
  ])('%j', (endpoint, ...expected) =>
    check(judgeCustomerEndpoint(endpoint, '162.159.64.1', [neighbour()]), expected),
  )

  test('the same router on another Cloudflare endpoint is the normal second tunnel', () => {
    expect(judgeCustomerEndpoint('198.51.100.7', '172.64.240.1', [neighbour()])).toEqual([])
  })
})

describe('IPv6 interface address', () => {
  test.each<Row>([
    [''],
    ['2606:54c1:7:0:a9fe:12d2:1:200/127'],
    ['2606:54c1:7:0:a9fe:12d2:1:201/127', /^error: Enter the first address of the \/127/],
    ['2606:54c1:7:0:a9fe:12d2:1:200/64', /^error: The prefix length must be \/127/],
    ['2606:54c1:7:0:a9fe:12d2:1:200', /^error: Enter an IPv6 address and \/127/],
    ['10.0.0.0/31', /^error: Enter an IPv6 address and \/127/],
  ])('%j', (text, ...expected) => check(judgeInterfaceAddress6(text), expected))
})

describe('pre-shared key', () => {
  test.each<Row>([
    ['', /^error: Paste the key, or choose another option/],
    // The API page's own example.
    ['O3bwKSjnaoCxDoUxjcq4Rk8ZKkezQUiy'],
    ['Cloudflare-WAN-T1-PSK-1234!'],
    [' O3bwKSjnaoCxDoUxjcq4', /^warning: The key begins or ends with a space/],
    ['O3bwKSjnaoCxDoUxjcq4\n', /^warning: The key begins or ends with a space/],
    // Shorter keys pass in Cloudflare's own tests (facts section 2): never an error.
    ['asdf1234', /^warning: Only 8 characters/],
    ['O3bwKSjnaoCx DoUxjcq4', /^warning: Some routers reject/],
    ['O3bwKSjnaoCx"DoUxjcq4', /^warning: Some routers reject/],
    ['O3bwKSjnaoCx\\DoUxjcq4', /^warning: Some routers reject/],
    ['O3bwKSjnaoCxéDoUxjcq4', /^warning: Some routers reject/],
    ['a?', /^warning: Only 2 characters/, /^warning: Some routers reject/],
  ])('%j', (psk, ...expected) => check(judgePsk(psk), expected))

  test('the key itself is in no message', () => {
    const key = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
    const spoken = judgePsk('x')
      .concat(judgePsk(' '), judgePsk('\u00e9'.repeat(9)))
      .map(({ message }) => message)
    fc.assert(
      fc.property(key, (psk) => {
        fc.pre(!spoken.some((message) => message.includes(psk)))
        for (const text of said(judgePsk(psk))) expect(text).not.toContain(psk)
      }),
    )
  })
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
    // What the API page prints after losing its placeholders.
    ['..custom.ipsec.cloudflare.com', /^error: Use letters, numbers and hyphens/],
    ['123456789.custom.ipsec.cloudflare.com', /^error: Use letters, numbers and hyphens/],
    ['two words.123456789.custom.ipsec.cloudflare.com', /^error: Use letters/],
    [taken, /^warning: IPsec_1 has the same ID on the same Cloudflare endpoint/],
  ])('%j', (fqdn, ...expected) => check(judgeCustomIdentity(fqdn, '162.159.64.1', [twin]), expected))

  test('a bare label is completed with the ending that another tunnel shows', () => {
    const [finding] = judgeCustomIdentity('oslo', '162.159.64.1', [neighbour(), twin])
    expect(finding?.fix?.value).toBe(taken.replace(/^[^.]+/, 'oslo'))
    expect(judgeCustomIdentity('oslo', '162.159.64.1', [neighbour()])[0]?.fix).toBeUndefined()
  })

  test('the same identity on another Cloudflare endpoint is allowed', () => {
    expect(judgeCustomIdentity(taken, '172.64.240.1', [twin])).toEqual([])
  })

  test('the clash only warns, because our list may be old, and is what the API refuses', () => {
    expect(judgeCustomIdentity(taken, '162.159.64.1', [twin]).map(isRefusal)).toEqual([true])
  })
})
