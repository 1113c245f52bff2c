/** Checks a tunnel with the contract's rules and returns all problems, each with a pointer. */
import type { ResponseInfo } from '../../contract/envelope.ts'
import { pointerTo } from '../../contract/fields/pointer.ts'
import { FIELD_NAMES, FIELDS, type FieldName, rowOf } from '../../contract/fields/table.ts'
import { type Finding, isRefusal, type Neighbour } from '../../contract/finding.ts'
import { valueAt } from '../../contract/json.ts'
import { judgeCloudflareEndpoint, judgeCustomerEndpoint, judgeName } from '../../contract/rules/basics.ts'
import { judgeAsn } from '../../contract/rules/bgp.ts'
import { judgeHealthCheckTarget } from '../../contract/rules/health.ts'
import { judgeCustomIdentity } from '../../contract/rules/identity.ts'
import { judgeInterfaceAddress, judgeInterfaceAddress6 } from '../../contract/rules/interface.ts'
import { judgeMd5Key } from '../../contract/rules/keys.ts'
import { judgePrefixes } from '../../contract/rules/prefixes.ts'
import { judgeDescription } from '../../contract/rules/text.ts'
import type { TunnelDraft } from '../../contract/tunnel.ts'
import { savedTarget } from '../../contract/tunnel-values.ts'
import { at, CODES } from '../refusals.ts'
import type { StoredTunnel, World } from '../world/world.ts'

const REQUIRED = FIELD_NAMES.filter((field) => rowOf(field).required)

/** The fields that every tunnel must have; other required fields are in objects that may be left out. */
const ALWAYS = REQUIRED.map((field) => FIELDS[field].path).filter((path) => !path.includes('.'))

/** Whether a body has none of the fields that a whole tunnel must have: then it changes only some fields. */
export const isPartial = (given: object): boolean => !ALWAYS.some((path) => path in given)

/** Required fields that are blank, also inside an object that the draft has. */
const missing = (draft: TunnelDraft): ResponseInfo[] =>
  REQUIRED.flatMap((field) => {
    const { path } = FIELDS[field]
    const names = path.split('.')
    const name = names.pop()
    const hasHolder = names.length === 0 || valueAt(draft, names.join('.')) !== undefined
    const value = valueAt(draft, path)
    return hasHolder && (value === undefined || value === '')
      ? [at(pointerTo(field), CODES.missing, `${name} is required`)]
      : []
  })

const refusedAt = (pointer: string, code: number, findings: readonly Finding[]): ResponseInfo[] =>
  findings.filter(isRefusal).map(({ message }) => at(pointer, code, message))

const refused = (field: FieldName, code: number, findings: readonly Finding[]): ResponseInfo[] =>
  refusedAt(pointerTo(field), code, findings)

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
          'name',
          nameFindings.some(({ about }) => about) ? CODES.nameTaken : CODES.wrongValue,
          nameFindings,
        )
      : []),
    ...refused('description', CODES.wrongValue, judgeDescription(draft.description ?? '')),
    ...(endpoint ? refused('cloudflare_endpoint', CODES.badAddress, judgeCloudflareEndpoint(endpoint)) : []),
    ...refused('customer_endpoint', CODES.badAddress, judgeCustomerEndpoint(customer, endpoint, others)),
    ...refused(
      'interface_address',
      addressFindings.some(({ about }) => about) ? CODES.overlap : CODES.badAddress,
      addressFindings,
    ),
    ...refused(
      'interface_address6',
      CODES.badAddress,
      judgeInterfaceAddress6(draft.interface_address6 ?? ''),
    ),
    ...refused(
      'fqdn_id',
      identityFindings.some(({ about }) => about) ? CODES.identityTaken : CODES.badIdentity,
      identityFindings,
    ),
  ]
}

const judgeBgp = ({ bgp }: TunnelDraft): ResponseInfo[] => {
  if (!bgp) return []
  const { customer_asn: asn, md5_key: key } = bgp
  // Entries that were not text were deleted from the array, so the other entries keep their index.
  const readable = [...(bgp.extra_prefixes ?? [])].flatMap((prefix: string | undefined, index) =>
    prefix === undefined ? [] : { prefix, index },
  )
  return [
    ...(asn === undefined ? [] : refused('customer_asn', CODES.badAsn, judgeAsn(asn, []))),
    ...(key === '' ? [at(pointerTo('md5_key'), CODES.badMd5Key, 'md5_key must be of non-zero length')] : []),
    ...refused('md5_key', CODES.badMd5Key, judgeMd5Key(key ?? '')),
    ...judgePrefixes(readable.map(({ prefix }) => prefix)).flatMap((finding) =>
      refusedAt(`${pointerTo('extra_prefixes')}/${readable[finding.index]?.index}`, CODES.badPrefix, [
        finding,
      ]),
    ),
  ]
}

/** What the rules need besides the draft. */
export interface Surroundings {
  /** The account's other tunnels. */
  others: readonly StoredTunnel[]
  flags: World['flags']
  /** Whether the request has the health check's target as an object. */
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
    ...refusedAt(
      objectTarget ? pointerTo('health_target') : pointerTo('health_target').replace(/\/saved$/, ''),
      CODES.badTarget,
      judgeHealthCheckTarget(target, 'bidirectional', ''),
    ),
    // Refused without the account flag (docs/api.md, Fields).
    ...(draft.automatic_return_routing && !flags.coupler_integration
      ? [
          at(
            pointerTo('automatic_return_routing'),
            CODES.flagMissing,
            'automatic_return_routing is not enabled for this account',
          ),
        ]
      : []),
  ]
}
