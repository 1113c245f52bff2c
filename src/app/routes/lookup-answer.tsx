/** The answer to where traffic to an address goes: the winning routes with their tunnels, and why other routes lose. */
import { useQuery } from '@tanstack/react-query'
import ArrowRight from 'lucide-react/icons/arrow-right'
import { memo, useEffect, useMemo } from 'react'
import { Link } from 'wouter'
import { rangeOf } from '../../contract/address/range.ts'
import { parseIpv4 } from '../../contract/address.ts'
import { isOddAt, type Route } from '../../contract/route.ts'
import {
  type Entry,
  type Loser,
  type LossReason,
  lookUp,
  unreadable,
  type Way,
  type Winner,
} from '../../contract/route-lookup.ts'
import { DASHBOARD } from '../health/dashboard-links.ts'
import { presentOf } from '../health/every-minute.ts'
import { healthQuery } from '../health/queries.ts'
import { sayPlaces } from '../health/routing-words.ts'
import { paths } from '../paths.ts'
import { readingOfOne } from '../state/health-reading.ts'
import { OddMark } from '../state/odd-mark.tsx'
import { Address } from '../ui/address.tsx'
import { Banner } from '../ui/banner.tsx'
import { announce } from '../ui/live-region.tsx'
import { useNow } from '../use-now.ts'
import { type Difference, differencesOf } from './differing-states.ts'
import { healthAt, TARGET_PROBLEMS, TARGET_TITLES, type Targets } from './route-target.ts'
import { nameAt, sayPriority, sayShare, sayWays } from './say-ways.ts'
import { TargetMark } from './target-mark.tsx'

const NOW_EVERY_MS = 60_000

const REASONS: Record<LossReason, string> = {
  priority_unknown: 'whether it wins is unknown',
  not_at_this_place: 'does not apply where the traffic enters',
  place_unknown: 'whether it applies where the traffic enters is unknown',
  shorter_prefix: 'a longer prefix wins',
  higher_priority_number: 'a lower priority wins',
  health_penalty: 'without that it would win or share the traffic',
}

const PriorityOf = ({ way, targets }: { way: Way; targets: Targets }) => {
  const { route, health, priority } = way
  const { tunnels, isMixed } = targets(route.nexthop)
  const [tunnel] = tunnels
  return (
    <>
      priority {sayPriority(route)}
      {priority !== route.priority &&
        !isOddAt(route, 'priority') &&
        `, counted as ${priority.toLocaleString('en')} because its tunnel's state for routing is ${health}`}
      {health === 'unknown' && tunnel && ', without a health penalty: the state for routing is unknown'}
      {isMixed && "; data centres differ in its tunnel's state for routing"}
    </>
  )
}

const End = ({ nexthop, targets }: { nexthop: string; targets: Targets }) => {
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
        <TargetMark state={state} />
        {TARGET_TITLES[state]}, next hop <Address value={nexthop} />
      </p>
    </div>
  )
}

const WayDrawn = ({ winner, targets }: { winner: Winner; targets: Targets }) => {
  const { route, share } = winner
  const problem = TARGET_PROBLEMS[targets(route.nexthop).state]
  return (
    <li className="grid gap-1">
      <div className="grid items-center gap-x-2 gap-y-1 sm:grid-cols-[minmax(9rem,14rem)_7.5rem_minmax(0,24rem)]">
        <div className="rounded-card border border-line-strong bg-surface px-3 py-2">
          <Address value={route.prefix} />
          <OddMark odd={route.odd_values} />
          <p className="text-xs text-fg-2">
            <PriorityOf way={winner} targets={targets} />
          </p>
        </div>
        <p className="flex items-center gap-1.5 text-xs whitespace-nowrap text-fg-2 sm:justify-center">
          {/* A border, because forced colours remove backgrounds. */}
          <span aria-hidden="true" className="flex-1 border-t-2 border-control max-sm:w-6 max-sm:flex-none" />
          {sayShare(share)}
          <ArrowRight aria-hidden="true" className="size-4 flex-none" />
          <span className="sr-only">to</span>
        </p>
        <End nexthop={route.nexthop} targets={targets} />
      </div>
      {problem !== null && <p className="text-xs text-danger">{problem}</p>}
    </li>
  )
}

