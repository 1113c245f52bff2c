/**
 * Schemas of an IPsec tunnel: loose for responses (unknown fields are kept), strict for requests. The fields
 * follow the API page "Create an IPsec tunnel"; newer fields are marked and come from docs/api.md, Fields.
 * Names are the API's.
 */
import * as z from 'zod/mini'
import { firstControl, tidyText } from './characters.ts'
import { firstIllegalCharacter } from './md5-key.ts'
import { isNever, moment, time } from './moment.ts'
import { tolerant, WITH_ITS_OBJECT } from './tolerant.ts'
import { ASN_MAX, HEALTH_CHECK_DIRECTIONS, HEALTH_CHECK_RATES, HEALTH_CHECK_TYPES } from './tunnel-values.ts'

const optionalText = z.optional(z.string())
const optionalFlag = z.optional(z.boolean())

// ---- requests --------------------------------------------------------------------------------------------

const md5Key = z.string().check(
  z.minLength(1, 'An MD5 key has at least one character; leave the field out for none'),
  z.refine((key) => firstIllegalCharacter(key) === null, 'Only printable ASCII, without " and ?'),
)

/** Text for lists and logs, so control characters are refused. */
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

/** A complete tunnel, for POST and PUT. */
export const tunnelInput = z.strictObject({
  name: plainText,
  cloudflare_endpoint: z.string(),
  interface_address: z.string(),
  ...optionalFields,
  bgp: z.optional(z.strictObject(bgpFields)),
})

/** An incomplete tunnel, for the dry-run: the same fields, none required. */
export const tunnelDraft = z.strictObject({
  name: z.optional(plainText),
  cloudflare_endpoint: optionalText,
  interface_address: optionalText,
  ...optionalFields,
  bgp: z.optional(z.strictObject({ ...bgpFields, customer_asn: z.optional(bgpFields.customer_asn) })),
})

export type TunnelInput = z.infer<typeof tunnelInput>
export type TunnelDraft = z.infer<typeof tunnelDraft>

// ---- responses ---------------------------------------------------------------------------------------------

/** Responses may contain null where a request may not (docs/api.md, Fields), and omit defaults. */
const text = z.nullish(z.string())
const flag = z.nullish(z.boolean())
const number = z.nullish(z.number())

const bgpStatus = z.looseObject({
  // An enum that may grow: an unknown value is shown as it is, never refused.
  state: z.string().check(z.minLength(1)),
  tcp_established: z.boolean(),
  updated_at: z.pipe(
    time,
    z.transform((at) => (isNever(at) ? '' : at)),
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
  // Without visible text nothing could be clicked, or typed to confirm a deletion.
  name: z.string().check(z.refine((name) => tidyText(name) !== '')),
  cloudflare_endpoint: z.string(),
  interface_address: z.string(),
  allow_null_cipher: flag,
  automatic_return_routing: flag,
  bgp: z.nullish(
    z.looseObject({
      customer_asn: z.nullish(z.int().check(z.minimum(0), z.maximum(ASN_MAX))),
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
   * The generated IKE identities. Not on the API page, but returned according to Cloudflare's documentation
   * (docs/api.md, Contradictions between sources).
   */
  remote_identities: z.nullish(z.looseObject({ hex_id: text, fqdn_id: text, user_id: text })),
  /** Not from the API: values that do not fit the schema, unchanged, by their path (`bgp.customer_asn`). */
  odd_values: z.optional(z.record(z.string(), z.unknown())),
})

/**
 * A tunnel in a response. It accepts any value, so that one invalid record does not make the others
 * unreadable.
 */
export const tunnel = tolerant(tunnelShape, {
  id: () => '',
  // The page and the list need a name to show.
  name: ({ id }) => (typeof id === 'string' && id !== '' ? id : 'Unnamed tunnel'),
  cloudflare_endpoint: () => '',
  interface_address: () => '',
  'bgp_status.tcp_established': () => false,
  'bgp_status.updated_at': () => '',
  // A report without a state is useless.
  'bgp_status.state': WITH_ITS_OBJECT,
  // Without its date the metadata would mean that no key was ever set.
  'psk_metadata.last_generated_on': WITH_ITS_OBJECT,
})

export type Tunnel = z.infer<typeof tunnel>
export type BgpStatus = z.infer<typeof bgpStatus>

/** The key is shown only once, so an invalid value beside it must not make the response unreadable. */
export const pskGenerated = z.looseObject({
  ipsec_tunnel_id: z.catch(z.string(), ''),
  psk: z.string().check(z.minLength(1)),
  psk_metadata: z.catch(z.nullish(z.looseObject({ last_generated_on: text })), null),
  /** Not in the schema, but in the documentation (docs/api.md, Contradictions between sources). */
  ipsec_id: z.catch(text, null),
})

/**
 * The response to setting several keys in one call. Partial success is possible with HTTP 200 (docs/api.md,
 * Operations).
 */
export const pskApplied = z.looseObject({
  successfully_applied_psks: z.nullish(z.record(z.string(), z.looseObject({ ipsec_tunnel_id: text }))),
  unapplied_psks: z.nullish(z.record(z.string(), z.unknown())),
})
