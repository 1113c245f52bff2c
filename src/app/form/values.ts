/**
 * What the screen holds while a tunnel is typed: strings and switches, blank where nothing was entered. What
 * the API gets is `toWire` of it; what is right and wrong is judged by `findingsOf`.
 */
import * as z from 'zod/mini'
import '../zod-config.ts'
import { HEALTH_CHECK_DIRECTIONS, HEALTH_CHECK_RATES, HEALTH_CHECK_TYPES } from '../../contract/tunnel.ts'

const text = z._default(z.string(), '')
const off = z._default(z.boolean(), false)
const on = z._default(z.boolean(), true)

/** Every field has a default, so that a draft from an older version still loads. */
export const valuesSchema = z.object({
  name: text,
  description: text,
  cloudflare_endpoint: text,
  customer_endpoint: text,
  interface_address: text,
  /** `generate`: made in this browser and sent with the tunnel; `later`: created without a key. */
  psk_choice: z._default(z.enum(['generate', 'own', 'later']), 'generate'),
  psk: text,
  interface_address6: text,
  replay_protection: off,
  automatic_return_routing: off,
  fqdn_id: text,
  bgp_enabled: off,
  customer_asn: text,
  md5_key: text,
  /** A key was typed and a reload dropped it: it must be typed again or removed before creating. */
  md5_key_lost: off,
  psk_lost: off,
  extra_prefixes: z._default(z.array(z.string()), []),
  /** What stands in the prefix box and is not a chip yet. It counts as typed. */
  prefix_entry: text,
  health_enabled: on,
  // Cloudflare's own form starts with these two; the API's defaults differ (facts C5), so they are always sent.
  health_direction: z._default(z.enum(HEALTH_CHECK_DIRECTIONS), 'bidirectional'),
  health_type: z._default(z.enum(HEALTH_CHECK_TYPES), 'reply'),
  health_rate: z._default(z.enum(HEALTH_CHECK_RATES), 'mid'),
  health_target: text,
})

export type TunnelValues = z.output<typeof valuesSchema>

export const DEFAULT_VALUES: TunnelValues = valuesSchema.parse({})

/** Splits pasted or typed prefixes at spaces, commas, semicolons and line breaks. */
export const splitPrefixes = (entry: string): string[] => entry.split(/[\s,;]+/).filter((part) => part !== '')

/** The chips and what is still in the box. */
export const allPrefixes = (values: Pick<TunnelValues, 'extra_prefixes' | 'prefix_entry'>): string[] => [
  ...values.extra_prefixes,
  ...splitPrefixes(values.prefix_entry),
]
