/** Rules for the name and the two endpoints. Each returns all findings, the most severe first. */

import { IP_ADDRESS } from '../address/address-kind.ts'
import { isIpv6, kindOf6, mappedIpv4 } from '../address/address6.ts'
import { rangeOf } from '../address/range.ts'
import { judgeAddressText } from '../address/typed-address.ts'
import { parseIpv4 } from '../address.ts'
import { isolated, tidyText, withoutEnds } from '../characters.ts'
import { about, error, type Finding, fix, type Neighbour, warning } from '../finding.ts'
import { neighboursOf } from './neighbours.ts'
import { judgeCharacters } from './text.ts'

/**
 * The API has no documented limit for IPsec; one guide allows 15 (docs/api.md, Contradictions between
 * sources).
 */
const NAME_RECOMMENDED_MAX = 15

/** The name with only letters, numbers, - and _; empty if a letter would be lost. */
const plainName = (name: string): string => {
  const inAscii = name.normalize('NFKD').replace(/\p{M}+/gu, '')
  if (/[^\P{L}A-Za-z]/u.test(inAscii)) return ''
  return withoutEnds(inAscii.replace(/[^A-Za-z0-9_-]+/g, '-'), /-/)
}

export const judgeName = (name: string, neighbours: readonly Neighbour[]): Finding[] => {
  if (tidyText(name) === '') return [error('Enter a tunnel name, for example lis-branch-a')]
  const known = neighboursOf(neighbours)
  const twin = known.byName(name)
  // API page: "The name cannot share a name with other tunnels."
  if (twin)
    return [error(`Another tunnel is already named ${isolated(name)}. Choose a different name`, about(twin))]
  const findings = judgeCharacters(name)
  const like = known.byLikeName(name)
  if (like) {
    const { name: other } = like
    findings.push(
      warning(
        `Differs from the tunnel ${isolated(other)} only in upper and lower case. Routers may not tell them apart`,
        about(like),
      ),
    )
  }
  if (findings.length === 0 && /[^A-Za-z0-9_-]/.test(name)) {
    const plain = plainName(name)
    findings.push(
      warning(
        'Spaces and special characters are not recommended. Letters, numbers, - and _ work everywhere',
        plain && !known.byLikeName(plain) ? fix(plain) : {},
      ),
    )
  }
  if ([...name].length > NAME_RECOMMENDED_MAX) {
    findings.push(
      warning(`${[...name].length} characters. Some routers accept at most ${NAME_RECOMMENDED_MAX}`),
    )
  }
  return findings
}

const RANGES: Partial<Record<ReturnType<typeof rangeOf>, string>> = {
  // Documentation ranges are accepted, because the examples that people try use them, including the API
  // page's.
  private: 'a private address',
  cgnat: 'a carrier-grade NAT address',
  'link-local': 'a link-local address',
  'tunnel-link-local': 'a link-local address',
  reserved: 'a reserved address',
}

/** Why an address cannot be reached over the Internet; null when it can. */
const notPublic = (text: string): string | null => {
  const address = parseIpv4(text)
  if (address !== null) return RANGES[rangeOf(address)] ?? null
  const kind = kindOf6(text)
  return kind && kind !== 'IPv4-mapped' ? `a ${kind} address`.replace('a u', 'an u') : null
}

const notAnAddress = (text: string): Finding =>
  error(
    `Enter ${/\/\d/.test(text) ? 'one IP address without a prefix length' : 'an IP address'}, for example 203.0.113.10`,
  )

/** Why the text is not an IP address; null when it is one. */
const judgeAddress = (text: string): Finding | null =>
  IP_ADDRESS.isValid(text) ? null : (judgeAddressText(text, IP_ADDRESS) ?? notAnAddress(text))

/** The API's schema calls both endpoints IPv4 strings (docs/api.md, Fields). */
const documentedIpv4 = (text: string): Finding[] => {
  const mapped = mappedIpv4(text)
  if (mapped !== null)
    return [warning(`Cloudflare documents an IPv4 address here. This one stands for ${mapped}`, fix(mapped))]
  return isIpv6(text) ? [warning('Cloudflare documents an IPv4 address here')] : []
}

/** @param endpoint the anycast address at Cloudflare's end */
export const judgeCloudflareEndpoint = (
  endpoint: string,
  neighbours: readonly Neighbour[] = [],
): Finding[] => {
  if (endpoint === '') return [error('Enter the Cloudflare endpoint, the anycast IP leased to your account')]
  const wrong = judgeAddress(endpoint)
  if (wrong) return [wrong]
  const reason = notPublic(endpoint)
  const findings = [
    ...(reason
      ? [warning(`${endpoint} is ${reason}. Cloudflare's endpoints are public anycast addresses`)]
      : []),
    ...documentedIpv4(endpoint),
  ]
  const router = neighboursOf(neighbours).byCustomerEndpoint(endpoint)
  if (router) {
    findings.push(
      warning(
        `${endpoint} is the customer endpoint of ${isolated(router.name)}. Enter Cloudflare's address here`,
        about(router),
      ),
    )
  }
  return findings
}

/** @param endpoint the router's public address; may be empty */
export const judgeCustomerEndpoint = (
  endpoint: string,
  cloudflareEndpoint: string,
  neighbours: readonly Neighbour[],
): Finding[] => {
  if (endpoint === '') return []
  const wrong = judgeAddress(endpoint)
  if (wrong) return [wrong]
  const known = neighboursOf(neighbours)
  const reason = notPublic(endpoint)
  const findings = [
    ...(reason ? [warning(`${endpoint} is ${reason}. Enter the address that the Internet sees`)] : []),
    ...documentedIpv4(endpoint),
  ]
  const cloudflare = known.byCloudflareEndpoint(endpoint)
  if (endpoint === cloudflareEndpoint) {
    findings.push(warning('Both ends are the same address. Enter the public IP of your router'))
  } else if (cloudflare) {
    findings.push(
      warning(
        `${endpoint} is the Cloudflare endpoint of ${isolated(cloudflare.name)}. Enter the public IP of your router`,
        about(cloudflare),
      ),
    )
  }
  const samePair = known.byPair(endpoint, cloudflareEndpoint)
  // An IKE identity of type IPv4 address needs a unique pair of endpoints (docs/api.md, IKE and IPsec).
  if (samePair) {
    findings.push(
      warning(
        `Same two endpoints as ${isolated(samePair.name)}. Identify the router by FQDN, not by IPv4 address`,
        about(samePair),
      ),
    )
  }
  return findings
}
