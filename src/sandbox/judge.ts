/** Judges a tunnel as the API would: the contract's rules, each problem with its pointer, all of them at once. */
import type { ResponseInfo } from '../contract/envelope.ts'
import { type Finding, isRefusal, type Neighbour } from '../contract/finding.ts'
import { judgeCloudflareEndpoint, judgeCustomerEndpoint, judgeName } from '../contract/rules-basics.ts'
import { judgeAsn } from '../contract/rules-bgp.ts'
import { judgeHealthCheckTarget } from '../contract/rules-health.ts'
import { judgeCustomIdentity } from '../contract/rules-identity.ts'
import { judgeInterfaceAddress, judgeInterfaceAddress6 } from '../contract/rules-interface.ts'
import { judgeMd5Key } from '../contract/rules-keys.ts'
import { judgePrefixes } from '../contract/rules-prefixes.ts'
import { judgeDescription } from '../contract/rules-text.ts'
import { savedTarget, type TunnelDraft } from '../contract/tunnel.ts'
import { at, CODES } from './refusals.ts'
import type { StoredTunnel, World } from './world.ts'

const REQUIRED = ['name', 'cloudflare_endpoint', 'interface_address'] as const

/** Whether a body leaves out everything that a whole tunnel must have, as a change of one part does. */
export const isPartial = (given: object): boolean => !REQUIRED.some((field) => field in given)

const missing = (draft: TunnelDraft): ResponseInfo[] => [
  ...REQUIRED.filter((field) => !draft[field]).map((field) =>
    at(`/${field}`, CODES.missing, `${field} is required`),
  ),
  ...(draft.bgp && draft.bgp.customer_asn === undefined
    ? [at('/bgp/customer_asn', CODES.missing, 'customer_asn is required')]
    : []),
]

const refused = (pointer: string, code: number, findings: readonly Finding[]): ResponseInfo[] =>
  findings.filter(isRefusal).map(({ message }) => at(pointer, code, message))

const judgeBasics = (draft: TunnelDraft, others: readonly Neighbour[]): ResponseInfo[] => {
  const { name, cloudflare_endpoint: endpoint = '', customer_endpoint: customer = '' } = draft
  const address = draft.interface_address
  const fqdn = draft.custom_remote_identities?.fqdn_id ?? ''
  const identityFindings = judgeCustomIdentity(fqdn, endpoint, others)
  const nameFindings = name ? judgeName(name, others) : []
  const addressFindings = address ? judgeInterfaceAddress(address, { neighbours: others }) : []
  return [
    ...(name
      ? refused(
          '/name',
          nameFindings.some(({ about }) => about) ? CODES.nameTaken : CODES.wrongValue,
          nameFindings,
        )
      : []),
    ...refused('/description', CODES.wrongValue, judgeDescription(draft.description ?? '')),
    ...(endpoint ? refused('/cloudflare_endpoint', CODES.badAddress, judgeCloudflareEndpoint(endpoint)) : []),
    ...refused('/customer_endpoint', CODES.badAddress, judgeCustomerEndpoint(customer, endpoint, others)),
    ...refused(
      '/interface_address',
      addressFindings.some(({ about }) => about) ? CODES.overlap : CODES.badAddress,
      addressFindings,
    ),
    ...refused(
      '/interface_address6',
      CODES.badAddress,
      judgeInterfaceAddress6(draft.interface_address6 ?? ''),
    ),
    ...refused(
      '/custom_remote_identities/fqdn_id',
      identityFindings.some(({ about }) => about) ? CODES.identityTaken : CODES.badIdentity,
      identityFindings,
    ),
  ]
}

const judgeBgp = ({ bgp }: TunnelDraft): ResponseInfo[] => {
  if (!bgp) return []
  const { customer_asn: asn, md5_key: key } = bgp
  // Entries that were no text are gone and leave holes, so that the others keep their place.
  const readable = [...(bgp.extra_prefixes ?? [])].flatMap((prefix: string | undefined, index) =>
    prefix === undefined ? [] : { prefix, index },
  )
  return [
    ...(asn === undefined ? [] : refused('/bgp/customer_asn', CODES.badAsn, judgeAsn(asn, []))),
    ...(key === '' ? [at('/bgp/md5_key', CODES.badMd5Key, 'md5_key must be of non-zero length')] : []),
    ...refused('/bgp/md5_key', CODES.badMd5Key, judgeMd5Key(key ?? '')),
    ...judgePrefixes(readable.map(({ prefix }) => prefix)).flatMap((finding) =>
      refused(`/bgp/extra_prefixes/${readable[finding.index]?.index}`, CODES.badPrefix, [finding]),
    ),
  ]
}

/** What a draft is judged against besides itself. */
export interface Surroundings {
  /** The account's other tunnels. */
  others: readonly StoredTunnel[]
  flags: World['flags']
  /** Whether the request speaks of the health check's target as an object. */
  objectTarget: boolean
}

export const judgeTunnel = (
  draft: TunnelDraft,
  { others, flags, objectTarget }: Surroundings,
): ResponseInfo[] => {
  const neighbours: Neighbour[] = others.map(({ id, input }) => ({ id, ...input }))
  const target = savedTarget(draft.health_check?.target)
  return [
    ...missing(draft),
    ...judgeBasics(draft, neighbours),
    ...judgeBgp(draft),
    ...refused(
      `/health_check/target${objectTarget ? '/saved' : ''}`,
      CODES.badTarget,
      judgeHealthCheckTarget(target, 'bidirectional', ''),
    ),
    // Facts section 2: rejected without the account flag.
    ...(draft.automatic_return_routing && !flags.coupler_integration
      ? [
          at(
            '/automatic_return_routing',
            CODES.flagMissing,
            'automatic_return_routing is not enabled for this account',
          ),
        ]
      : []),
  ]
}
