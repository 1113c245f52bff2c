/** Rules for a static route. Each returns all findings, the most severe first. */

import type { AddressKind } from '../address/address-kind.ts'
import { isIpv6 } from '../address/address6.ts'
import { PRIVATE_BLOCKS } from '../address/range.ts'
import { judgeAddressText } from '../address/typed-address.ts'
import { contains, endsOfText, formatIpv4, parseCidr4, parseIpv4 } from '../address.ts'
import { isolated } from '../characters.ts'
import { about, error, type Finding, fix, type Neighbour, warning } from '../finding.ts'
import { isSameRoute, ROUTE_REGIONS, type Route, type RouteKey } from '../route.ts'
import { HEALTH_PENALTY, isScoped, nextHopsOf } from '../route-lookup.ts'
import { judgePrefix } from './prefixes.ts'
import { notWhole, wholeNumber } from './whole-number.ts'

/** The maximum in the documentation; the schema has none (docs/routes-and-health.md, Static routes). */
export const ROUTE_WEIGHT_MAX = 256

const said = (penalty: number): string => penalty.toLocaleString('en')
const PENALTIES = { degraded: said(HEALTH_PENALTY.degraded), down: said(HEALTH_PENALTY.down) }

/** The maximum in older documentation (docs/routes-and-health.md, Static routes). */
const MOST_PER_PRIORITY = 64

export const judgeRoutePrefix = (text: string): Finding[] => {
  if (text === '') return [error('Enter a prefix, for example 10.20.0.0/16')]
  if (/:[\da-f]*:/i.test(text)) return [error('Routes take IPv4 prefixes only. Write it like 10.20.0.0/16')]
  const findings = judgePrefix(text, [], [text])
  const cidr = parseCidr4(text)
  if (!cidr || PRIVATE_BLOCKS.some((block) => contains(block, cidr))) return findings
  return [
    ...findings,
    warning(
      `${text} is not within RFC 1918. Cloudflare WAN takes other ranges only once Cloudflare enables them`,
    ),
  ]
}

const LOOKED_UP: AddressKind = {
  noun: 'an IPv4 address',
  isValid: (text) => parseIpv4(text) !== null,
  hasLength: false,
}

/** Why no route can be looked up for the text; null if it is an IPv4 address. */
export const judgeLookedUp = (text: string): Finding | null => {
  if (LOOKED_UP.isValid(text)) return null
  const cidr = parseCidr4(text)
  if (cidr) return error(`${text} is a prefix. Enter one address of it`, fix(formatIpv4(cidr.address)))
  if (isIpv6(text)) return error('Routes have IPv4 prefixes only. Enter an IPv4 address')
  return (
    judgeAddressText(text, LOOKED_UP) ??
    error(`${isolated(text)} is not an IPv4 address. Write it like 10.20.0.1`)
  )
}

/** @param others the account's routes, without the one that is being changed */
export const judgeDuplicate = (asked: RouteKey, others: readonly Route[]): Finding[] => {
  const isTwin = others.some((other) => isSameRoute(asked, other))
  return isTwin ? [warning('A route with this prefix, next hop and priority already exists')] : []
}

/** @param tunnels undefined while they are not read */
export const judgeNextHop = (text: string, tunnels: readonly Neighbour[] | undefined): Finding[] => {
  if (text === '') return [error('Enter the address of your router inside the tunnel')]
  if (parseIpv4(text) === null) {
    return [judgeAddressText(text, LOOKED_UP) ?? error(`${isolated(text)} is not an IPv4 address`)]
  }
  if (!tunnels) return []
  const hops = nextHopsOf(tunnels).get(text) ?? []
  const customer = hops.filter(({ side }) => side === 'customer')
  if (customer.length > 1) {
    const names = customer.map(({ tunnel }) => isolated(tunnel.name)).join(' and ')
    return [warning(`${text} is the customer side of ${names}. It is unknown which tunnel gets the traffic`)]
  }
  if (customer.length === 1) return []
  const [own] = hops
  if (own) {
    const ends = endsOfText(own.tunnel.interface_address)
    return [
      warning(
        `${text} is Cloudflare's side of ${isolated(own.tunnel.name)}. Traffic would be dropped. Use the customer side`,
        { ...about(own.tunnel), ...(ends && fix(ends.customer)) },
      ),
    ]
  }
  return [warning(`${text} is on none of this account's IPsec tunnels`)]
}

