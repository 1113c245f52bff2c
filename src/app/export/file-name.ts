/** Names of files that every system takes. */
import type { Tunnel } from '../../contract/tunnel.ts'

const LONGEST = 60
/** Windows opens a device under these, whatever the ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** Letters without their accents, and for everything that is left over one separator. Empty for no ASCII at all. */
export const asciiOf = (text: string, separator: '-' | '_'): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, separator)
    .replace(/^[-_]+|[-_]+$/g, '')

/** What a file about one tunnel is called, without an ending. */
export const fileStem = ({ name, id }: Pick<Tunnel, 'name' | 'id'>): string => {
  const plain = asciiOf(name, '-').slice(0, LONGEST)
  const isUsable = plain !== '' && !DEVICES.test(plain)
  return isUsable ? plain : `tunnel-${asciiOf(id, '-').slice(0, 8)}`
}

/** The ending comes without its dot. */
export const fileName = (tunnels: readonly Tunnel[], ending: string): string => {
  const [first] = tunnels
  if (!first || tunnels.length > 1) return `ipsec-tunnels-${tunnels.length}.${ending}`
  return `${fileStem(first)}.${ending}`
}
