/**
 * A tunnel as the generators read it. Addresses and ASN are checked here once; an invalid value becomes a
 * finding.
 */
import { endsOfText, parseCidr4, parseIpv4 } from '../contract/address.ts'
import { isolated } from '../contract/characters.ts'
import { error, type Finding } from '../contract/finding.ts'
import type { Tunnel } from '../contract/tunnel.ts'
import { ASN_MAX } from '../contract/tunnel-values.ts'
import type { HandoffFinding } from './handoff-finding.ts'
import { identifiers } from './identifier.ts'
import { type Identity, identitiesOf } from './identity.ts'

export interface TunnelFacts {
  id: string
  /** The tunnel's name. It may contain any character, so a file has it in a comment only. */
  name: string
  /** The tunnel's name on the device. */
  identifier: string
  cloudflareEndpoint: string
  customerEndpoint: string | null
  /** Both interface addresses: the router has the customer's, and Cloudflare's is the BGP neighbour. */
  cloudflareAddress: string
  customerAddress: string
  prefix: 30 | 31
  /** Identities that Cloudflare accepts from the router. */
  identities: readonly Identity[]
  /** The pre-shared key, or null for a placeholder in its place. */
  psk: string | null
  bgp: { asn: number; md5: string | null } | null
  replayProtection: boolean
}

/** A tunnel with its key, or with null for a placeholder in its place. */
export interface Keyed {
  tunnel: Tunnel
  psk: string | null
}

type Result = { facts: TunnelFacts } | { findings: HandoffFinding[] }

const at = (field: string, finding: Finding): HandoffFinding => ({ ...finding, field })

const read = ({ tunnel, psk }: Keyed, identifier: string): Result => {
  const findings: HandoffFinding[] = []
  const name = isolated(tunnel.name)
  const ends = endsOfText(tunnel.interface_address)
  const length = parseCidr4(tunnel.interface_address)?.prefix
  if (!ends) {
    findings.push(at('interface_address', error(`${name} needs an interface address that is a /31 or /30`)))
  }
  if (parseIpv4(tunnel.cloudflare_endpoint) === null) {
    findings.push(at('cloudflare_endpoint', error(`${name} needs an IPv4 Cloudflare endpoint`)))
  }
  const customer = tunnel.customer_endpoint || null
  if (customer !== null && parseIpv4(customer) === null) {
    findings.push(at('customer_endpoint', error(`The customer endpoint of ${name} is not an IPv4 address`)))
  }
  const asn = tunnel.bgp?.customer_asn
  if (tunnel.bgp && !(Number.isInteger(asn) && Number(asn) > 0 && Number(asn) <= ASN_MAX)) {
    findings.push(at('bgp.customer_asn', error(`${name} needs a customer ASN from 1 to ${ASN_MAX}`)))
  }
  if (!ends || findings.length > 0) return { findings }
  return {
    facts: {
      id: tunnel.id,
      name: tunnel.name,
      identifier,
      cloudflareEndpoint: tunnel.cloudflare_endpoint,
      customerEndpoint: customer,
      cloudflareAddress: ends.cloudflare,
      customerAddress: ends.customer,
      prefix: length === 30 ? 30 : 31,
      identities: identitiesOf(tunnel),
      psk,
      bgp: tunnel.bgp && asn ? { asn, md5: tunnel.bgp.md5_key || null } : null,
      replayProtection: tunnel.replay_protection === true,
    },
  }
}

/** Two tunnels can share a file only if their addresses differ and their ASN is the same. */
const pairFindings = (facts: readonly TunnelFacts[]): HandoffFinding[] => {
  const [first, second] = facts
  if (!first || !second) return []
  const findings: HandoffFinding[] = []
  if (
    first.cloudflareAddress === second.cloudflareAddress ||
    first.customerAddress === second.customerAddress
  ) {
    findings.push(at('interface_address', error('Both tunnels have the same interface address. Change one')))
  }
  if (first.bgp && second.bgp && first.bgp.asn !== second.bgp.asn) {
    findings.push(
      at('bgp.customer_asn', error('The two tunnels have different customer ASNs. Make a file for each')),
    )
  }
  return findings
}

export const factsOf = (keyed: readonly Keyed[]): { facts: TunnelFacts[]; findings: HandoffFinding[] } => {
  const names = identifiers(keyed.map(({ tunnel }) => tunnel))
  const results = keyed.map((one, index) => read(one, names[index] ?? ''))
  const facts = results.flatMap((result) => ('facts' in result ? result.facts : []))
  const findings = results.flatMap((result) => ('findings' in result ? result.findings : []))
  return { facts, findings: [...findings, ...pairFindings(facts)] }
}
