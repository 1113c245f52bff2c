/**
 * What a tunnel is called on a device. A tunnel's name may hold anything; the identifier is `cf-` and at most
 * twelve letters, digits and hyphens, which is legal in every format here and fits a Linux interface name (15).
 * A name that had to be changed for that gets four characters made of its id, so that no two tunnels share one.
 */

const NAME_MAX = 12
const MARK = 4

/** FNV-1a: four characters that depend on the whole text. It tells names apart and hides nothing. */
const mark = (text: string): string => {
  let hash = 0x811c9dc5
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return hash.toString(36).padStart(7, '0').slice(-MARK)
}

interface Named {
  id: string
  name: string
}

const marked = ({ id, name }: Named, plain: string): string =>
  `cf-${[plain.slice(0, NAME_MAX - MARK - 1).replace(/-$/, ''), mark(`${id}\n${name}`)].filter(Boolean).join('-')}`

const identifier = (named: Named): string => {
  const plain = named.name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return plain === named.name && plain !== '' && plain.length <= NAME_MAX
    ? `cf-${plain}`
    : marked(named, plain)
}

/** One identifier for each, different even on a device that does not tell upper case from lower. */
export const identifiers = (all: readonly Named[]): string[] => {
  const first = all.map(identifier)
  const lower = first.map((name) => name.toLowerCase())
  return first.map((name, index) => {
    const one = all[index]
    const isShared = lower.filter((other) => other === name.toLowerCase()).length > 1
    return isShared && one ? marked(one, name.slice('cf-'.length)) : name
  })
}
