/** The answer to where traffic to an address goes: the winning routes with their tunnels, and why other routes lose. */
import ArrowRight from 'lucide-react/icons/arrow-right'
import { memo, useEffect, useMemo } from 'react'
import { Link } from 'wouter'
import type { Route } from '../../contract/route.ts'
import {
  competing,
  type Entry,
  type Loser,
  type LossReason,
  lookUp,
  unreadable,
  type Way,
  type Winner,
} from '../../contract/route-lookup.ts'
import { DASHBOARD } from '../health/dashboard-links.ts'
import { sayPlaces } from '../health/routing-words.ts'
import { paths } from '../paths.ts'
import type { DataCentres } from '../state/health-reading.ts'
import { OddMark } from '../state/odd-mark.tsx'
import { Address } from '../ui/address.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/live-region.tsx'
import { type Difference, differencesOf } from './differing-states.ts'
import { routeProblem, statesAt, TARGET_TITLES, type Targets } from './route-target.ts'
import { nameAt, sayCounted, sayShare, sayUnrouted, sayWays } from './say-ways.ts'
import { isOldState, TargetMark } from './target-mark.tsx'
import { coloStatesOf, useDataCentres } from './use-data-centres.ts'

const REASONS: Record<LossReason, string> = {
  priority_unknown: 'whether it wins is unknown',
  not_at_this_place: 'does not apply where the traffic enters',
  place_unknown: 'whether it applies where the traffic enters is unknown',
  shorter_prefix: 'a longer prefix wins',
  higher_priority_number: 'a lower priority wins',
  health_penalty: 'without that it would win or share the traffic',
}

const End = ({ nexthop, targets, isStale }: { nexthop: string; targets: Targets; isStale: boolean }) => {
  const { state, tunnels } = targets(nexthop)
  return (
    <div className="min-w-0 rounded-card border border-line-strong bg-surface px-3 py-2">
      <p className="font-medium [overflow-wrap:anywhere]">
        {tunnels.length === 0 && 'Unknown'}
        {tunnels.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 && ' or '}
            <Link href={paths.tunnel(id)} dir="auto">
              {name}
            </Link>
          </span>
        ))}
      </p>
      <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-fg-2">
        <TargetMark state={state} isStale={isStale} />
        {isOldState(state, isStale) && 'was '}
        {TARGET_TITLES[state]}, next hop <Address value={nexthop} />
      </p>
    </div>
  )
}

/** What is known of the tunnels. */
interface Knowledge {
  targets: Targets
  /** The tunnels could not be read again, so their states are old. */
  isStale: boolean
  /** Health is being read for the first time. */
  isHealthPending: boolean
}

interface WayProps<W extends Way> extends Knowledge {
  way: W
  entry: Entry
}

const WayDrawn = ({ way, entry, ...known }: WayProps<Winner>) => {
  const { targets, isStale } = known
  const { route, share } = way
  const problem = routeProblem(targets(route.nexthop).state)
  return (
    <li className="grid gap-1">
      <div className="grid items-center gap-x-2 gap-y-1 sm:grid-cols-[minmax(9rem,14rem)_7.5rem_minmax(0,24rem)]">
        <div className="rounded-card border border-line-strong bg-surface px-3 py-2">
          <Address value={route.prefix} />
          <OddMark odd={route.odd_values} />
          <p className="text-xs text-fg-2">{sayCounted(way, entry, known)}</p>
        </div>
        <p className="flex items-center gap-1.5 text-xs whitespace-nowrap text-fg-2 sm:justify-center">
          {/* A border, because forced colours remove backgrounds. */}
          <span aria-hidden="true" className="flex-1 border-t-2 border-control max-sm:w-6 max-sm:flex-none" />
          {sayShare(share)}
          <ArrowRight aria-hidden="true" className="size-4 flex-none" />
          <span className="sr-only">to</span>
        </p>
        <End nexthop={route.nexthop} targets={targets} isStale={isStale} />
      </div>
      {problem !== null && <p className="text-xs text-danger">{problem}</p>}
    </li>
  )
}

const Loss = ({ way, entry, ...known }: WayProps<Loser>) => (
  <li>
    <Address value={way.route.prefix} />
    <OddMark odd={way.route.odd_values} /> to {nameAt(way.route.nexthop, known.targets)},{' '}
    {sayCounted(way, entry, known)}: {REASONS[way.reason]}.
  </li>
)

const NoWinner = ({ address }: { address: string }) => (
  <div className="max-w-3xl">
    <Banner tone="warning" title={`No static route leads to ${address}`}>
      Unless a route that is not known here takes it, {sayUnrouted(address)}.
    </Banner>
  </div>
)

