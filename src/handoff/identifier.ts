/**
 * The identifier of a tunnel on a device. A tunnel's name may contain any character; the identifier is `cf-`
 * and at most twelve letters, digits and hyphens, which is legal in every format here and fits the 15
 * characters of a Linux interface name. A name that had to be changed for that ends in four characters of a
 * hash over the tunnel's id and name, so that two tunnels do not share an identifier.
 */

const NAME_MAX = 12
const HASH_LENGTH = 4

/** Four characters of an FNV-1a hash. It only makes names distinct; it is not a cryptographic hash. */
const shortHash = (text: string): string => {
  let hash = 0x811c9dc5
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return hash.toString(36).padStart(7, '0').slice(-HASH_LENGTH)
}

interface Named {
  id: string
  name: string
}

const withHash = ({ id, name }: Named, plain: string): string =>
  `cf-${[plain.slice(0, NAME_MAX - HASH_LENGTH - 1).replace(/-$/, ''), shortHash(`${id}\n${name}`)].filter(Boolean).join('-')}`

const identifier = (named: Named): string => {
  const plain = named.name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return plain === named.name && plain !== '' && plain.length <= NAME_MAX
    ? `cf-${plain}`
    : withHash(named, plain)
}

/** One identifier for each tunnel, distinct even on a device that ignores case. */
export const identifiers = (all: readonly Named[]): string[] => {
  const first = all.map(identifier)
  const lower = first.map((name) => name.toLowerCase())
  return first.map((name, index) => {
    const one = all[index]
    const isShared = lower.filter((other) => other === name.toLowerCase()).length > 1
    return isShared && one ? withHash(one, name.slice('cf-'.length)) : name
  })
}
