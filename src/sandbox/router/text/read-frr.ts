/** Reads the BGP session in a frr.conf line by line, as FRR does: it skips each line that it refuses. */
import { BGP } from '../../../contract/bgp.ts'
import { asnOf, type BgpHeld, NO_SESSION, pick } from './bgp-held.ts'
import { IN_BGP, INSIDE_OTHERS, NEIGHBOR, OUTSIDE } from './frr-commands.ts'

/** FRR's default. */
const DEFAULT_HOLD_S = 180

/** The settings of a neighbor or peer group, by keyword. */
type Said = Map<string, string>

interface FrrText {
  asn: string
  /** `timers bgp` */
  timers: string
  isShutDown: boolean
  /** Whether IPv4 is active for a neighbor without `activate`. */
  isIpv4Default: boolean
  neighbors: Map<string, Said>
  /** One sentence for each line that FRR refuses or that is not known here. */
  unread: string[]
}

const NOTHING: Omit<FrrText, 'unread'> = {
  asn: '',
  timers: '',
  isShutDown: false,
  isIpv4Default: true,
  neighbors: new Map(),
}

/** FRR separates words by these characters only, so a no-break space is part of a word. */
const wordsOf = (line: string): string[] => line.split(/[ \t\r]+/).filter((word) => word !== '')

