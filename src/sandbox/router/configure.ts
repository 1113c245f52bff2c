/**
 * Configures a simulated router with the text of files: frr.conf or bird.conf, and swanctl.conf. Settings that are not
 * in a text stay unchanged. A key in a text is not stored, only whether it equals the tunnel's.
 */
import { endsOfText } from '../../contract/address.ts'
import type { Router, StoredTunnel } from '../world/world.ts'
import { askedOf, restarted, withOtherKey } from './router.ts'
import { readBird } from './text/read-bird.ts'
import { readFrr } from './text/read-frr.ts'
import { readSwanctl } from './text/read-swanctl.ts'
import { unreadIn } from './text/unread.ts'

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

const ikeIn = ({ input }: StoredTunnel, texts: readonly string[]) =>
  firstRead(texts, (text) => readSwanctl(text, input.cloudflare_endpoint))

/** The PSK in the texts for this tunnel; null when there is none or only the generated placeholder. */
export const secretIn = (tunnel: StoredTunnel, texts: readonly string[]): Uint8Array | null =>
  ikeIn(tunnel, texts)?.secret ?? null

const KEY_UNKNOWN =
  "The pre-shared key in swanctl.conf is not compared: the sandbox does not know this tunnel's key."

/**
 * @param account the account's decimal number
 * @param isSameKey whether the PSK in the texts is the tunnel's; null when that is unknown
 * @param now milliseconds since the epoch
 * @returns null when none of the texts is one of these files
 */
export const configured = (
  tunnel: StoredTunnel,
  texts: readonly string[],
  account: number,
  isSameKey: boolean | null,
  now: number,
): Router | null => {
  const { router, input, id } = tunnel
  const ends = Object.values(endsOfText(input.interface_address) ?? {})
  const bgp = firstRead(texts, (text) => readFrr(text, ends) ?? readBird(text, ends))
  const ike = ikeIn(tunnel, texts)
  if (!bgp && !ike) return null
  const asked = askedOf(input)
  const settings = { ...((router.setup === 'configured' && router.settings) || asked) }
  if (bgp) {
    const isSameMd5 = bgp.md5_key === null || bgp.md5_key === asked.md5_key
    Object.assign(settings, { source: undefined }, bgp, {
      md5_key: isSameMd5 ? bgp.md5_key : withOtherKey(asked).md5_key,
    })
  }
  settings.unread = unreadIn(texts)
  if (ike) {
    const { secret, ...rest } = ike
    settings.ike = {
      ...rest,
      is_generated: generated(id, account).includes(ike.identity),
      ...(secret && isSameKey !== null && { key: isSameKey ? 'same' : 'other' }),
    }
    if (secret && isSameKey === null) settings.unread.push(KEY_UNKNOWN)
  }
  const { reported: _, ...rest } = router
  const set: Router = { ...rest, setup: 'configured', settings }
  return router.is_cut ? set : restarted(set, now)
}
