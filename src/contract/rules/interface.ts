/** Rules for the IPv4 and the IPv6 interface address. Each returns all findings, the most severe first. */

import type { AddressKind } from '../address/address-kind.ts'
import { isIpv6, kindOf6, networkOf6, parseCidr6 } from '../address/address6.ts'
import { suggestPair } from '../address/free-pair.ts'
import { PRIVATE_BLOCKS, TUNNEL_LINK_LOCAL } from '../address/range.ts'
import { judgeAddressText } from '../address/typed-address.ts'
import {
  type Cidr4,
  firstOf,
  formatIpv4,
  networkOf,
  overlaps,
  parseCidr4,
  parseIpv4,
  tunnelEnds,
} from '../address.ts'
import { isolated } from '../characters.ts'
import { about, error, type Finding, fix, type Neighbour, warning } from '../finding.ts'
import { neighboursOf } from './neighbours.ts'

/** What the rules of the interface address need besides its text. */
export interface InterfaceContext {
  neighbours: readonly Neighbour[]
  /** Prefixes that a suggestion must avoid. */
  extraPrefixes?: readonly string[]
}

const INTERFACE: AddressKind = {
  noun: 'an interface address',
  isValid: (text) => parseCidr4(text) !== null,
  hasLength: true,
}

const isLinkLocal = ({ address }: Cidr4): boolean => overlaps(TUNNEL_LINK_LOCAL, { address, prefix: 32 })

const isAllowedRange = (cidr: Cidr4): boolean =>
  isLinkLocal(cidr) || PRIVATE_BLOCKS.some((allowed) => overlaps(allowed, { ...cidr, prefix: 32 }))

/** A value is offered only in a range that is allowed. */
const offered = (value: string): Partial<Finding> => {
  const cidr = parseCidr4(value)
  return cidr && isAllowedRange(cidr) ? fix(value) : {}
}

const shapeOf = (text: string): { cidr: Cidr4 } | { finding: Finding } => {
  if (text === '') return { finding: error('Enter an interface address, for example 10.10.0.0/31') }
  const cidr = parseCidr4(text)
  if (cidr) return { cidr }
  const [host = '', length] = text.split('/')
  if (isIpv6(host)) {
    return {
      finding: error('This looks like IPv6. Use the IPv6 interface address under Advanced', {
        fix: { label: 'Move it there', value: text, field: 'interface_address6' },
      }),
    }
  }
  if (length === undefined && parseIpv4(host) !== null) {
    return { finding: error(`Add the prefix length, for example ${host}/31`, offered(`${host}/31`)) }
  }
  const named = judgeAddressText(text, INTERFACE)
  if (named) return { finding: named }
  return { finding: error('Enter an IPv4 address and prefix, for example 10.10.0.0/31') }
}

/**
 * Order and severities: docs/form.md, Interface address rules. The typed host is Cloudflare's side, so host
 * bits are never an error. /30 and 169.254.240.0/20 are in Cloudflare's documentation but not on the API page
 * (docs/api.md, Contradictions between sources): warn.
 */
export const judgeInterfaceAddress = (text: string, context: InterfaceContext): Finding[] => {
  const shape = shapeOf(text)
  if ('finding' in shape) return [shape.finding]
  const { cidr } = shape
  if (cidr.prefix !== 31 && cidr.prefix !== 30) {
    return [error('A tunnel needs a /31 (or a /30)', offered(`${formatIpv4(cidr.address)}/31`))]
  }
  if (!tunnelEnds(cidr)) {
    const first = firstOf(cidr)
    const which = cidr.address === first ? 'network' : 'broadcast'
    return [
      error(
        `${formatIpv4(cidr.address)} is the ${which} address of this /30. Use .${(first + 1) % 256} or .${(first + 2) % 256}`,
        fix(`${formatIpv4(first + 1)}/30`),
      ),
    ]
  }
  if (!isAllowedRange(cidr)) {
    return [
      error(`Choose from ${PRIVATE_BLOCKS.map(networkOf).join(', ')} or ${networkOf(TUNNEL_LINK_LOCAL)}`),
    ]
  }
  return [...overlapWith(cidr, context), ...documentedElsewhere(cidr)]
}

const documentedElsewhere = (cidr: Cidr4): Finding[] => [
  ...(cidr.prefix === 30
    ? [warning('The API reference asks for a /31. AWS needs a /30, and the API decides')]
    : []),
  ...(isLinkLocal(cidr)
    ? [warning('Link-local addresses are in the guides, not in the API reference. The API decides')]
    : []),
]

const overlapWith = (cidr: Cidr4, { neighbours, extraPrefixes = [] }: InterfaceContext): Finding[] => {
  const known = neighboursOf(neighbours)
  const taken = known.overlapping(cidr)
  if (!taken) return []
  const free = suggestPair(known.inUse(), extraPrefixes)
  const overlap = `Overlaps ${taken.interface_address} on ${isolated(taken.name)}`
  return [
    warning(free.pair === null ? `${overlap}. ${free.reason}` : overlap, {
      refusedUpstream: true,
      ...about(taken),
      ...(free.pair === null ? {} : fix(free.pair)),
    }),
  ]
}

const INTERFACE6: AddressKind = {
  noun: 'an interface address',
  isValid: (text) => parseCidr6(text) !== null,
  hasLength: true,
}

/** API page: the first address of a /127. The account's own range is unknown here. */
export const judgeInterfaceAddress6 = (text: string): Finding[] => {
  if (text === '') return []
  const example = 'for example 2606:54c1:7:0:a9fe:12d2:1:200/127'
  const cidr = parseCidr6(text)
  if (!cidr) {
    if (isIpv6(text)) return [error(`Add the prefix length, ${example}`, fix(`${text}/127`))]
    return [judgeAddressText(text, INTERFACE6) ?? error(`Enter an IPv6 address and /127, ${example}`)]
  }
  if (cidr.prefix !== 127) {
    return [error(`The prefix length must be /127, ${example}`, fix(networkOf6({ ...cidr, prefix: 127 })))]
  }
  if (!cidr.firstHost) {
    return [
      error('Enter the first address of the /127, the one that ends in an even digit', fix(networkOf6(cidr))),
    ]
  }
  const kind = kindOf6(text)
  return kind
    ? [
        warning(
          `This is an ${kind} address. The API asks for one of the account's own range`
            .replace('an l', 'a l')
            .replace('an m', 'a m'),
        ),
      ]
    : []
}