const isComment = (line: string): boolean => /^[ \t]*[!#]/.test(line)

class Reader {
  readonly read: FrrText = { ...NOTHING, neighbors: new Map(), unread: [] }
  private isInBgp = false
  private isInFamily = false
  /** After a refused `router bgp` FRR refuses all its lines; only the first is reported. */
  private isSkipped = false
  private number = 0
  /** The neighbors without remote-as that were reported. */
  private readonly reported = new Set<string>()

  line(raw: string): void {
    this.number += 1
    const words = wordsOf(raw)
    if (words.length === 0 || isComment(raw)) return
    const isNo = words[0] === 'no' && words.length > 1
    const [first = '', ...rest] = isNo ? words.slice(1) : words
    if (first === 'router' && rest[0] === 'bgp') this.router(rest.slice(1), isNo)
    else if (this.isInBgp && first === 'neighbor') this.neighbor(rest, isNo)
    else if (this.isInBgp && IN_BGP[first]) this.inBgp(first, rest.join(' '), isNo)
    else if (first === 'exit' || first === 'end') this.leave(first)
    else if (OUTSIDE[first]) this.outside(first, rest.join(' '), isNo)
    else if (!this.isSkipped && (!INSIDE_OTHERS.test(first) || this.isInBgp)) this.refuse('')
  }

  /** @param words only commands of FRR are quoted, because every other word may be part of a key */
  private refuse(words: string): void {
    const quoted = words === '' ? '' : `: "${words.slice(0, 60)}"`
    this.read.unread.push(`Line ${this.number} of frr.conf is not understood${quoted}.`)
  }

  private leave(word: string): void {
    if (!this.isInFamily || word === 'end') this.isInBgp = false
    this.isInFamily = false
  }

  private outside(first: string, value: string, isNo: boolean): void {
    this.isInBgp = false
    this.isSkipped = false
    if (!isNo && !OUTSIDE[first]?.(value)) this.refuse(first)
  }

  private router([asn = '']: readonly string[], isNo: boolean): void {
    const { read } = this
    if (isNo) {
      Object.assign(read, { ...NOTHING, neighbors: new Map() })
      this.isInBgp = false
    } else if (asnOf(asn) === 0 || (read.asn !== '' && asnOf(read.asn) !== asnOf(asn))) {
      // A second ASN is refused: BGP is already running.
      this.isInBgp = false
      this.isSkipped = true
      this.refuse('router bgp')
    } else {
      read.asn = asn
      this.isSkipped = false
      this.isInBgp = true
      this.isInFamily = false
    }
  }

  private inBgp(first: string, value: string, isNo: boolean): void {
    const { read } = this
    if (!isNo && !IN_BGP[first]?.(value)) {
      this.refuse(first)
      return
    }
    if (first === 'address-family') this.isInFamily = true
    if (first === 'exit-address-family') this.isInFamily = false
    if (first === 'timers') read.timers = isNo ? '' : value.replace(/^bgp /, '')
    if (first === 'bgp' && value.startsWith('shutdown')) read.isShutDown = !isNo
    if (first === 'bgp' && value === 'default ipv4-unicast') read.isIpv4Default = !isNo
  }

  private neighbor([name = '', setting = '', ...rest]: string[], isNo: boolean): void {
    const { neighbors } = this.read
    const value = rest.join(' ')
    const said = neighbors.get(name)
    if (isNo) {
      if (setting === '' || setting === 'remote-as') neighbors.delete(name)
      else if (setting === 'activate') said?.set(setting, 'no')
      else said?.delete(setting)
      return
    }
    const isKnown = NEIGHBOR[setting]
    const isGroup = setting === 'peer-group' && value === ''
    if (!isKnown?.(value)) {
      this.refuse(isKnown ? `neighbor ${name} ${setting}` : `neighbor ${name}`)
    } else if (isGroup || setting === 'remote-as' || (setting === 'peer-group' && neighbors.has(value))) {
      neighbors.set(name, (said ?? new Map()).set(setting, value))
    } else if (!said && !this.reported.has(name)) {
      this.reported.add(name)
      // bgpd says "Specify remote-as or peer-group commands first".
      this.read.unread.push(
        `Line ${this.number} of frr.conf has no effect: "neighbor ${name} ${setting}" needs remote-as before it.`,
      )
    } else if (setting !== 'timers' || !value.startsWith('connect')) {
      said?.set(setting, value)
    }
  }
}

const parse = (text: string): FrrText => {
  const reader = new Reader()
  for (const line of text.split('\n')) reader.line(line)
  return reader.read
}

const remoteAsn = (text: string | undefined, own: number): number => {
  // "external" accepts any ASN except the router's own.
  if (text === 'external') return own === BGP.cloudflareAsn ? 0 : BGP.cloudflareAsn
  return text === 'internal' ? own : asnOf(text)
}

export const isFrr = (text: string): boolean => /^[ \t]*router bgp\b/m.test(text)

export const unreadFrr = (text: string): string[] => parse(text).unread

/** @param ends both addresses of the tunnel @returns null when the text is not a frr.conf with BGP */
export const readFrr = (text: string, ends: readonly string[]): BgpHeld | null => {
  if (!isFrr(text)) return null
  const { asn, timers, neighbors, isShutDown, isIpv4Default } = parse(text)
  const sessions = [...neighbors]
    .filter(([name]) => /^[\d.]+$/.test(name))
    .map(([peer, own]): BgpHeld => {
      const group = neighbors.get(own.get('peer-group') ?? '') ?? new Map<string, string>()
      const said = (setting: string) => own.get(setting) ?? group.get(setting)
      const local = asnOf(said('local-as')?.split(' ')[0]) || asnOf(asn)
      const hold = (said('timers') ?? timers).split(' ')[1]
      const source = said('update-source')
      return {
        asn: local,
        peer,
        remote_asn: remoteAsn(said('remote-as'), local),
        md5_key: said('password') ?? null,
        hold_s: hold === undefined ? DEFAULT_HOLD_S : Number(hold),
        // Without an active address family bgpd does not connect.
        starts:
          !isShutDown &&
          (said('activate') ?? (isIpv4Default ? '' : 'no')) !== 'no' &&
          said('passive') === undefined &&
          said('shutdown') === undefined,
        ...(source && /^[\d.]+$/.test(source) && { source }),
      }
    })
    .filter(({ remote_asn }) => remote_asn !== 0)
  return pick(sessions, ends) ?? { ...NO_SESSION, asn: asnOf(asn) }
}
