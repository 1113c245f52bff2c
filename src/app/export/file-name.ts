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

/** The ending comes without its dot. */
export const fileName = (tunnels: readonly Tunnel[], ending: string): string => {
  const [first] = tunnels
  if (!first || tunnels.length > 1) return `ipsec-tunnels-${tunnels.length}.${ending}`
  const name = asciiOf(first.name, '-').slice(0, LONGEST)
  const isUsable = name !== '' && !DEVICES.test(name)
  return `${isUsable ? name : `tunnel-${asciiOf(first.id, '-').slice(0, 8)}`}.${ending}`
}
