/** Rules for the fields of the first step. Each returns every finding that holds, the gravest first. */
import {
  type Cidr4,
  firstOf,
  formatIpv4,
  isIpv6,
  nextFreePair,
  overlaps,
  PRIVATE_BLOCKS,
  parseCidr4,
  parseCidr6,
  parseIpv4,
  rangeOf,
  TUNNEL_LINK_LOCAL,
  tunnelEnds,
} from './address.ts'
import { about, error, type Finding, type Neighbour, warning } from './finding.ts'

/** The API names no limit for IPsec; one guide stops at 15 and some routers cut longer names (facts C4). */
const NAME_COMFORTABLE_MAX = 15

export const judgeName = (name: string, neighbours: readonly Neighbour[]): Finding[] => {
  if (name === '') return [error('Enter a tunnel name, for example lis-branch-a')]
  const twin = neighbours.find((neighbour) => neighbour.name === name)
  // API page: "The name cannot share a name with other tunnels."
  if (twin) return [error(`Another tunnel is already named ${name}. Choose a different name`, about(twin))]
  const findings: Finding[] = []
  if (/[^A-Za-z0-9_-]/.test(name)) {
    const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '')
    findings.push(
      warning(
        'Spaces and special characters are advised against. Letters, numbers, - and _ work everywhere',
        {
          ...(plain && !neighbours.some((neighbour) => neighbour.name === plain)
            ? { fix: { label: `Use ${plain}`, value: plain } }
            : {}),
        },
      ),
    )
  }
  if ([...name].length > NAME_COMFORTABLE_MAX) {
    findings.push(warning(`${[...name].length} characters. Some routers stop at ${NAME_COMFORTABLE_MAX}`))
  }
  return findings
}

const notPublic = (text: string): string | null => {
  const address = parseIpv4(text)
  if (address === null) return null
  switch (rangeOf(address)) {
    case 'private':
      return 'is a private address'
    case 'cgnat':
      return 'is a carrier-grade NAT address'
    case 'link-local':
    case 'tunnel-link-local':
      return 'is a link-local address'
    case 'reserved':
      return 'is a reserved address'
    default:
      // Documentation ranges pass: the examples that people try, the API page's own included, use them.
      return null
  }
}

const notAnAddress = (text: string): Finding => {
  if (text.includes('/')) {
    const host = text.split('/')[0] ?? ''
    return parseIpv4(host) === null
      ? error('Enter one IP address without a prefix length, for example 203.0.113.10')
      : error('Enter one address, without a prefix length', { fix: { label: `Use ${host}`, value: host } })
  }
  if (/(^|\.)0\d/.test(text)) return error('Write octets without leading zeros, for example 203.0.113.10')
  return error('Enter an IP address, for example 203.0.113.10')
}

/** @param endpoint the anycast address at Cloudflare's end; facts section 2 calls it an IPv4 string */
export const judgeCloudflareEndpoint = (endpoint: string): Finding[] => {
  if (endpoint === '') return [error('Enter the Cloudflare endpoint, the anycast IP leased to your account')]
  if (isIpv6(endpoint)) return [warning('Cloudflare documents an IPv4 address here')]
  if (parseIpv4(endpoint) === null) return [notAnAddress(endpoint)]
  const reason = notPublic(endpoint)
  return reason ? [warning(`${endpoint} ${reason}. Cloudflare's endpoints are public anycast addresses`)] : []
}

/** @param endpoint the router's public address; may be empty */
export const judgeCustomerEndpoint = (
  endpoint: string,
  cloudflareEndpoint: string,
  neighbours: readonly Neighbour[],
): Finding[] => {
  if (endpoint === '') return []
  const isV6 = isIpv6(endpoint)
  if (!isV6 && parseIpv4(endpoint) === null) return [notAnAddress(endpoint)]
  const findings: Finding[] = []
  if (isV6) findings.push(warning('Cloudflare documents an IPv4 address here'))
  const reason = notPublic(endpoint)
  if (reason) findings.push(warning(`${endpoint} ${reason}. Enter the address that the Internet sees`))
  if (endpoint === cloudflareEndpoint) {
    findings.push(warning('Both ends are the same address. Enter the public IP of your router'))
  }
  const samePair = neighbours.find(
    (neighbour) =>
      neighbour.customer_endpoint === endpoint && neighbour.cloudflare_endpoint === cloudflareEndpoint,
  )
  // An IKE identity of type IPv4 address needs a unique pair of endpoints (facts section 3).
  if (samePair) {
    findings.push(
      warning(
        `Same two endpoints as ${samePair.name}. Identify the router by FQDN, not by IPv4 address`,
        about(samePair),
      ),
    )
  }
  return findings
}

