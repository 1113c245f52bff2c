/** The simulated router at the customer's end of a tunnel, and the acts that change it. */
import { endsOfText } from '../../contract/address.ts'
import { BGP } from '../../contract/bgp.ts'
import {
  isProbeAct,
  type PlainAct,
  PROBE_ACTS,
  type RouterSession,
  type RouterSetup,
} from '../../contract/sandbox.ts'
import type { Router, StoredInput, StoredTunnel } from '../world/world.ts'
import { isUp } from './bgp.ts'

/** The same hold time as Cloudflare's (docs/api.md, BGP). */
const OFFERED_HOLD_S = 90

/** The next ASN, except Cloudflare's. */
const anotherAsn = (asn: number): number => (asn + 1 === BGP.cloudflareAsn ? asn + 2 : asn + 1)

type Settings = NonNullable<Router['settings']>

/** The settings that match the tunnel. */
export const askedOf = ({ bgp, interface_address }: StoredInput): Settings => ({
  asn: bgp?.customer_asn ?? 0,
  md5_key: bgp?.md5_key ?? null,
  peer: endsOfText(interface_address)?.cloudflare ?? '',
  hold_s: OFFERED_HOLD_S,
  finishes: true,
})

/** The same settings with another MD5 key. */
export const withOtherKey = (asked: Settings): Settings => ({
  ...asked,
  md5_key: `${asked.md5_key ?? ''}-typo`,
})

/** The settings of a router with this setup; null when it always follows the tunnel. */
export const settingsOf = (setup: RouterSetup, input: StoredInput): Settings | null => {
  const asked = askedOf(input)
  switch (setup) {
    case 'correct':
      return null
    case 'wrong_asn':
      return { ...asked, asn: anotherAsn(asked.asn) }
    case 'wrong_md5':
      return withOtherKey(asked)
    case 'no_hold_time':
      return { ...asked, hold_s: 0 }
    case 'swapped_ends':
      return { ...asked, peer: endsOfText(input.interface_address)?.customer ?? '' }
    case 'stuck':
      return { ...asked, finishes: false }
  }
}

/** The router of a new tunnel, which matches it. @param now milliseconds since the epoch */
export const newRouter = (now: number): Router => ({
  setup: 'correct',
  settings: null,
  is_cut: false,
  since: now,
  was_up: false,
})

/** Restarts the session. */
export const restarted = (router: Router, now: number): Router => ({ ...router, since: now, was_up: false })

/** @param pace the world's, see `contract/sandbox.ts` */
export const played = (tunnel: StoredTunnel, act: PlainAct, now: number, pace: number): Router => {
  const { input } = tunnel
  const router = withoutReport(tunnel.router)
  if (act === 'cut' || act === 'back') {
    const is_cut = act === 'cut'
    // When the line is back before the hold timer has run out, the session is still up.
    return is_cut === router.is_cut
      ? router
      : { ...router, is_cut, since: now, was_up: isUp(tunnel, now, pace) }
  }
  if (isProbeAct(act)) {
    const { probes: _, ...rest } = router
    const wrong = PROBE_ACTS[act]
    return wrong ? { ...rest, probes: wrong } : rest
  }
  const set = { ...router, setup: act, settings: settingsOf(act, input) }
  return router.is_cut ? set : restarted(set, now)
}

/** Drops a report: then the router is simulated again and matches the tunnel. */
const withoutReport = ({ reported, ...router }: Router): Router =>
  reported ? { ...router, setup: 'correct', settings: null } : router

/** Sets the session of a real router. It is valid until `REPORT_MS` after the last report. */
export const reported = ({ router }: StoredTunnel, session: RouterSession, now: number): Router => {
  const before = router.reported
  const isSame = before?.state === session.state && before.tcp_established === session.tcp_established
  return {
    ...router,
    setup: 'lab',
    settings: null,
    is_cut: false,
    reported: { ...session, seen_at: now, since: isSame ? before.since : now },
  }
}
