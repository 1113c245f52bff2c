/** Reads the connection of a tunnel in a swanctl.conf. PSKs are not compared, because the stand-in stores none. */
import { readSettings, type Section } from './read-settings.ts'

/** The IKE and IPsec settings of the connection. */
export interface IkeHeld {
  /** The addresses that it connects to. */
  remotes: string[]
  /** The identity that it sends, in the form that Cloudflare reads. */
  identity: string
  /** The identity that it expects of Cloudflare. */
  peer_identity: string
  /** Whether it offers proposals that Cloudflare accepts, for IKE and for ESP. */
  offers: boolean
  /** Whether it starts by itself: Cloudflare never does (docs/api.md, IKE and IPsec). */
  starts: boolean
  /** Whether it has a PSK for that identity. */
  has_key: boolean
}

// The algorithms in Cloudflare's reference (docs/api.md, IKE and IPsec).
const GROUPS = new Set(['ecp384', 'modp2048', 'modp1536', 'ke1_mlkem768', 'ke1_mlkem1024'])
const PRFS = new Set(['prfsha256', 'prfsha384', 'prfsha512'])
const IKE_CIPHERS = new Set(['aes128gcm16', 'aes128gcm128', 'aes256gcm16', 'aes256gcm128', 'aes256'])
const ESP_CIPHERS = new Set([...IKE_CIPHERS, 'aes128'])

const isFrom = (words: string, ...allowed: ReadonlySet<string>[]): boolean =>
  words.split('-').every((word) => allowed.some((set) => set.has(word)))

const takesIke = (proposal: string): boolean =>
  proposal === 'default' || isFrom(proposal, IKE_CIPHERS, new Set(['sha256']), PRFS, GROUPS)
/** The first child SA gets its keys from IKE, so a group may be missing or different until rekeying. */
const takesEsp = (proposal: string): boolean =>
  proposal === 'default' || isFrom(proposal, ESP_CIPHERS, new Set(['sha256', 'sha1', 'noesn']), GROUPS)

const list = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const offersAny = (text: string | undefined, takes: (proposal: string) => boolean): boolean =>
  text === undefined || list(text).some(takes)

/** Without `keyid:`, strongSwan sends a plain word as an FQDN, which Cloudflare does not recognise. */
const identityOf = (text: string): string => {
  const [, kind, value] = /^(fqdn|email|rfc822|ipv4|dns|keyid):(.*)$/.exec(text) ?? []
  if (kind === 'keyid') return `keyid:${value}`
  return value ?? text
}

const part = (section: Section, prefix: 'local' | 'remote'): Section | undefined =>
  [...section.sections].find(([name]) => name.startsWith(prefix))?.[1]

const hasKey = (root: Section, identity: string): boolean => {
  const secrets = root.sections.get('secrets')
  // The PSK may be in another file, which was not pasted.
  if (!secrets) return true
  return [...secrets.sections].some(([name, { values }]) => {
    if (!name.startsWith('ike') || !values.get('secret')) return false
    const ids = [...values].flatMap(([key, id]) => (/^id/.test(key) ? identityOf(id) : []))
    return ids.length === 0 || ids.includes(identity) || ids.includes('%any')
  })
}

const NOTHING: IkeHeld = {
  remotes: [],
  identity: '',
  peer_identity: '',
  offers: false,
  starts: false,
  has_key: false,
}

const held = (root: Section, connection: Section): IkeHeld => {
  const { values } = connection
  const children = [...(connection.sections.get('children')?.sections.values() ?? [])]
  const remotes = list(values.get('remote_addrs'))
  const own = part(connection, 'local')?.values.get('id') ?? list(values.get('local_addrs'))[0] ?? ''
  const identity = identityOf(own)
  return {
    remotes,
    identity,
    peer_identity: identityOf(part(connection, 'remote')?.values.get('id') ?? remotes[0] ?? ''),
    offers:
      values.get('version') !== '1' &&
      offersAny(values.get('proposals'), takesIke) &&
      children.some((child) => offersAny(child.values.get('esp_proposals'), takesEsp)),
    starts: children.some(({ values }) => /start|trap/.test(values.get('start_action') ?? '')),
    has_key: hasKey(root, identity),
  }
}

/** @param endpoint the tunnel's Cloudflare endpoint, which selects one of several connections */
export const readSwanctl = (text: string, endpoint: string): IkeHeld | null => {
  if (!/^\s*connections\b/m.test(text)) return null
  const root = readSettings(text)
  const connections = [...(root?.sections.get('connections')?.sections.values() ?? [])]
  if (!root || connections.length === 0) return NOTHING
  const all = connections.map((connection) => held(root, connection))
  return all.find(({ remotes }) => remotes.includes(endpoint)) ?? all[0] ?? NOTHING
}