/** What the interface address is judged against besides itself. */
export interface InterfaceContext {
  neighbours: readonly Neighbour[]
  /** Prefixes that a suggestion stays out of. */
  extraPrefixes?: readonly string[]
}

const shapeOfInterface = (text: string): { cidr: Cidr4 } | { finding: Finding } => {
  if (text === '') return { finding: error('Enter an interface address, for example 10.10.0.0/31') }
  const [host = '', length] = text.split('/')
  if (isIpv6(host)) {
    return {
      finding: error('This looks like IPv6. Use the IPv6 interface address under Advanced', {
        fix: { label: 'Move it there', value: text, field: 'interface_address6' },
      }),
    }
  }
  if (length === undefined && parseIpv4(host) !== null) {
    return {
      finding: error(`Add the prefix length, for example ${host}/31`, {
        fix: { label: `Use ${host}/31`, value: `${host}/31` },
      }),
    }
  }
  if (/(^|\.)0\d/.test(host)) {
    return { finding: error('Write octets without leading zeros, for example 10.10.0.0/31') }
  }
  const cidr = parseCidr4(text)
  return cidr ? { cidr } : { finding: error('Enter an IPv4 address and prefix, for example 10.10.0.0/31') }
}

const isAllowedRange = ({ address }: Cidr4): boolean =>
  PRIVATE_BLOCKS.some((allowed) => overlaps(allowed, { address, prefix: 32 }))

/**
 * Order and severities: interaction 3.3. The host typed is Cloudflare's side, so host bits are never an error.
 * /30 and 169.254.240.0/20 are in Cloudflare's documentation but not on the API page (facts C2, C3): warn.
 */
export const judgeInterfaceAddress = (text: string, context: InterfaceContext): Finding[] => {
  const shape = shapeOfInterface(text)
  if ('finding' in shape) return [shape.finding]
  const { cidr } = shape
  if (cidr.prefix !== 31 && cidr.prefix !== 30) {
    const value = `${formatIpv4(cidr.address)}/31`
    return [error('A tunnel needs a /31 (or a /30)', { fix: { label: `Use ${value}`, value } })]
  }
  if (!tunnelEnds(cidr)) {
    const first = firstOf(cidr)
    const which = cidr.address === first ? 'network' : 'broadcast'
    const value = `${formatIpv4(first + 1)}/30`
    return [
      error(
        `${formatIpv4(cidr.address)} is the ${which} address of this /30. Use .${(first + 1) % 256} or .${(first + 2) % 256}`,
        {
          fix: { label: `Use ${value}`, value },
        },
      ),
    ]
  }
  const isLinkLocal = overlaps(TUNNEL_LINK_LOCAL, { address: cidr.address, prefix: 32 })
  if (!isAllowedRange(cidr) && !isLinkLocal) {
    return [error('Choose from 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 169.254.240.0/20')]
  }
  return [...overlapWith(cidr, context), ...documentedElsewhere(cidr, isLinkLocal)]
}

const documentedElsewhere = (cidr: Cidr4, isLinkLocal: boolean): Finding[] => [
  ...(cidr.prefix === 30
    ? [warning('The API reference asks for a /31. AWS needs a /30, and the API decides')]
    : []),
  ...(isLinkLocal
    ? [warning('Link-local addresses are in the guides, not in the API reference. The API decides')]
    : []),
]

