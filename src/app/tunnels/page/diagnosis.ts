/**
 * The diagnosis of a state: what is known, what that suggests, and what to check, most likely cause first, each with
 * its source (docs/status.md, Diagnosis).
 */
import { endsOfText } from '../../../contract/address.ts'
import { BGP } from '../../../contract/bgp.ts'
import { IKE } from '../../../contract/ike.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { diagnoseProbes } from '../../health/probe-diagnosis.ts'
import { type Diagnosis, NOTHING, type Point, type Step } from '../../state/diagnosis-parts.ts'
import { isBgpOdd } from '../../state/odd.ts'
import type { Saved } from '../../state/saved-state.ts'
import { isYoung, type Probes, type TunnelState } from '../../state/state.ts'

const CLOUDFLARE_ONLY_ANSWERS: Point = {
  text: 'Your router must start: Cloudflare starts neither IKE nor BGP.',
  source: 'ipsec',
}

/** Changing the key would end what works. */
const PASSES: Point = {
  text: 'IKE and IPsec work, because probes pass through the tunnel. Whether BGP works, your router shows.',
  source: 'probes',
}

/** @param isKeyShown the page still shows the key that was just set */
const stepsFor = (tunnel: Tunnel, isKeyShown: boolean) => {
  const ends = endsOfText(tunnel.interface_address)
  const asn = tunnel.bgp?.customer_asn ?? 'as configured'
  const between = tunnel.customer_endpoint
    ? `between ${tunnel.customer_endpoint} and ${tunnel.cloudflare_endpoint}`
    : `to ${tunnel.cloudflare_endpoint}`
  return {
    sameKey: {
      title: 'Set the same key on both ends',
      text: 'The key that Cloudflare has cannot be read back. If in doubt, change it and set the new one on the router.',
      source: 'endpoints',
      action: 'change_key',
    },
    router: {
      title: 'Set the key and the tunnel on your router',
      text: isKeyShown
        ? "The key is shown above until you leave this page. Everything else is under Your router's side."
        : "Everything it needs is listed under Your router's side. The key was shown once, when it was set.",
      source: 'ipsec',
      action: 'router_side',
    },
    ike: {
      title: 'Let IKE through',
      text: `${IKE.ports} ${between}.`,
      source: 'ipsec',
    },
    startBgp: {
      title: 'Start BGP from your router',
      text: `Peer ${ends?.cloudflare ?? "Cloudflare's side"}, remote AS ${BGP.cloudflareAsn}, local AS ${asn}.`,
      source: 'routes',
    },
    md5: {
      title: 'Compare the MD5 key',
      text: `A wrong MD5 key looks exactly like no connection, and telnet cannot test port ${BGP.port} while one is set.`,
      source: 'md5',
      action: 'edit_bgp',
    },
    localAs: {
      title: 'Check the local AS on your router',
      text: `It must announce AS ${asn} to remote AS ${BGP.cloudflareAsn}. If the tunnel has the wrong one, edit it here.`,
      source: 'routes',
      action: 'edit_bgp',
    },
    holdTime: {
      title: 'Check the hold time',
      text: `It must be above 0; ${BGP.holdTime} is advised.`,
      source: 'routes',
    },
    staticRoutes: {
      title: 'Check the static routes',
      text: 'Without BGP, Cloudflare learns no prefixes from your router: see Routes into this tunnel, on this page.',
      source: 'routes',
    },
    traffic: {
      title: 'See whether traffic passes',
      text: "Only health probes show it, and this server cannot read them: see Health on the tunnel's page.",
      source: 'health',
    },
  } as const satisfies Record<string, Step>
}

/** @param then what to check if the router is set to match */
const afterChange = ({ router }: Saved, then: Step[]): Diagnosis => ({
  known: { text: 'There is no session since the change that you made here.', source: 'api' },
  suggests: CLOUDFLARE_ONLY_ANSWERS,
  steps: [
    {
      title: 'Set your router to match, then start the tunnel from it',
      text: router.join(' '),
      source: 'ipsec',
      action: 'router_side',
    },
    ...then,
  ],
})

