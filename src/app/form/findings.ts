/** What the rules say about the values on the screen, field by field. */

import { splitPrefixes } from '../../contract/address-text.ts'
import type { Finding, Neighbour } from '../../contract/finding.ts'
import { error } from '../../contract/finding.ts'
import { judgeCloudflareEndpoint, judgeCustomerEndpoint, judgeName } from '../../contract/rules-basics.ts'
import { judgeAsnText } from '../../contract/rules-bgp.ts'
import { judgeHealthCheckSwitch, judgeHealthCheckTarget } from '../../contract/rules-health.ts'
import { judgeCustomIdentity } from '../../contract/rules-identity.ts'
import { judgeInterfaceAddress, judgeInterfaceAddress6 } from '../../contract/rules-interface.ts'
import { judgeMd5Key, judgePsk } from '../../contract/rules-keys.ts'
import { judgePrefixes } from '../../contract/rules-prefixes.ts'
import { FIELD_NAMES, type FieldName, factsOf } from './fields.ts'
import { allPrefixes, type TunnelValues } from './values.ts'

/** `index` is the chip that a finding about a list means. */
export interface FieldFinding extends Finding {
  index?: number
}

const KEY_LOST = 'The key you typed was not kept over the reload.'

const judgeOwnPsk = (values: TunnelValues): Finding[] => {
  if (values.psk_choice !== 'own') return []
  if (values.psk === '' && values.psk_lost) {
    return [error(`${KEY_LOST} Paste it again, or choose another option above`)]
  }
  return judgePsk(values.psk)
}

const judgeMd5 = (values: TunnelValues): Finding[] => {
  if (!values.bgp_enabled) return []
  if (values.md5_key === '' && values.md5_key_lost) {
    return [
      error(`${KEY_LOST} Type it again, or go on without one`, { fix: { label: 'No MD5 key', value: '' } }),
    ]
  }
  return judgeMd5Key(values.md5_key)
}

const judgeCustomerAsn = (values: TunnelValues, neighbours: readonly Neighbour[]): Finding[] => {
  if (!values.bgp_enabled) return []
  if (values.customer_asn.trim() === '') return [error('Enter the ASN your router uses, for example 64513')]
  return judgeAsnText(values.customer_asn, neighbours)
}

const judgeExtraPrefixes = (values: TunnelValues): readonly FieldFinding[] => {
  if (!values.bgp_enabled) return []
  return judgePrefixes(values.extra_prefixes, splitPrefixes(values.prefix_entry))
}

/** Findings of one field, the gravest first; empty when there are none. */
export const judgeField = (
  field: FieldName,
  values: TunnelValues,
  neighbours: readonly Neighbour[],
): FieldFinding[] => {
  const cloudflareEndpoint = values.cloudflare_endpoint.trim()
  switch (field) {
    case 'name':
      return judgeName(values.name.trim(), neighbours)
    case 'cloudflare_endpoint':
      return judgeCloudflareEndpoint(cloudflareEndpoint, neighbours)
    case 'customer_endpoint':
      return judgeCustomerEndpoint(values.customer_endpoint.trim(), cloudflareEndpoint, neighbours)
    case 'interface_address':
      return judgeInterfaceAddress(values.interface_address.trim(), {
        neighbours,
        extraPrefixes: values.extra_prefixes,
      })
    case 'psk':
      return judgeOwnPsk(values)
    case 'interface_address6':
      return judgeInterfaceAddress6(values.interface_address6.trim())
    case 'fqdn_id':
      return judgeCustomIdentity(values.fqdn_id.trim(), cloudflareEndpoint, neighbours)
    case 'customer_asn':
      return judgeCustomerAsn(values, neighbours)
    case 'md5_key':
      return judgeMd5(values)
    case 'extra_prefixes':
      return [...judgeExtraPrefixes(values)]
    case 'health_enabled':
      return judgeHealthCheckSwitch(values.health_enabled)
    case 'health_target':
      return values.health_enabled
        ? judgeHealthCheckTarget(
            values.health_target.trim(),
            values.health_direction,
            values.customer_endpoint.trim(),
          )
        : []
    default:
      return []
  }
}

/** The first error of every field that has one, in the order of the screen. */
export const errorsOf = (
  values: TunnelValues,
  neighbours: readonly Neighbour[],
): { field: FieldName; finding: FieldFinding }[] =>
  FIELD_NAMES.flatMap((field) => {
    const finding = judgeField(field, values, neighbours).find(({ severity }) => severity === 'error')
    return finding ? [{ field, finding }] : []
  })

/** Whether a field holds nothing typed; switches and choices always hold something. */
export const isBlank = (field: FieldName, values: TunnelValues): boolean => {
  if (field === 'extra_prefixes') return allPrefixes(values).length === 0
  const value = values[field]
  return typeof value === 'string' && value.trim() === '' && !(field === 'md5_key' && value !== '')
}

/** Required fields that are still blank. */
export const missingFields = (values: TunnelValues): FieldName[] =>
  FIELD_NAMES.filter((field) => {
    const { required } = factsOf(field)
    return (required === true || (required === 'bgp' && values.bgp_enabled)) && isBlank(field, values)
  })

/** An error that more typing cannot mend, so it is told at the keystroke (interaction 3.4). */
export const isLiveBlocker = (field: FieldName, values: TunnelValues): boolean => {
  if (field === 'md5_key') return judgeMd5Key(values.md5_key).some(({ severity }) => severity === 'error')
  if (field === 'customer_asn') return !/^\s*(a|as)?\s*[\d.]*\s*$/i.test(values.customer_asn)
  return false
}
