/**
 * The wire shapes of one IPsec tunnel: loose for what the API answers (a field we do not know survives),
 * strict for what we send. Field by field as in the API page "Create an IPsec tunnel"; fields newer than that
 * page are marked and come from docs/api.md, Fields. Names stay as on the wire.
 */
import * as z from 'zod/mini'
import { firstControl } from './characters.ts'
import { firstIllegalCharacter } from './md5-key.ts'
import { momentOf } from './moment.ts'
import { tolerant, WITH_ITS_OBJECT } from './tolerant.ts'
import { ASN_MAX, HEALTH_CHECK_DIRECTIONS, HEALTH_CHECK_RATES, HEALTH_CHECK_TYPES } from './tunnel-values.ts'

const optionalText = z.optional(z.string())
const optionalFlag = z.optional(z.boolean())

// ---- what we send ----------------------------------------------------------------------------------------

const md5Key = z.string().check(
  z.minLength(1, 'An MD5 key has at least one character; leave the field out for none'),
  z.refine((key) => firstIllegalCharacter(key) === null, 'Only printable ASCII, without " and ?'),
)

/** Shown in lists and logs, so it is refused before anything is looked up. */
const plainText = z.string().check(z.refine((text) => firstControl(text) === null, 'No control characters'))

const bgpFields = {
  customer_asn: z.int().check(z.minimum(0), z.maximum(ASN_MAX)),
  extra_prefixes: z.optional(z.array(z.string())),
  md5_key: z.optional(md5Key),
  /** Newer than the API page: ids of BGP filter profiles (docs/api.md, BGP). */
  import_filter_id: optionalText,
  export_filter_id: optionalText,
}

const healthCheckInput = z.strictObject({
  enabled: optionalFlag,
  direction: z.optional(z.enum(HEALTH_CHECK_DIRECTIONS)),
  rate: z.optional(z.enum(HEALTH_CHECK_RATES)),
  type: z.optional(z.enum(HEALTH_CHECK_TYPES)),
  /** The object form: the proxy always sends `x-magic-new-hc-target: true`. `effective` is read-only. */
  target: z.optional(z.strictObject({ saved: optionalText, effective: optionalText })),
})

const optionalFields = {
  customer_endpoint: optionalText,
  description: z.optional(plainText),
  interface_address6: optionalText,
  psk: optionalText,
  replay_protection: optionalFlag,
  automatic_return_routing: optionalFlag,
  custom_remote_identities: z.optional(z.strictObject({ fqdn_id: optionalText })),
  health_check: z.optional(healthCheckInput),
}

/** A whole tunnel as POST and PUT take it. */
export const tunnelInput = z.strictObject({
  name: plainText,
  cloudflare_endpoint: z.string(),
  interface_address: z.string(),
  ...optionalFields,
  bgp: z.optional(z.strictObject(bgpFields)),
})

/** A tunnel that is still being typed, as the dry-run takes it: the same fields, none required. */
export const tunnelDraft = z.strictObject({
  name: z.optional(plainText),
  cloudflare_endpoint: optionalText,
  interface_address: optionalText,
  ...optionalFields,
  bgp: z.optional(z.strictObject({ ...bgpFields, customer_asn: z.optional(bgpFields.customer_asn) })),
})

export type TunnelInput = z.infer<typeof tunnelInput>
export type TunnelDraft = z.infer<typeof tunnelDraft>

// ---- what the API answers ----------------------------------------------------------------------------------

/** Reads may say null where a write may not (docs/api.md, Fields), and leave out what is default. */
const text = z.nullish(z.string())
const flag = z.nullish(z.boolean())
const number = z.nullish(z.number())
const moment = z.optional(z.pipe(text, z.transform(momentOf)))

const bgpStatus = z.looseObject({
  // An enum that may grow: what is not known is shown as it comes, never refused.
  state: z.string(),
  tcp_established: z.boolean(),
  updated_at: z.pipe(
    z.string(),
    z.transform((at) => momentOf(at) ?? ''),
  ),
  bgp_state: text,
  cf_speaker_ip: text,
  cf_speaker_port: number,
  customer_speaker_ip: text,
  customer_speaker_port: number,
})

const target = z.union([z.string(), z.looseObject({ saved: text, effective: text })])

const tunnelShape = z.looseObject({
  id: z.string(),
  name: z.string(),
  cloudflare_endpoint: z.string(),
  interface_address: z.string(),
  allow_null_cipher: flag,
  automatic_return_routing: flag,
  bgp: z.nullish(
    z.looseObject({
      customer_asn: number,
      extra_prefixes: z.nullish(z.array(z.string())),
      md5_key: text,
      import_filter_id: text,
      export_filter_id: text,
    }),
  ),
  bgp_status: z.nullish(bgpStatus),
  created_on: moment,
  custom_remote_identities: z.nullish(z.looseObject({ fqdn_id: text })),
  customer_endpoint: text,
  description: text,
  health_check: z.nullish(
    z.looseObject({ enabled: flag, direction: text, rate: text, type: text, target: z.nullish(target) }),
  ),
  interface_address6: text,
  modified_on: moment,
  psk_metadata: z.nullish(z.looseObject({ last_generated_on: moment })),
  replay_protection: flag,
  /**
   * Not on the API page, returned per Cloudflare's documentation (docs/api.md, Contradictions between
   * sources): the generated IKE identities.
   */
  remote_identities: z.nullish(z.looseObject({ hex_id: text, fqdn_id: text, user_id: text })),
  /** Ours, not the API's: what could not be read, as it came, by its place (`bgp.customer_asn`). */
  odd_values: z.optional(z.record(z.string(), z.unknown())),
})

/** One tunnel of an answer. It takes any value: one odd record must not take the others down. */
export const tunnel = tolerant(tunnelShape, {
  id: () => '',
  // The page and the list need something to call it.
  name: ({ id }) => (typeof id === 'string' && id !== '' ? id : 'Unnamed tunnel'),
  cloudflare_endpoint: () => '',
  interface_address: () => '',
  'bgp_status.tcp_established': () => false,
  'bgp_status.updated_at': () => '',
  // A report without a state is none.
  'bgp_status.state': WITH_ITS_OBJECT,
})

export type Tunnel = z.infer<typeof tunnel>
export type BgpStatus = z.infer<typeof bgpStatus>

/** The key is shown once, so nothing odd beside it may lose it. */
export const pskGenerated = z.looseObject({
  ipsec_tunnel_id: z.catch(z.string(), ''),
  psk: z.string().check(z.minLength(1)),
  psk_metadata: z.catch(z.nullish(z.looseObject({ last_generated_on: text })), null),
  /** Not in the schema, shown by the documentation (docs/api.md, Contradictions between sources). */
  ipsec_id: z.catch(text, null),
})

/**
 * The answer to setting several keys at once: partial success is possible under HTTP 200 (docs/api.md,
 * Operations).
 */
export const pskApplied = z.looseObject({
  successfully_applied_psks: z.nullish(z.record(z.string(), z.looseObject({ ipsec_tunnel_id: text }))),
  unapplied_psks: z.nullish(z.record(z.string(), z.unknown())),
})