interface DifferingProps {
  difference: Difference
  /** The tunnel's states by data centre; undefined while they are not known. */
  dataCentres: DataCentres | undefined
  targets: Targets
  /** Left out while a data centre is chosen. */
  onEnter?: ((colo: string) => void) | undefined
}

/** Where data centres with another state send the traffic, and which those are. */
const Differing = ({ difference, dataCentres, targets, onEnter }: DifferingProps) => {
  const { nexthop, states, winners } = difference
  const places = dataCentres && sayPlaces(dataCentres, states)
  const [colo] = states.flatMap((state) => dataCentres?.routing[state] ?? [])
  return (
    <p className="max-w-3xl">
      Data centres may differ in the state for routing of {nameAt(nexthop, targets)}. Where it is{' '}
      {states.join(' or ')}, the traffic goes to{' '}
      <strong className="font-medium">{sayWays(winners, targets)}</strong>.{' '}
      {places && `In the newest data that is so in ${places}. `}
      {places === '' && 'In the newest data it is so in none.'}
      {colo !== undefined && onEnter && (
        <Button variant="fix" onClick={() => onEnter(colo)}>
          Show the ways from {colo}
        </Button>
      )}
    </p>
  )
}

interface LookupAnswerProps extends Knowledge {
  address: string
  entry: Entry
  routes: readonly Route[]
  /** Shows the ways of traffic that enters in this data centre. Stable. */
  onEnter(colo: string): void
}

/** Its lists are keyed by position, so that the answer for another address changes the texts of the same elements. */
export const LookupAnswer = memo(({ address, entry, routes, onEnter, ...known }: LookupAnswerProps) => {
  const { targets } = known
  const overall = lookUp(address, routes, statesAt(targets), entry)
  const near = overall ? competing(overall) : []
  const uncertain = [...new Set(near.map(({ nexthop }) => nexthop))].filter((hop) => targets(hop).mayDiffer)
  const dataCentres = useDataCentres(uncertain, targets)
  const coloStates = coloStatesOf(dataCentres)
  const stateAt = statesAt(targets, coloStates)
  const found = dataCentres.size === 0 ? overall : lookUp(address, routes, stateAt, entry)
  const unread = useMemo(() => unreadable(routes), [routes])
  const said = found && `${address}: ${sayWays(found.winners, targets)}`
  useEffect(() => (said ? announce(said) : undefined), [said])
  if (!found) return null
  const { winners, losers } = found
  const { colo } = entry
  const differing = uncertain.filter((hop) => colo === undefined || !coloStates.get(hop)?.has(colo))
  return (
    <>
      {winners.length === 0 ? (
        <NoWinner address={address} />
      ) : (
        <ul aria-label="Winning routes" className="grid gap-3">
          {winners.map((winner, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the elements keep no state, and are used again for another address
            <WayDrawn key={index} way={winner} entry={entry} {...known} />
          ))}
        </ul>
      )}
      {differencesOf(address, near, stateAt, differing, entry).map((difference) => (
        <Differing
          key={`${difference.nexthop} ${difference.states.join()}`}
          difference={difference}
          dataCentres={dataCentres.get(difference.nexthop)}
          targets={targets}
          onEnter={colo === undefined ? onEnter : undefined}
        />
      ))}
      {losers.length > 0 && (
        <div>
          <h3 className="font-medium">Routes that lose</h3>
          <ul aria-label="Routes that lose" className="grid list-disc gap-0.5 pl-5 text-fg-2">
            {losers.map((loser, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the elements keep no state, and are used again for another address
              <Loss key={index} way={loser} entry={entry} {...known} />
            ))}
          </ul>
        </div>
      )}
      {unread.length > 0 && (
        <p className="max-w-3xl text-warning">
          Not included, because the prefix is not recognised: {unread.map(({ prefix }) => prefix).join(', ')}.
        </p>
      )}
    </>
  )
})

/** What no answer includes. */
export const LookupLimits = () => (
  <p className="max-w-5xl text-xs text-fg-2">
    Not known here: routes learned by BGP (they have priority 100; with the same prefix and priority the
    static route wins) and Zero Trust routes, which may win depending on the account's routing mode:{' '}
    <a href={DASHBOARD.routes} target="_blank" rel="noreferrer" className="underline">
      Routes in Cloudflare's dashboard
    </a>{' '}
    shows both. Health penalties depend on the state for routing, which is stricter than the displayed state.
    Each data centre has its own. If traffic enters in a data centre whose state is known, that state counts;
    otherwise the mean state of all data centres. Both are some minutes behind.
  </p>
)
