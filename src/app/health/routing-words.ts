/**
 * How Cloudflare counts a tunnel for routing, by data centre: each has its own state, and adds its own penalty to the
 * priority of the tunnel's routes (docs/routes-and-health.md, Which route wins). Pure.
 */
import { HEALTH_PENALTY } from '../../contract/route-lookup.ts'
import { grouped } from '../counted.ts'
import type { Band } from '../state/health-bands.ts'
import type { DataCentres, Reading } from '../state/health-reading.ts'

const WORSE = ['down', 'degraded'] as const

/** How many data centres have each state for routing. */
const countsOf = ({ routing }: DataCentres): Record<Band, number> => ({
  healthy: routing.healthy.length,
  degraded: routing.degraded.length,
  down: routing.down.length,
})

/** The number of data centres that count the tunnel as degraded or down. */
const worseForRouting = ({ dataCentres }: Reading): number =>
  dataCentres ? dataCentres.routing.down.length + dataCentres.routing.degraded.length : 0

/** The number of data centres where anything is wrong: as displayed, or for routing. */
export const placesAtFault = (reading: Reading): number =>
  Math.max(reading.dataCentres?.bad ?? 0, worseForRouting(reading))

/** The states for routing and their penalties; empty if the figures are not by data centre. */
export const sayRouting = ({ dataCentres }: Reading): string => {
  if (!dataCentres) return ''
  const routing = countsOf(dataCentres)
  const known = routing.healthy + routing.degraded + routing.down
  if (known === 0) return 'The API returns no state for routing, so the penalty is not known.'
  const worse = WORSE.filter((state) => routing[state] > 0)
  if (worse.length === 0) return 'For routing all count it as healthy, without a penalty.'
  const penalty = worse.map((state) => grouped(HEALTH_PENALTY[state])).join(' or ')
  const everywhere = worse.find((state) => routing[state] === known)
  const places = worse.map((state) => `as ${state} in ${routing[state]}`).join(' and ')
  return everywhere
    ? `For routing Cloudflare counts the tunnel as ${everywhere} in every data centre: it adds ${penalty} to the priority of its routes.`
    : `For routing Cloudflare counts the tunnel ${places} of ${known} data centres: there it adds ${penalty} to the priority of its routes.`
}

const NAMED = 6

/** `fra08, ams01 (2 of 31 data centres)`: those with one of these states for routing; empty if there are none. */
export const sayPlaces = (dataCentres: DataCentres, states: readonly Band[]): string => {
  const { healthy, degraded, down } = countsOf(dataCentres)
  const names = states.flatMap((state) => dataCentres.routing[state])
  if (names.length === 0) return ''
  const more = names.length > NAMED ? ', ...' : ''
  return `${names.slice(0, NAMED).join(', ')}${more} (${names.length} of ${healthy + degraded + down} data centres)`
}
