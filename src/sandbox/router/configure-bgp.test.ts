/** A simulated router that is configured with a text of FRR or BIRD behaves as the text says. */
import { expect, test } from 'vitest'
import { BGP, type Edit, expectEdit, watch } from './testing.ts'

test.each<Edit>([
  [
    'a wrong ASN',
    'router bgp 64700',
    'router bgp 64701',
    'BGP_DOWN+',
    'Its ASN is 64701; the tunnel expects 64700.',
  ],
  ['a wrong MD5 key', /password .*/, 'password other', 'BGP_DOWN', "Its MD5 key is not the tunnel's."],
  ['no MD5 key', /.* password .*\n/, '', 'BGP_DOWN', 'It has no MD5 key, and the tunnel has one.'],
  [
    'a key with a space, which FRR does not accept',
    /password .*/,
    'password a b',
    'BGP_DOWN',
    'It has no MD5 key, and the tunnel has one.',
  ],
  [
    'swapped ends',
    /neighbor 10\.77\.0\.8/g,
    'neighbor 10.77.0.9',
    'BGP_DOWN',
    "It connects to the router's own end of the tunnel for BGP; Cloudflare's end is 10.77.0.8.",
  ],
  [
    'another ASN for Cloudflare',
    'remote-as 13335',
    'remote-as 13336',
    'BGP_DOWN+',
    'It expects ASN 13336 of Cloudflare, which is 13335.',
  ],
  [
    'hold time 0',
    /timers \d+ \d+/,
    'timers 0 0',
    'BGP_DOWN+',
    'Its hold time is 0, which Cloudflare does not accept.',
  ],
  [
    'a passive router',
    /( neighbor \S+) remote-as 13335/,
    '$1 remote-as 13335\n$1 passive',
    'BGP_DOWN',
    'It does not start BGP, and Cloudflare never does.',
  ],
  [
    'a neighbor behind a comment sign',
    /^ neighbor (\S+) remote-as/m,
    ' ! neighbor $1 remote-as',
    'BGP_DOWN',
    'It has no BGP neighbor.',
  ],
  [
    'a neighbor that is removed later',
    ' address-family',
    ' no neighbor 10.77.0.8\n address-family',
    'BGP_DOWN',
    'It has no BGP neighbor.',
  ],
  [
    'a neighbor that is not activated',
    /.* activate\n/,
    '',
    'BGP_DOWN',
    'It does not start BGP, and Cloudflare never does.',
  ],
  [
    'a key before remote-as, which FRR ignores',
    /^( neighbor \S+ remote-as 13335\n)([\s\S]*?)( neighbor \S+ password \S+\n)/m,
    '$3$1$2',
    'BGP_DOWN',
    'It has no MD5 key, and the tunnel has one.',
  ],
  [
    'BGP shut down',
    ' address-family',
    ' bgp shutdown\n address-family',
    'BGP_DOWN',
    'It does not start BGP, and Cloudflare never does.',
  ],
  [
    'another ASN for this neighbor',
    ' address-family',
    ' neighbor 10.77.0.8 local-as 64888\n address-family',
    'BGP_DOWN+',
    'Its ASN is 64888; the tunnel expects 64700.',
  ],
])('frr.conf with %s', (...edit) => expectEdit('frr', 'frr.conf', edit))

test.each<Edit>([
  ['a wrong ASN', 'as 64700', 'as 64701', 'BGP_DOWN+', 'Its ASN is 64701; the tunnel expects 64700.'],
  ['a wrong MD5 key', /password ".*"/, 'password "other"', 'BGP_DOWN', "Its MD5 key is not the tunnel's."],
  [
    'a foreign neighbor',
    'neighbor 10.77.0.8',
    'neighbor 10.0.0.1',
    'BGP_DOWN',
    "It connects to 10.0.0.1 for BGP; Cloudflare's end is 10.77.0.8.",
  ],
  [
    'hold time 0',
    /hold time \d+/,
    'hold time 0',
    'BGP_DOWN+',
    'Its hold time is 0, which Cloudflare does not accept.',
  ],
  [
    'a passive router',
    'hold time',
    'passive; hold time',
    'BGP_DOWN',
    'It does not start BGP, and Cloudflare never does.',
  ],
  [
    'another source address',
    /local \S+ as/,
    'local 192.0.2.7 as',
    'BGP_DOWN',
    'It connects from 192.0.2.7 for BGP; its end of the tunnel is 10.77.0.9.',
  ],
  [
    'a mistake anywhere, for which BIRD refuses the file',
    'log syslog',
    'logg syslog',
    'BGP_DOWN',
    'It has no BGP neighbor.',
  ],
])('bird.conf with %s', (...edit) => expectEdit('bird', 'bird.conf', edit))

test.each<[string, string, string]>([
  [
    'FRR: a peer group, an ASN in dots and "external"',
    `router bgp 0.64700
 neighbor CF peer-group
 neighbor CF remote-as external
 neighbor CF password ${BGP.md5_key}
 neighbor 10.77.0.8 peer-group CF
 neighbor 192.0.2.1 remote-as 64999`,
    'BGP_UP+',
  ],
  [
    'FRR: a line that a later "no" removes',
    `router bgp 64700\n neighbor 10.77.0.8 remote-as 13335\n neighbor 10.77.0.8 password ${BGP.md5_key}\n neighbor 10.77.0.8 shutdown\n no neighbor 10.77.0.8 shutdown`,
    'BGP_UP+',
  ],
  [
    'FRR: shut down',
    `router bgp 64700\n neighbor 10.77.0.8 remote-as 13335\n neighbor 10.77.0.8 password ${BGP.md5_key}\n neighbor 10.77.0.8 shutdown`,
    'BGP_DOWN',
  ],
  ['FRR: no neighbor at all', 'router bgp 64700', 'BGP_DOWN'],
  [
    'BIRD: a template, constants and comments that look like statements',
    `define US = 64700; # protocol bgp x { local as 1; }
/* hold time 0; */
template bgp cloudflare { local as US; hold time 90; password "${BGP.md5_key}"; }
protocol bgp one from cloudflare { neighbor 10.77.0.8 as 13335; ipv4 { import all; export none; }; }`,
    'BGP_UP+',
  ],
])('%s', async (_, text, state) => {
  const { configure } = await watch()
  expect((await configure({ pasted: text })).state).toBe(state)
})
