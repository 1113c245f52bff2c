/**
 * Diagnosis from health probes, alone and with BGP, and the setting to change (docs/status.md, Diagnosis). Probes and
 * traffic are not the same: either can pass without the other.
 */
import type { Tunnel } from '../../contract/tunnel.ts'
import type { Diagnosis, Point, Step } from '../state/diagnosis-parts.ts'
import { answered } from '../state/health-bands.ts'
import type { Reading } from '../state/health-reading.ts'
import { isChecked, isRecent, type Probes, type StateKind } from '../state/state.ts'
import { placesAtFault, sayRouting } from './routing-words.ts'

const STEPS = {
  switchOn: {
    title: 'Switch health checks on',
    text: 'Cloudflare shows a tunnel whose checks are off as 100 % down, so that figure says nothing about it.',
    source: 'probes',
    action: 'edit_health',
  },
  askRequests: {
    title: 'Send requests, not replies',
    text: 'Reply probes arrive without a request, so a stateful firewall drops them while traffic passes. Set the type to "request".',
    source: 'health',
    action: 'edit_health',
  },
  target: {
    title: 'Check who answers the probes',
    text: "The health check's target must answer ICMP, and its answer must come back through the tunnel.",
    source: 'health',
    action: 'edit_health',
  },
  loss: {
    title: 'Find the loss',
    text: 'Most data centres lose probes, so look on the line of your router first. Health below has the figures of each.',
    source: 'probes',
  },
  rename: {
    title: 'Look under the old name',
    text: 'Cloudflare keeps health by name. If the tunnel was renamed, its history is under the old one.',
    source: 'probes',
  },
  wait: {
    title: 'Give it some minutes',
    text: 'Data of a tunnel that is new or has a new name, and of one whose checks were just switched on, takes some minutes to appear.',
    source: 'probes',
  },
} as const satisfies Record<string, Step>

/** At most half of the data centres fail: the paths from them do. If most fail, the cause is at the router's end. */
const isPartly = (probes: Reading): boolean => {
  const bad = placesAtFault(probes)
  const total = probes.dataCentres?.total ?? 0
  return bad > 0 && bad < total && 2 * bad <= total
}

const inPlaces = (probes: Reading): Step => ({
  title: 'Look at the data centres that fail',
  text: `${placesAtFault(probes)} of ${probes.dataCentres?.total} lose probes, so the fault is probably on their way to your router, and not in the tunnel. Health below names them.`,
  source: 'probes',
})

type Given = Readonly<Record<'sameKey' | 'ike' | 'startBgp' | 'md5' | 'staticRoutes', Step>>

const known = (text: string): Point => ({ text, source: 'probes' })

/** @param steps steps for causes other than probes @returns null if the probes add nothing to the diagnosis */
export const diagnoseProbes = (
  tunnel: Tunnel,
  kind: StateKind,
  probes: Probes,
  steps: Given,
  now: number,
): Diagnosis | null => {
  const isReply = tunnel.health_check?.type !== 'request'
  const settingSteps = [...(isReply ? [STEPS.askRequests] : []), STEPS.target]
  if (kind === 'no_data') {
    return isChecked(tunnel)
      ? {
          known: known(
            `Cloudflare has no probe under the name of this tunnel${isRecent(tunnel, now) ? ' yet' : ''}. No data is not "down".`,
          ),
          suggests: null,
          steps: [STEPS.wait, STEPS.rename, steps.staticRoutes],
        }
      : {
          known: known('Health checks are off, and without BGP nothing else shows whether the tunnel is up.'),
          suggests: null,
          steps: [STEPS.switchOn, steps.staticRoutes],
        }
  }
  if (kind === 'up' && !isChecked(tunnel)) {
    return {
      known: known('The BGP session is established, and health checks are off.'),
      suggests: known(
        "The tunnel is up, although Cloudflare's dashboard shows it as 100 % down. No source says how it is routed.",
      ),
      steps: [STEPS.switchOn],
    }
  }
  if (!probes) return null
  const rate = `${answered(probes)} of probes are answered`
  const routing = sayRouting(probes)
  if (kind === 'degraded') {
    const isUp = Boolean(tunnel.bgp)
    return {
      known: known(`${isUp ? 'The BGP session is established, and only ' : ''}${rate}. ${routing}`.trim()),
      suggests: isPartly(probes)
        ? known('The tunnel is up. Probes fail on the way from some data centres.')
        : {
            text: isUp
              ? 'The tunnel carries BGP, so it is up: the probes or their answers are dropped on the way.'
              : 'The tunnel is up and loses packets, or probes are dropped on the way.',
            source: 'health',
          },
      steps: [...(isPartly(probes) ? [inPlaces(probes)] : []), ...settingSteps],
    }
  }
  if (kind === 'up' || kind === 'healthy') {
    if (isPartly(probes)) {
      return {
        known: known(`${rate}, and the data centres do not agree. ${routing}`.trim()),
        suggests: known('The tunnel is up. Probes fail on the way from some data centres.'),
        steps: [inPlaces(probes)],
      }
    }
    return placesAtFault(probes) > 0
      ? {
          known: known(`${rate}, which is displayed as healthy. ${routing}`),
          suggests: known(
            'Routing is stricter. A loss of 0.1 % in 5 minutes is enough, and it can last 30 minutes.',
          ),
          steps: [STEPS.loss],
        }
      : null
  }
  if (kind !== 'down') return null
  if (!tunnel.bgp) {
    return {
      known: known(`${rate}. ${routing}`.trim()),
      suggests: {
        text: 'The tunnel is not up, or it is and the probes or their answers are dropped.',
        source: 'health',
      },
      steps: [steps.sameKey, steps.ike, ...settingSteps],
    }
  }
  return probes.band === 'healthy'
    ? {
        known: known(`There is no BGP session, though ${rate}.`),
        suggests: known(
          'IKE and IPsec work, because probes pass through the tunnel: BGP inside it does not.',
        ),
        steps: [steps.startBgp, ...(tunnel.bgp.md5_key ? [steps.md5] : [])],
      }
    : null
}