/**
 * @param text as typed
 * @param asked the rest of the route
 * @param others the account's other routes
 */
export const judgePriority = (
  text: string,
  asked: Pick<Route, 'prefix' | 'nexthop'>,
  others: readonly Route[],
): Finding[] => {
  const priority = wholeNumber(text)
  if (priority === null) return [notWhole(text, 'Enter a whole number, for example 100, or 200 for a backup')]
  const findings: Finding[] = []
  if (priority < 0) findings.push(warning('No source shows a negative priority. The API decides'))
  const far = others.find(
    (other) =>
      other.prefix === asked.prefix &&
      other.nexthop !== asked.nexthop &&
      Math.abs(other.priority - priority) >= HEALTH_PENALTY.degraded,
  )
  if (far) {
    findings.push(
      warning(
        `The route through ${far.nexthop} has priority ${far.priority}. A degraded tunnel adds ${PENALTIES.degraded} and one that is down ${PENALTIES.down}, so at this distance the backup takes over late or never`,
      ),
    )
  } else if (priority >= HEALTH_PENALTY.degraded) {
    findings.push(
      warning(
        `A degraded tunnel adds ${PENALTIES.degraded} to its priority and one that is down ${PENALTIES.down}. Stay far below`,
      ),
    )
  }
  const same = others.filter((other) => other.priority === priority).length
  if (same >= MOST_PER_PRIORITY) {
    findings.push(
      warning(`${same} routes have priority ${priority}. Older documentation allows ${MOST_PER_PRIORITY}`),
    )
  }
  return findings
}

/** @param text as typed; empty leaves the weight to Cloudflare */
export const judgeWeight = (text: string): Finding[] => {
  if (text.trim() === '') return []
  const weight = wholeNumber(text)
  if (weight === null)
    return [notWhole(text, `Enter a whole number from 1 to ${ROUTE_WEIGHT_MAX}, or leave it empty`)]
  if (weight >= 1 && weight <= ROUTE_WEIGHT_MAX) return []
  return [warning(`Cloudflare documents weights from 1 to ${ROUTE_WEIGHT_MAX}. The API decides`)]
}

/**
 * A route with regions applies only there. Traffic that enters elsewhere is dropped, unless another route
 * applies.
 */
export const judgeRegions = (
  regions: readonly string[],
  prefix: string,
  others: readonly Route[],
): Finding[] => {
  if (regions.length === 0) return []
  const findings: Finding[] = []
  const unknown = regions.filter((code) => !ROUTE_REGIONS.some((known) => known === code))
  if (unknown.length > 0) {
    findings.push(
      warning(`${isolated(unknown.join(', '))} is not a known region code. Use ${ROUTE_REGIONS.join(', ')}`),
    )
  }
  const cidr = parseCidr4(prefix)
  const isCoveredElsewhere = others.some((other) => {
    const outer = parseCidr4(other.prefix)
    if (!cidr || !outer || !contains(outer, cidr)) return false
    return !isScoped(other)
  })
  const isEverywhere = ROUTE_REGIONS.every(
    (code) =>
      regions.includes(code) ||
      others.some((other) => {
        const outer = parseCidr4(other.prefix)
        return cidr && outer && contains(outer, cidr) && other.scope?.colo_regions?.includes(code)
      }),
  )
  if (cidr && !isCoveredElsewhere && !isEverywhere) {
    findings.push(
      warning(
        `Outside ${isolated(regions.join(', '))} no static route leads to ${prefix}, so traffic there is dropped`,
      ),
    )
  }
  return findings
}
