/** The commands of FRR that a frr.conf for BGP over a tunnel may have, and which values FRR accepts. */
import { parseCidr4, parseIpv4 } from '../../../contract/address.ts'
import { asnOf } from './bgp-held.ts'

type IsValid = (value: string) => boolean

const any: IsValid = () => true
const nothing: IsValid = (value) => value === ''
const oneWord: IsValid = (value) => /^\S+$/.test(value)
const matches =
  (pattern: RegExp): IsValid =>
  (value) =>
    pattern.test(value)
const isAsn: IsValid = (value) => asnOf(value.split(' ')[0]) !== 0
const isPrefix: IsValid = (value) => parseCidr4(value.split(' ')[0] ?? '') !== null
/** FRR refuses hold times of 1 and 2 s. */
const isTimers: IsValid = (value) => /^\d{1,5} (0|[3-9]|\d{2,5})$/.test(value)
const inOrOut = matches(/^\S+ (in|out)$/)

/** After `neighbor NAME`. */
export const NEIGHBOR: Record<string, IsValid> = {
  'remote-as': (value) => value === 'external' || value === 'internal' || (oneWord(value) && isAsn(value)),
  'local-as': isAsn,
  // A key is one word; bgpd refuses more than 80 characters.
  password: matches(/^\S{1,80}$/),
  timers: (value) => isTimers(value) || /^(connect|delayopen) \d{1,5}$/.test(value),
  'peer-group': (value) => value === '' || oneWord(value),
  passive: nothing,
  shutdown: matches(/^(message .*|rtt \d+.*)?$/),
  activate: nothing,
  'update-source': oneWord,
  'route-map': inOrOut,
  'prefix-list': inOrOut,
  'filter-list': inOrOut,
  'distribute-list': inOrOut,
  'ebgp-multihop': matches(/^\d{0,3}$/),
  'ttl-security': matches(/^hops \d+$/),
  'soft-reconfiguration': matches(/^inbound$/),
  'next-hop-self': matches(/^(force)?$/),
  description: matches(/./),
  ...Object.fromEntries(
    [
      'addpath-tx-all-paths advertisement-interval advertise-map allowas-in as-override attribute-unchanged bfd',
      'capability default-originate disable-connected-check dont-capability-negotiate enforce-first-as',
      'graceful-restart graceful-restart-disable graceful-restart-helper interface maximum-prefix',
      'maximum-prefix-out override-capability port remove-private-AS sender-as-path-loop-detection',
      'send-community solo strict-capability-match tcp-mss unsuppress-map weight',
    ]
      .join(' ')
      .split(' ')
      .map((name) => [name, any]),
  ),
}

/** After `bgp` in `router bgp`. */
const BGP =
  /^(always-compare-med|bestpath|client-to-client|cluster-id|coalesce-time|confederation|dampening|default|deterministic-med|disable-ebgp-connected-route-check|ebgp-requires-policy|fast-convergence|fast-external-failover|graceful-restart|graceful-shutdown|hard-administrative-reset|listen|log-neighbor-changes|long-lived-graceful-restart|max-med|minimum-holdtime|network|reject-as-sets|route-map|route-reflector|router-id|session-dscp|shutdown|suppress-duplicates|suppress-fib-pending|tcp-keepalive|update-delay)\b/

/** Commands in `router bgp`, by first word, except `neighbor`. */
export const IN_BGP: Record<string, IsValid> = {
  bgp: (value) => (value.startsWith('router-id') ? /^router-id \S+$/.test(value) : BGP.test(value)),
  timers: (value) => isTimers(value.replace(/^bgp /, '')),
  network: isPrefix,
  'address-family': matches(/^(ipv4|ipv6|vpnv4|vpnv6|l2vpn)( \S+)?$/),
  'exit-address-family': nothing,
  redistribute: oneWord,
  'aggregate-address': isPrefix,
  'maximum-paths': any,
  distance: any,
  'table-map': oneWord,
  'update-delay': any,
  'write-quanta': any,
  'read-quanta': any,
}

/** Commands that end `router bgp`, by first word. */
export const OUTSIDE: Record<string, IsValid> = {
  router: any,
  ip: (value) => {
    const [kind, first = '', ...others] = value.split(' ')
    if (kind === 'route') return isPrefix(first) || parseIpv4(first) !== null
    if (kind !== 'prefix-list') return any(value)
    return /^(seq \d+ )?(permit|deny) (any|\S+\/\d+.*)$/.test(others.join(' ')) || others[0] === 'description'
  },
  'route-map': matches(/^\S/),
  ...Object.fromEntries(
    [
      'frr hostname domainname service log password enable banner line username debug ipv6 interface vrf bfd key',
      'access-list mpls nexthop-group router-id zebra agentx allow-external-route-update',
    ]
      .join(' ')
      .split(' ')
      .map((name) => [name, any]),
  ),
}

/** Commands inside the blocks of `OUTSIDE`, and those that leave a block, by first word. */
export const INSIDE_OTHERS =
  /^(match|set|on-match|call|continue|description|bandwidth|shutdown|ip|ipv6|peer|profile|no|exit|exit-\S+|end)$/