const Loss = ({ loser, targets }: { loser: Loser; targets: Targets }) => (
  <li>
    <Address value={loser.route.prefix} />
    <OddMark odd={loser.route.odd_values} /> to {nameAt(loser.route.nexthop, targets)},{' '}
    <PriorityOf way={loser} targets={targets} />: {REASONS[loser.reason]}.
  </li>
)

const NoWinner = ({ address }: { address: string }) => {
  const isDropped = ['private', 'cgnat'].includes(rangeOf(parseIpv4(address) ?? 0))
  return (
    <div className="max-w-3xl">
      <Banner tone="warning" title={`No static route leads to ${address}`}>
        Unless a route that is not known here takes it, Cloudflare{' '}
        {isDropped ? 'drops it.' : 'sends it to the Internet.'}
      </Banner>
    </div>
  )
}

/** Where data centres send the traffic elsewhere, and which those are. */
const Differing = ({ difference, targets }: { difference: Difference; targets: Targets }) => {
  const { nexthop, states, winners } = difference
  const [tunnel] = targets(nexthop).tunnels
  const query = useQuery({ ...healthQuery(tunnel?.id ?? '', 'hour'), enabled: tunnel !== undefined })
  const health = presentOf(query, useNow(NOW_EVERY_MS))
  const dataCentres = health && tunnel && readingOfOne(health, tunnel)?.dataCentres
  const places = dataCentres && sayPlaces(dataCentres, states)
  return (
    <p className="max-w-3xl">
      Data centres differ in the state for routing of {nameAt(nexthop, targets)}. Where it is{' '}
      {states.join(' or ')}, the traffic goes to{' '}
      <strong className="font-medium">{sayWays(winners, targets)}</strong>.{' '}
      {places && `In the newest data that is so in ${places}.`}
      {places === '' && 'In the newest data it is so in none.'}
    </p>
  )
}

interface LookupAnswerProps {
  address: string
  entry: Entry
  routes: readonly Route[]
  targets: Targets
}

/** Its lists are keyed by position, so that the answer for another address changes the texts of the same elements. */
export const LookupAnswer = memo(({ address, entry, routes, targets }: LookupAnswerProps) => {
  const found = lookUp(address, routes, healthAt(targets), entry)
  const unread = useMemo(() => unreadable(routes), [routes])
  const said = found && `${address}: ${sayWays(found.winners, targets)}`
  useEffect(() => (said ? announce(said) : undefined), [said])
  if (!found) return null
  const { winners, losers } = found
  // Only these can win in another state.
  const near = [...winners, ...losers].map(({ route }) => route)
  return (
    <>
      {winners.length === 0 ? (
        <NoWinner address={address} />
      ) : (
        <ul aria-label="Winning routes" className="grid gap-3">
          {winners.map((winner, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the elements keep no state, and are used again for another address
            <WayDrawn key={index} winner={winner} targets={targets} />
          ))}
        </ul>
      )}
      {losers.length > 0 && (
        <div>
          <h3 className="font-medium">Routes that lose</h3>
          <ul aria-label="Routes that lose" className="grid list-disc gap-0.5 pl-5 text-fg-2">
            {losers.map((loser, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the elements keep no state, and are used again for another address
              <Loss key={index} loser={loser} targets={targets} />
            ))}
          </ul>
        </div>
      )}
      {unread.length > 0 && (
        <p className="max-w-3xl text-warning">
          Not included, because the prefix is not recognised: {unread.map(({ prefix }) => prefix).join(', ')}.
        </p>
      )}
      {differencesOf(address, near, targets, entry).map((difference) => (
        <Differing
          key={`${difference.nexthop} ${difference.states.join()}`}
          difference={difference}
          targets={targets}
        />
      ))}
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
    Each data centre has its own; the ways are computed with the one nearest to the mean of all, some minutes
    behind.
  </p>
)
