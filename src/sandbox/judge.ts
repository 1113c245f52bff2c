/** Judges a tunnel as the API would: the contract's rules, each problem with its pointer, all of them at once. */
import type { ResponseInfo } from '../contract/envelope.ts'
import { type Finding, isRefusal, type Neighbour } from '../contract/finding.ts'
import {
  judgeCloudflareEndpoint,
  judgeCustomerEndpoint,
  judgeCustomIdentity,
  judgeInterfaceAddress,
  judgeInterfaceAddress6,
  judgeName,
} from '../contract/rules-basics.ts'
import { judgeAsn, judgeMd5Key, judgePrefix } from '../contract/rules-bgp.ts'
import { judgeHealthCheckTarget } from '../contract/rules-health.ts'
import { savedTarget, type TunnelDraft, tunnelDraft } from '../contract/tunnel.ts'
import { at, CODES, NULL_STRING } from './refusals.ts'
import type { World } from './world.ts'

/** The parsed draft, or what is wrong with its shape. Fields that the API does not know pass unseen. */
export const readShape = (body: unknown): { draft: TunnelDraft } | { errors: ResponseInfo[] } => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const what = Array.isArray(body) ? 'array' : body === null ? 'null' : typeof body
    return {
      errors: [
        { code: CODES.badBody, message: `Invalid Request: json: cannot unmarshal ${what} into Go value` },
      ],
    }
  }
  const parsed = tunnelDraft.safeParse(body)
  if (parsed.success) return { draft: parsed.data }
  const errors = parsed.error.issues.flatMap((issue) => {
    // The key's characters are judged by their own rule, with a better sentence.
    if (issue.code === 'unrecognized_keys' || issue.path.join('.') === 'bgp.md5_key') return []
    const pointer = `/${issue.path.join('/')}`
    const isNull = valueAt(body, issue.path) === null
    return [at(pointer, isNull ? CODES.badBody : CODES.wrongShape, isNull ? NULL_STRING : issue.message)]
  })
  return errors.length > 0 ? { errors } : { draft: body as TunnelDraft }
}

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], body)

const REQUIRED = ['name', 'cloudflare_endpoint', 'interface_address'] as const

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
  const addressFindings = address ? judgeInterfaceAddress(address, { neighbours: others }) : []
  return [
    ...(name ? refused('/name', CODES.nameTaken, judgeName(name, others)) : []),
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
      others.some((other) => other.custom_remote_identities?.fqdn_id === fqdn)
        ? CODES.identityTaken
        : CODES.badIdentity,
      judgeCustomIdentity(fqdn, endpoint, others),
    ),
  ]
}

const judgeBgp = ({ bgp }: TunnelDraft): ResponseInfo[] => {
  if (!bgp) return []
  const { customer_asn: asn, md5_key: key, extra_prefixes: prefixes = [] } = bgp
  return [
    ...(asn === undefined ? [] : refused('/bgp/customer_asn', CODES.badAsn, judgeAsn(asn, []))),
    ...(key === '' ? [at('/bgp/md5_key', CODES.badMd5Key, 'md5_key must be of non-zero length')] : []),
    ...refused('/bgp/md5_key', CODES.badMd5Key, judgeMd5Key(key ?? '')),
    ...prefixes.flatMap((prefix, index) =>
      refused(
        `/bgp/extra_prefixes/${index}`,
        CODES.badPrefix,
        judgePrefix(prefix, prefixes.slice(0, index), prefixes),
      ),
    ),
  ]
}

/** @param self id of the tunnel that the draft replaces, which it may not be in conflict with */
export const judgeTunnel = (draft: TunnelDraft, world: World, self?: string): ResponseInfo[] => {
  const others: Neighbour[] = world.tunnels
    .filter(({ id }) => id !== self)
    .map(({ id, input }) => ({ id, ...input }))
  const target = savedTarget(draft.health_check?.target)
  return [
    ...missing(draft),
    ...judgeBasics(draft, others),
    ...judgeBgp(draft),
    ...refused(
      '/health_check/target/saved',
      CODES.badTarget,
      judgeHealthCheckTarget(target, 'bidirectional', ''),
    ),
    // Facts section 2: rejected without the account flag.
    ...(draft.automatic_return_routing && !world.flags.coupler_integration
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