const overlapWith = (cidr: Cidr4, { neighbours, extraPrefixes = [] }: InterfaceContext): Finding[] => {
  const taken = neighbours.find((neighbour) => {
    const other = parseCidr4(neighbour.interface_address)
    return other !== null && overlaps(other, cidr)
  })
  if (!taken) return []
  const free = nextFreePair(
    neighbours.map((neighbour) => neighbour.interface_address),
    extraPrefixes,
  )
  return [
    warning(`Overlaps ${taken.interface_address} on ${taken.name}`, {
      refusedUpstream: true,
      ...about(taken),
      ...(free ? { fix: { label: `Use ${free}`, value: free } } : {}),
    }),
  ]
}

/** API page: a /127 whose address is the first of its subnet. The account's own range is not known here. */
export const judgeInterfaceAddress6 = (text: string): Finding[] => {
  if (text === '') return []
  const example = 'for example 2606:54c1:7:0:a9fe:12d2:1:200/127'
  const cidr = parseCidr6(text)
  if (!cidr) return [error(`Enter an IPv6 address and /127, ${example}`)]
  if (cidr.prefix !== 127) return [error(`The prefix length must be /127, ${example}`)]
  return cidr.firstHost
    ? []
    : [error('Enter the first address of the /127, the one that ends in an even digit')]
}

/** Shorter keys work at Cloudflare (facts section 2) but are weak for a secret. */
const PSK_COMFORTABLE_MIN = 16

/** @param psk the key as typed, never trimmed: spaces count */
export const judgePsk = (psk: string): Finding[] => {
  if (psk === '') return [error('Paste the key, or choose another option above')]
  const findings: Finding[] = []
  if (psk !== psk.trim()) findings.push(warning('The key begins or ends with a space, and the space counts'))
  if (psk.length < PSK_COMFORTABLE_MIN) {
    findings.push(warning(`Only ${psk.length} characters. Use ${PSK_COMFORTABLE_MIN} or more`))
  }
  if (/[^\x21-\x7e]/.test(psk.trim()) || /["'?\\]/.test(psk)) {
    findings.push(warning('Some routers reject spaces, quotes, ?, \\ and characters outside ASCII in a key'))
  }
  return findings
}

const CUSTOM_IDENTITY_ENDING = '.custom.ipsec.cloudflare.com'

/** Which account id stands in the name is settled by no source, but another tunnel's name shows it. */
const wholeName = (typed: string, neighbours: readonly Neighbour[]): Partial<Finding> => {
  const label = typed.split('.')[0] ?? ''
  const known = neighbours.map((neighbour) => neighbour.custom_remote_identities?.fqdn_id ?? '')
  const [, rest] = known.find((name) => name.endsWith(CUSTOM_IDENTITY_ENDING))?.split(/\.(.*)/) ?? []
  if (!rest || !/^[A-Za-z0-9_-]+$/.test(label)) return {}
  const value = `${label}.${rest}`
  return { fix: { label: `Use ${value}`, value } }
}

/** Form and conflict rule: API page, `custom_remote_identities.fqdn_id`, with the lost parts of facts C12. */
export const judgeCustomIdentity = (
  fqdn: string,
  cloudflareEndpoint: string,
  neighbours: readonly Neighbour[],
): Finding[] => {
  if (fqdn === '') return []
  const form = `<your label>.<account id>${CUSTOM_IDENTITY_ENDING}`
  if (!fqdn.endsWith(CUSTOM_IDENTITY_ENDING)) {
    return [error(`The name must have the form ${form}`, wholeName(fqdn, neighbours))]
  }
  const labels = fqdn.slice(0, -CUSTOM_IDENTITY_ENDING.length).split('.')
  if (labels.length < 2 || labels.some((label) => !/^[A-Za-z0-9_-]+$/.test(label))) {
    return [error(`Use letters, numbers and hyphens, in the form ${form}`)]
  }
  const clash = neighbours.find(
    (neighbour) =>
      neighbour.custom_remote_identities?.fqdn_id === fqdn &&
      neighbour.cloudflare_endpoint === cloudflareEndpoint,
  )
  return clash
    ? [
        warning(`${clash.name} has the same ID on the same Cloudflare endpoint. Change one of the two`, {
          refusedUpstream: true,
          ...about(clash),
        }),
      ]
    : []
}
