/**
 * Every field of the form, once: the step it stands on, what it is called, and where the API's errors point at
 * it. The error summary, the step rail, Review and the pointer mapping all read this table.
 */
import { normalisePointer } from '../../contract/envelope.ts'
import type { Step } from './steps.ts'

interface FieldFacts {
  step: Exclude<Step, 'review'>
  label: string
  /** Path of the field on the wire, as the API's pointers name it. */
  pointer: string
  /** The API needs it; `bgp` while BGP is on. */
  required?: true | 'bgp'
  /** Stands in the closed "Advanced" section. */
  advanced?: true
}

/** In the order of the screen. */
export const FIELDS = {
  name: { step: 'basics', label: 'Tunnel name', pointer: 'name', required: true },
  description: { step: 'basics', label: 'Description', pointer: 'description' },
  cloudflare_endpoint: {
    step: 'basics',
    label: 'Cloudflare endpoint',
    pointer: 'cloudflare_endpoint',
    required: true,
  },
  customer_endpoint: { step: 'basics', label: 'Customer endpoint', pointer: 'customer_endpoint' },
  interface_address: {
    step: 'basics',
    label: 'Interface address',
    pointer: 'interface_address',
    required: true,
  },
  psk: { step: 'basics', label: 'Pre-shared key', pointer: 'psk' },
  interface_address6: {
    step: 'basics',
    label: 'IPv6 interface address',
    pointer: 'interface_address6',
    advanced: true,
  },
  replay_protection: {
    step: 'basics',
    label: 'Replay protection',
    pointer: 'replay_protection',
    advanced: true,
  },
  automatic_return_routing: {
    step: 'basics',
    label: 'Automatic return routing',
    pointer: 'automatic_return_routing',
    advanced: true,
  },
  fqdn_id: {
    step: 'basics',
    label: 'Custom IKE ID',
    pointer: 'custom_remote_identities',
    advanced: true,
  },
  customer_asn: { step: 'bgp', label: 'Customer ASN', pointer: 'bgp.customer_asn', required: 'bgp' },
  md5_key: { step: 'bgp', label: 'MD5 key', pointer: 'bgp.md5_key' },
  extra_prefixes: { step: 'bgp', label: 'Extra prefixes to advertise', pointer: 'bgp.extra_prefixes' },
  health_enabled: { step: 'health', label: "Check this tunnel's health", pointer: 'health_check.enabled' },
  health_direction: { step: 'health', label: 'Direction', pointer: 'health_check.direction' },
  health_type: { step: 'health', label: 'Type', pointer: 'health_check.type' },
  health_rate: { step: 'health', label: 'Rate', pointer: 'health_check.rate' },
  health_target: { step: 'health', label: 'Target', pointer: 'health_check.target' },
} as const satisfies Record<string, FieldFacts>

export type FieldName = keyof typeof FIELDS

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[]

/** A field's row of the table, with its optional columns. */
export const factsOf = (field: FieldName): FieldFacts => FIELDS[field]

export const fieldsOf = (step: Step): FieldName[] =>
  FIELD_NAMES.filter((field) => factsOf(field).step === step)

/** Where an error of the API belongs on the screen. */
export type Place =
  | { kind: 'field'; field: FieldName; index?: number }
  /** A part of the tunnel without a control of its own; the raw pointer is shown. */
  | { kind: 'step'; step: Exclude<Step, 'review'>; pointer: string }
  | { kind: 'form'; pointer: string | null }

const STEP_OF_PARENT: Record<string, Exclude<Step, 'review'>> = {
  bgp: 'bgp',
  health_check: 'health',
  custom_remote_identities: 'basics',
}

/** Longest-prefix match of a pointer, in any spelling, against the table (interaction 3.6). */
export const placeOf = (pointer: string | undefined): Place => {
  if (!pointer) return { kind: 'form', pointer: null }
  const path = normalisePointer(pointer)
  for (let length = path.length; length > 0; length--) {
    const head = path.slice(0, length).join('.')
    const field = FIELD_NAMES.find((name) => FIELDS[name].pointer === head)
    if (!field) continue
    const next = path[length]
    return next !== undefined && /^\d+$/.test(next)
      ? { kind: 'field', field, index: Number(next) }
      : { kind: 'field', field }
  }
  const step = STEP_OF_PARENT[path[0] ?? '']
  return step ? { kind: 'step', step, pointer } : { kind: 'form', pointer }
}
