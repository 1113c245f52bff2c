/** File names that are valid on every system. */
import { withoutEnds } from '../../contract/characters.ts'
import type { Tunnel } from '../../contract/tunnel.ts'

const LONGEST = 60
/** Windows reserves these names for devices, with any extension. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** The text without accents, and with one separator for each run of other characters. Empty without any ASCII. */
export const asciiOf = (text: string, separator: '-' | '_'): string =>
  withoutEnds(
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^A-Za-z0-9_-]+/g, separator),
    /[-_]/,
  )

/** The name of a file about one tunnel, without an extension. */
export const fileStem = ({ name, id }: Pick<Tunnel, 'name' | 'id'>): string => {
  const plain = asciiOf(name, '-').slice(0, LONGEST)
  const isUsable = plain !== '' && !DEVICES.test(plain)
  return isUsable ? plain : `tunnel-${asciiOf(id, '-').slice(0, 8)}`
}

/** @param ending the extension without its dot */
export const fileName = (tunnels: readonly Tunnel[], ending: string): string => {
  const [first] = tunnels
  if (!first || tunnels.length > 1) return `ipsec-tunnels-${tunnels.length}.${ending}`
  return `${fileStem(first)}.${ending}`
}
