/**
 * Odd inputs that people paste or type, with the message, the fix button and the value in the request. To add a kind
 * of input, add a row; `e2e/odd-input.spec.ts` tests all rows. `src/contract/rules/odd-input.test.ts` tests the rules alone.
 */
export interface OddInput {
  step: 'basics' | 'bgp' | 'health'
  /** The label of the field. */
  field: string
  text: string
  /** Part of the field's message; null when there is none. */
  said: RegExp | null
  /** The name of the button that inserts another value; left out when there must be none. */
  fix?: string
  /** The value in the request afterwards; null when the text is an error and nothing is sent. */
  sent: string | number | readonly string[] | null
}

const [CUSTOMER, INTERFACE, PREFIXES, ASN] = [
  'Customer endpoint',
  'Interface address',
  'Extra prefixes to advertise',
  'Customer ASN',
]

export const ODD_INPUTS: readonly OddInput[] = [
  // Spaces
  { step: 'basics', field: CUSTOMER, text: ' 203.0.113.44 ', said: null, sent: '203.0.113.44' },
  { step: 'basics', field: CUSTOMER, text: '203.0.113.1 24', said: /A space at position 12/, sent: null },
  { step: 'basics', field: INTERFACE, text: '10.77.0.8 / 31', said: null, sent: '10.77.0.8/31' },
  { step: 'basics', field: INTERFACE, text: '10.7 7.0.8/31', said: /A space at position 5/, sent: null },
  // Other notations
  {
    step: 'basics',
    field: INTERFACE,
    text: '10.77.0.8 255.255.255.254',
    said: /dotted mask/,
    fix: 'Use 10.77.0.8/31',
    sent: '10.77.0.8/31',
  },
  {
    step: 'basics',
    field: CUSTOMER,
    text: '[2001:db8::1]:500',
    said: /in brackets with a port/,
    fix: 'Use 2001:db8::1',
    sent: '2001:db8::1',
  },
  {
    step: 'basics',
    field: CUSTOMER,
    text: 'https://203.0.113.44/login',
    said: /a URL/,
    fix: 'Use 203.0.113.44',
    sent: '203.0.113.44',
  },
  // Invisible characters and look-alikes
  { step: 'basics', field: CUSTOMER, text: '\u200b203.0.113.44', said: null, sent: '203.0.113.44' },
  {
    step: 'basics',
    field: CUSTOMER,
    text: '203.0.113\u200b.44',
    said: /A zero-width space \(U\+200B\) at position 10/,
    fix: 'Use 203.0.113.44',
    sent: '203.0.113.44',
  },
  {
    step: 'basics',
    field: CUSTOMER,
    text: '２０３.0.113.44',
    said: /\(U\+FF12\) at position 1/,
    fix: 'Use 203.0.113.44',
    sent: '203.0.113.44',
  },
  {
    step: 'basics',
    field: CUSTOMER,
    text: '“203.0.113.44”',
    said: /\(U\+201C\) at position 1/,
    fix: 'Use 203.0.113.44',
    sent: '203.0.113.44',
  },
  {
    step: 'basics',
    field: 'Description',
    text: 'Lisbon\u202e, ISP A',
    said: /A direction mark \(U\+202E\) at position 7/,
    fix: 'Remove it',
    sent: 'Lisbon, ISP A',
  },
  {
    step: 'basics',
    field: CUSTOMER,
    text: '<203.0.113.44>',
    said: /< at position 1/,
    fix: 'Use 203.0.113.44',
    sent: '203.0.113.44',
  },
  {
    step: 'basics',
    field: INTERFACE,
    text: '10.77.0.8-10.77.0.9',
    said: /a range/,
    fix: 'Use 10.77.0.8/31',
    sent: '10.77.0.8/31',
  },
  { step: 'basics', field: 'Tunnel name', text: '\u202elis-a\u200b', said: null, sent: 'lis-a' },
  // Copied with what surrounds it: a link of a chat, a line of Junos
  {
    step: 'basics',
    field: CUSTOMER,
    text: '<http://203.0.113.44|203.0.113.44>',
    said: /< at position 1/,
    fix: 'Use 203.0.113.44',
    sent: '203.0.113.44',
  },
  {
    step: 'basics',
    field: INTERFACE,
    text: 'set interfaces st0 unit 0 family inet address 10.77.0.8/31',
    said: /A space at position 4/,
    fix: 'Use 10.77.0.8/31',
    sent: '10.77.0.8/31',
  },
  // Addresses and names that the account already has
  { step: 'basics', field: 'Tunnel name', text: 'AMS-DC1-A', said: /ams-dc1-a/, sent: 'AMS-DC1-A' },
  {
    step: 'basics',
    field: CUSTOMER,
    text: '203.0.113.18',
    said: /Cloudflare endpoint/,
    sent: '203.0.113.18',
  },
  {
    step: 'basics',
    field: CUSTOMER,
    text: '::ffff:203.0.113.44',
    said: /IPv4/,
    fix: 'Use 203.0.113.44',
    sent: '203.0.113.44',
  },
  // BGP
  { step: 'bgp', field: ASN, text: ' AS 64513 ', said: null, sent: 64513 },
  { step: 'bgp', field: ASN, text: '64512.0', said: /may mean 64512/, fix: 'Use 64512', sent: 64512 },
  { step: 'bgp', field: ASN, text: '1.10', said: /1.10 is 65546 in asdot notation/, sent: 65546 },
  { step: 'bgp', field: ASN, text: '64 513', said: /A space at position 3/, fix: 'Use 64513', sent: 64513 },
  {
    step: 'bgp',
    field: PREFIXES,
    text: '10.20.0.0 255.255.0.0',
    said: /dotted mask/,
    fix: 'Use 10.20.0.0/16',
    sent: ['10.20.0.0/16'],
  },
  {
    step: 'bgp',
    field: PREFIXES,
    text: '0.0.0.0',
    said: /default route/,
    fix: 'Use 0.0.0.0/0',
    sent: ['0.0.0.0/0'],
  },
  { step: 'bgp', field: PREFIXES, text: '::', said: /default route/, fix: 'Use ::/0', sent: ['::/0'] },
  {
    step: 'bgp',
    field: PREFIXES,
    text: '2001:db8:1::1/48',
    said: /host bits|2001:db8:1::\/48/,
    fix: 'Use 2001:db8:1::/48',
    sent: ['2001:db8:1::/48'],
  },
  {
    step: 'bgp',
    field: PREFIXES,
    text: 'network 10.20.0.0 mask 255.255.0.0\nnetwork 10.30.0.0 mask 255.255.0.0',
    said: /network is not a prefix/,
    fix: 'Apply all 3 suggestions',
    sent: ['10.20.0.0/16', '10.30.0.0/16'],
  },
  {
    step: 'bgp',
    field: ASN,
    text: 'neighbor 10.77.0.9 remote-as 64513',
    said: /A space at position 9/,
    fix: 'Use 64513',
    sent: 64513,
  },
  {
    step: 'bgp',
    field: PREFIXES,
    text: 'ip route 10.20.0.0 255.255.0.0 10.77.0.9\nip route 10.30.0.0 255.255.0.0 10.77.0.9',
    said: /A space at position 3/,
    fix: 'Apply all 2 suggestions',
    sent: ['10.20.0.0/16', '10.30.0.0/16'],
  },
  { step: 'bgp', field: 'MD5 key', text: '$9$abc', said: /Junos reads that as an encrypted key/, sent: null },
  { step: 'bgp', field: 'MD5 key', text: '0xdeadbeef', said: /Begins with a digit/, sent: null },
  { step: 'bgp', field: 'MD5 key', text: 'two  blanks', said: /blank|space/, sent: null },
  // Health check
  {
    step: 'health',
    field: 'Target',
    text: '224.0.0.1',
    said: /No router answers from/,
    sent: '224.0.0.1',
  },
  {
    step: 'health',
    field: 'Target',
    text: '203.0.113.44/32',
    said: /without a prefix length/,
    fix: 'Use 203.0.113.44',
    sent: '203.0.113.44',
  },
  { step: 'health', field: 'Target', text: '203.0.113.44 2', said: /A space at position 13/, sent: null },
]
