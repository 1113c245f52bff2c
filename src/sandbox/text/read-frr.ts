/** Reads the BGP session in a frr.conf. */
import { CLOUDFLARE_ASN } from '../../contract/rules-bgp.ts'
import { asnOf, type BgpHeld, NO_SESSION, pick } from './bgp-held.ts'

/** FRR's default. */
const DEFAULT_HOLD_S = 180

/** The settings of a neighbor or peer group, by keyword. */
type Said = Map<string, string>

const SETTING =
  /^(no )?neighbor (\S+) (remote-as|local-as|password|timers|passive|shutdown|peer-group)(?: (.*))?$/

/** Parses the lines as FRR does; ignores lines that FRR would refuse. */
const read = (text: string) => {
  const neighbors = new Map<string, Said>()
  let asn = ''
  let timers = ''
  for (const line of text.split('\n').map((each) => each.trim().replace(/[^\S\n]+/g, ' '))) {
    asn = /^router bgp (\S+)/.exec(line)?.[1] ?? asn
    timers = /^timers bgp (.+)$/.exec(line)?.[1] ?? timers
    const [, no, name = '', setting = '', value = ''] = SETTING.exec(line) ?? []
    // A key in FRR is one word; with a space in it the line is an unknown command.
    if (setting === '' || (setting === 'password' && value.includes(' '))) continue
    if (setting === 'timers' && value.startsWith('connect')) continue
    const said = neighbors.get(name) ?? new Map()
    neighbors.set(name, said)
    if (no) said.delete(setting)
    else said.set(setting, value)
  }
  return { asn, timers, neighbors }
}

const remoteAsn = (text: string | undefined, own: number): number => {
  // "external" accepts any ASN except the router's own.
  if (text === 'external') return own === CLOUDFLARE_ASN ? 0 : CLOUDFLARE_ASN
  return text === 'internal' ? own : asnOf(text)
}

/** @param ends both addresses of the tunnel @returns null when the text is not a frr.conf with BGP */
export const readFrr = (text: string, ends: readonly string[]): BgpHeld | null => {
  if (!/^\s*router bgp\b/m.test(text)) return null
  const { asn, timers, neighbors } = read(text)
  const sessions = [...neighbors]
    .filter(([name]) => /^[\d.]+$/.test(name))
    .map(([peer, own]): BgpHeld => {
      const group = neighbors.get(own.get('peer-group') ?? '') ?? new Map<string, string>()
      const said = (setting: string) => own.get(setting) ?? group.get(setting)
      const local = asnOf(said('local-as')?.split(' ')[0]) || asnOf(asn)
      const hold = (said('timers') ?? timers).split(' ')[1]
      return {
        asn: local,
        peer,
        remote_asn: remoteAsn(said('remote-as'), local),
        md5_key: said('password') ?? null,
        hold_s: hold === undefined ? DEFAULT_HOLD_S : Number(hold),
        starts: said('passive') === undefined && said('shutdown') === undefined,
      }
    })
    .filter(({ remote_asn }) => remote_asn !== 0)
  return pick(sessions, ends) ?? { ...NO_SESSION, asn: asnOf(asn) }
}
