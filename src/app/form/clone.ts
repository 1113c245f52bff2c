/**
 * The initial values of a clone: all values of the tunnel except keys and those that must differ (docs/form.md, Edit
 * and clone).
 */

import { nextFreePair } from '../../contract/address/free-pair.ts'
import { allPrefixes } from '../../contract/fields/bgp.ts'
import { DEFAULT_VALUES, type TunnelValues } from '../../contract/fields/table.ts'
import { fromWire } from '../../contract/fields/wire.ts'
import type { Tunnel } from '../../contract/tunnel.ts'

/** The next free name: `ams-dc1-a-2` for `ams-dc1-a`, `edge-3` for `edge-2`, `edge-03` for `edge-02`. */
export const freeName = (name: string, taken: readonly string[]): string => {
  const [, stem = name, number = '1'] = name.match(/^(.*?)-(\d{1,6})$/) ?? []
  const used = new Set(taken)
  const nameOf = (next: number): string => `${stem}-${String(next).padStart(number.length, '0')}`
  let next = Number(number) + 1
  while (used.has(nameOf(next))) next++
  return nameOf(next)
}

/**
 * The custom IKE identity with the next free label. Two tunnels with the same identity cannot share a Cloudflare
 * endpoint, which the clone copies (docs/api.md, IKE and IPsec).
 */
const freeIdentity = (fqdn: string, tunnels: readonly Tunnel[]): string => {
  const [label = '', ...rest] = fqdn.split('.')
  if (label === '') return ''
  const ending = rest.join('.')
  const labels = tunnels.flatMap(({ custom_remote_identities: ids }) => {
    const [other = '', ...its] = ids?.fqdn_id?.split('.') ?? []
    return its.join('.').toLowerCase() === ending.toLowerCase() ? [other.toLowerCase()] : []
  })
  return [freeName(label.toLowerCase(), labels), ...rest].join('.')
}

export const cloneValues = (tunnel: Tunnel, tunnels: readonly Tunnel[]): TunnelValues => {
  const values = fromWire(tunnel)
  const pair = nextFreePair(
    tunnels.map(({ interface_address }) => interface_address),
    allPrefixes(values),
  )
  const { psk_choice, psk, psk_lost, md5_key, md5_key_lost } = DEFAULT_VALUES
  return {
    ...values,
    name: freeName(
      tunnel.name,
      tunnels.map(({ name }) => name),
    ),
    interface_address: pair ?? '',
    interface_address6: '',
    fqdn_id: freeIdentity(values.fqdn_id, tunnels),
    psk_choice,
    psk,
    psk_lost,
    md5_key,
    md5_key_lost,
  }
}
