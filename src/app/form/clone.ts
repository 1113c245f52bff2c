/** The initial values of a clone: all values of the tunnel except keys and those that must differ. */
import { allPrefixes } from '../../contract/fields/bgp.ts'
import { DEFAULT_VALUES, type TunnelValues } from '../../contract/fields/table.ts'
import { fromWire } from '../../contract/fields/wire.ts'
import { nextFreePair } from '../../contract/free-pair.ts'
import type { Tunnel } from '../../contract/tunnel.ts'

/** The next free name: `ams-dc1-a-2` for `ams-dc1-a`, `edge-3` for `edge-2`. */
export const freeName = (name: string, taken: readonly string[]): string => {
  const [, stem = name, number = '1'] = name.match(/^(.*?)-(\d{1,6})$/) ?? []
  const used = new Set(taken)
  let next = Number(number) + 1
  while (used.has(`${stem}-${next}`)) next++
  return `${stem}-${next}`
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
    psk_choice,
    psk,
    psk_lost,
    md5_key,
    md5_key_lost,
  }
}
