/**
 * Configures a simulated router with the text of files: frr.conf or bird.conf, and swanctl.conf. Settings that are not
 * in a text stay unchanged. A key in a text is not stored, only whether it equals the tunnel's.
 */
import { endsOfText } from '../contract/address.ts'
import { askedOf, restarted, withOtherKey } from './router.ts'
import { readBird } from './text/read-bird.ts'
import { readFrr } from './text/read-frr.ts'
import { readSwanctl } from './text/read-swanctl.ts'
import { unreadIn } from './text/unread.ts'
import type { Router, StoredTunnel } from './world.ts'

/** The identities that Cloudflare generates (docs/api.md, IKE and IPsec). @param account the decimal number */
const generated = (id: string, account: number): string[] => {
  const name = `${id}.${account}.ipsec.cloudflare.com`
  return [name, `ipsec@${name}`, `keyid:${account}_${id}`]
}

const firstRead = <T>(texts: readonly string[], read: (text: string) => T | null): T | null => {
  for (const text of texts) {
    const found = read(text)
    if (found !== null) return found
  }
  return null
}

/**
 * @param account the account's decimal number
 * @param now milliseconds since the epoch
 * @returns null when none of the texts is one of these files
 */
export const configured = (
  tunnel: StoredTunnel,
  texts: readonly string[],
  account: number,
  now: number,
): Router | null => {
  const { router, input, id } = tunnel
  const ends = Object.values(endsOfText(input.interface_address) ?? {})
  const bgp = firstRead(texts, (text) => readFrr(text, ends) ?? readBird(text, ends))
  const ike = firstRead(texts, (text) => readSwanctl(text, input.cloudflare_endpoint))
  if (!bgp && !ike) return null
  const asked = askedOf(input)
  const settings = { ...((router.setup === 'configured' && router.settings) || asked) }
  if (bgp) {
    const isSameKey = bgp.md5_key === null || bgp.md5_key === asked.md5_key
    Object.assign(settings, bgp, { md5_key: isSameKey ? bgp.md5_key : withOtherKey(asked).md5_key })
  }
  settings.unread = unreadIn(texts)
  if (ike) settings.ike = { ...ike, is_generated: generated(id, account).includes(ike.identity) }
  const { reported: _, ...rest } = router
  const set: Router = { ...rest, setup: 'configured', settings }
  return router.is_cut ? set : restarted(set, now)
}