export const diagnose = (
  tunnel: Tunnel,
  { kind, change }: Pick<TunnelState, 'kind' | 'change'>,
  now: number,
  isKeyShown = false,
  probes?: Probes,
): Diagnosis => {
  const steps = stepsFor(tunnel, isKeyShown)
  const byProbes = diagnoseProbes(tunnel, kind, probes, steps, now)
  if (byProbes) return byProbes
  const { router, ike, sameKey, startBgp } = steps
  const md5 = tunnel.bgp?.md5_key ? [steps.md5] : []
  const bgpState = tunnel.bgp_status?.bgp_state
  switch (kind) {
    case 'up':
    case 'healthy':
    case 'degraded':
    case 'no_data':
      return NOTHING
    case 'no_key':
      return {
        known: { text: 'The API reports that no pre-shared key was ever set.', source: 'api' },
        suggests: {
          text: 'IKE cannot authenticate without one, so nothing else is worth checking yet.',
          source: 'ipsec',
        },
        steps: [
          {
            title: 'Generate a key',
            text: 'It is shown once. Then set it on your router.',
            source: 'endpoints',
          },
        ],
      }
    case 'waiting':
      if (change) return afterChange(change, tunnel.bgp ? [ike, startBgp, ...md5] : [ike, steps.staticRoutes])
      if (!tunnel.bgp) {
        return {
          known: {
            text: 'The tunnel or its key is new, and no health probe was answered yet.',
            source: 'health',
          },
          suggests: CLOUDFLARE_ONLY_ANSWERS,
          steps: [router, ike, steps.staticRoutes],
        }
      }
      return {
        known: { text: 'The tunnel or its key is new, and there is no BGP session yet.', source: 'api' },
        suggests: CLOUDFLARE_ONLY_ANSWERS,
        steps: [router, ike, startBgp, ...md5],
      }
    case 'down':
      return {
        known: { text: 'Cloudflare has no TCP connection to a BGP speaker on your side.', source: 'api' },
        suggests: {
          text: "Nothing reaches Cloudflare's interface address: the tunnel is not up, or BGP does not start inside it.",
          source: 'routes',
        },
        steps: [sameKey, ike, startBgp, ...md5],
      }
    case 'rejected':
      return {
        known: { text: 'TCP is established and BGP is down, so IKE and IPsec work.', source: 'api' },
        suggests: {
          text: 'The two routers do not agree in their OPEN messages: the ASN, or a hold time of 0.',
          source: 'bgp',
        },
        steps: [steps.localAs, steps.holdTime],
      }
    case 'establishing':
      return {
        known: {
          text: `The session is being set up${bgpState ? `, in state ${bgpState}` : ''}.`,
          source: 'api',
        },
        suggests: {
          text: 'It takes seconds. If it stays like this, the two ends do not agree.',
          source: 'bgp',
        },
        steps: [
          { ...steps.localAs, title: 'Give it a minute, then check the local AS' },
          steps.holdTime,
          ...md5,
        ],
      }
    case 'unknown':
      // What was not recognised, and an undocumented state, has no diagnosis. A session that was never reported needs the same as a lost one.
      return tunnel.bgp_status || !tunnel.bgp || isBgpOdd(tunnel)
        ? NOTHING
        : {
            known: { text: 'BGP is configured, and the API reports no session for it.', source: 'api' },
            ...(probes?.band === 'healthy'
              ? { suggests: PASSES, steps: [startBgp, ...md5] }
              : { suggests: CLOUDFLARE_ONLY_ANSWERS, steps: [sameKey, ike, startBgp, ...md5] }),
          }
    case 'no_bgp':
      return {
        known: { text: 'The tunnel has no BGP, and the API reports nothing else about it.', source: 'api' },
        suggests: {
          text: 'It can carry traffic only for prefixes that have a static route.',
          source: 'routes',
        },
        steps: [...(isYoung(tunnel, now) ? [router, ike] : []), steps.staticRoutes, steps.traffic],
      }
  }
}
