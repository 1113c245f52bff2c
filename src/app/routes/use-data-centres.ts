/** Reads the state for routing of tunnels by data centre. The account's health has only the mean of all. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Tunnel } from '../../contract/tunnel.ts'
import { everyMinute, HEALTH_KEY, presentOf } from '../health/every-minute.ts'
import { healthQuery } from '../health/queries.ts'
import { BANDS } from '../state/health-bands.ts'
import { type DataCentres, readingOfOne } from '../state/health-reading.ts'
import { useNow } from '../use-now.ts'
import type { ColoStates, Targets } from './route-target.ts'

const NOW_EVERY_MS = 60_000
/** Tunnels to read at most: each takes a call of its own. */
const MOST_READ = 8

/** The health of these tunnels, in their order; null where it cannot be read. */
const healthOfAll = (tunnels: readonly Tunnel[], client: ReturnType<typeof useQueryClient>) =>
  queryOptions({
    ...everyMinute,
    queryKey: [...HEALTH_KEY, 'several', tunnels.map(({ id }) => id)],
    queryFn: () =>
      Promise.all(tunnels.map(({ id }) => client.fetchQuery(healthQuery(id, 'hour')).catch(() => null))),
    enabled: tunnels.length > 0,
  })

/** @returns what is known of the tunnels at these next hops; nothing of those beyond the first eight */
export const useDataCentres = (
  hops: readonly string[],
  targets: Targets,
): ReadonlyMap<string, DataCentres> => {
  const now = useNow(NOW_EVERY_MS)
  const read = hops
    .flatMap((nexthop) => targets(nexthop).tunnels.map((tunnel) => ({ nexthop, tunnel })))
    .slice(0, MOST_READ)
  const tunnels = read.map(({ tunnel }) => tunnel)
  const answers = presentOf(useQuery(healthOfAll(tunnels, useQueryClient())), now)
  return new Map(
    read.flatMap(({ nexthop, tunnel }, index) => {
      const health = answers?.[index]
      const dataCentres = health && readingOfOne(health, tunnel)?.dataCentres
      return dataCentres ? [[nexthop, dataCentres] as const] : []
    }),
  )
}

export const coloStatesOf = (dataCentres: ReadonlyMap<string, DataCentres>): ColoStates =>
  new Map(
    [...dataCentres].map(([nexthop, { routing }]) => [
      nexthop,
      new Map(BANDS.flatMap((band) => routing[band].map((name) => [name, band] as const))),
    ]),
  )
