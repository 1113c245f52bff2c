/** Reads the connection of a tunnel in a swanctl.conf. PSKs are not compared, because the stand-in stores none. */
import { readSettings, type Section } from './read-settings.ts'
import { isAead, listOf, wrongOption } from './swanctl-options.ts'

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
  /** Whether both ends authenticate with a PSK. */
  uses_psk: boolean
  is_ikev2: boolean
  /** Its PSK in the text; it must not be stored. Null when there is none or the generated placeholder. */
  secret: Uint8Array | null
  is_tunnel_mode: boolean
  /** The prefixes of the traffic selectors at its own end and at Cloudflare's. */
  selectors: { local: string[]; remote: string[] }
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
  proposal === 'default' ||
  (isFrom(proposal, ESP_CIPHERS, new Set(['sha256', 'sha1', 'noesn']), GROUPS) &&
    proposal.split('-').some((word) => isAead(word) || /^sha/.test(word)))

const offersAny = (text: string | undefined, takes: (proposal: string) => boolean): boolean =>
  text === undefined || listOf(text).some(takes)

/** Without `keyid:`, strongSwan sends a plain word as an FQDN, which Cloudflare does not recognise. */
const identityOf = (text: string): string => {
  const [, kind, value] = /^(fqdn|email|rfc822|ipv4|dns|keyid):(.*)$/.exec(text) ?? []
  if (kind === 'keyid') return `keyid:${value}`
  return value ?? text
}

const part = (section: Section, prefix: 'local' | 'remote'): Section | undefined =>
  [...section.sections].find(([name]) => name.startsWith(prefix))?.[1]

/** The secrets for an identity; null when the text has no secrets, because they may be in another file. */
const secretsFor = (root: Section, identity: string): string[] | null => {
  const secrets = root.sections.get('secrets')
  if (!secrets) return null
  return [...secrets.sections].flatMap(([name, { values }]) => {
    const secret = values.get('secret')
    if (!name.startsWith('ike') || !secret) return []
    const ids = [...values].flatMap(([key, id]) => (/^id/.test(key) ? identityOf(id) : []))
    return ids.length === 0 || ids.includes(identity) || ids.includes('%any') ? [secret] : []
  })
}

/** Also a quoted value that begins with 0x or 0s is decoded (docs/routers.md, Escaping). */
const bytesOf = (secret: string): Uint8Array => {
  const [, hex] = /^0x([\da-f:]*)$/i.exec(secret) ?? []
  if (hex !== undefined)
    return Uint8Array.from(hex.match(/[\da-f]{2}/gi) ?? [], (byte) => Number.parseInt(byte, 16))
  const [, base64] = /^0s([A-Za-z\d+/]*)={0,2}$/i.exec(secret) ?? []
  return base64 === undefined
    ? new TextEncoder().encode(secret)
    : Uint8Array.from(atob(base64.length % 4 === 1 ? base64.slice(1) : base64), (character) =>
        character.charCodeAt(0),
      )
}

const secretOf = (root: Section, identity: string): Uint8Array | null => {
  const secret = secretsFor(root, identity)?.[0]
  return secret === undefined || secret.startsWith('PSK-OF-') ? null : bytesOf(secret)
}

const NOTHING: IkeHeld = {
  remotes: [],
  identity: '',
  peer_identity: '',
  offers: false,
  starts: false,
  has_key: false,
  uses_psk: true,
  is_ikev2: true,
  secret: null,
  is_tunnel_mode: true,
  selectors: { local: ['0.0.0.0/0'], remote: ['0.0.0.0/0'] },
}

/** Without selectors, strongSwan uses `dynamic`, which is the address of the endpoint. */
const selectorsOf = (children: readonly Section[], option: string): string[] =>
  children
    .flatMap(({ values }) => listOf(values.get(option) ?? 'dynamic'))
    .map((each) => each.replace(/\[.*/, ''))

const held = (root: Section, connection: Section): IkeHeld => {
  const { values } = connection
  const children = [...(connection.sections.get('children')?.sections.values() ?? [])]
  const remotes = listOf(values.get('remote_addrs'))
  const own = part(connection, 'local')?.values.get('id') ?? listOf(values.get('local_addrs'))[0] ?? ''
  const identity = identityOf(own)
  return {
    remotes,
    identity,
    peer_identity: identityOf(part(connection, 'remote')?.values.get('id') ?? remotes[0] ?? ''),
    offers:
      offersAny(values.get('proposals'), takesIke) &&
      children.some((child) => offersAny(child.values.get('esp_proposals'), takesEsp)),
    starts: children.some(({ values }) => /start|trap/.test(values.get('start_action') ?? '')),
    // Without a section for secrets, the PSK may be in another file, which was not pasted.
    has_key: secretsFor(root, identity)?.length !== 0,
    is_ikev2: /^[02]$/.test(values.get('version') ?? '2'),
    secret: secretOf(root, identity),
    uses_psk: (['local', 'remote'] as const).every(
      (end) => part(connection, end)?.values.get('auth') === 'psk',
    ),
    is_tunnel_mode: children.every((child) => /^(tunnel|)$/i.test(child.values.get('mode') ?? '')),
    selectors: { local: selectorsOf(children, 'local_ts'), remote: selectorsOf(children, 'remote_ts') },
  }
}

/** The connections that strongSwan loads, and the options for which it discards others. */
const connectionsIn = (root: Section) => {
  const all = [...(root.sections.get('connections')?.sections.values() ?? [])]
  return {
    loaded: all.filter((connection) => wrongOption(connection) === undefined),
    wrong: all.flatMap((connection) => wrongOption(connection) ?? []),
  }
}

const SECTIONS = new Set(['connections', 'secrets', 'pools', 'authorities'])

export const isSwanctl = (text: string): boolean => /^\s*connections\b/m.test(text)

/** Names are not quoted unless they are options of strongSwan, because they may be part of a key. */
export const unreadSwanctl = (text: string): string[] => {
  const root = readSettings(text)
  if (!root) {
    return [
      'swanctl.conf has a syntax error, such as an open brace or quotation mark, so strongSwan finds no connection in it.',
    ]
  }
  const unknown = [...root.sections.keys()].filter((name) => !SECTIONS.has(name))
  return [
    ...connectionsIn(root).wrong.map(({ line, name }) => {
      const what = name === null ? 'is an unknown option' : `has an invalid value for ${name}`
      return `Line ${line} of swanctl.conf ${what}, so strongSwan does not load the connection.`
    }),
    ...unknown.map(
      (name) => `strongSwan ignores the section in line ${root.lines.get(name)} of swanctl.conf.`,
    ),
    ...(root.hasInclude ? ['swanctl.conf includes a file that the sandbox does not have.'] : []),
  ]
}

/** @param endpoint the tunnel's Cloudflare endpoint, which selects one of several connections */
export const readSwanctl = (text: string, endpoint: string): IkeHeld | null => {
  if (!isSwanctl(text)) return null
  const root = readSettings(text)
  const all = root ? connectionsIn(root).loaded.map((connection) => held(root, connection)) : []
  return all.find(({ remotes }) => remotes.includes(endpoint)) ?? all[0] ?? NOTHING
}
