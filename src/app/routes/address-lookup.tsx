/** Where traffic to an address goes: the winning routes with their tunnels, and why the other routes lose. */
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { rangeOf } from '../../contract/address/range.ts'
import { tidyAddress } from '../../contract/address/typed-address.ts'
import { parseIpv4 } from '../../contract/address.ts'
import type { Route } from '../../contract/route.ts'
import {
  type Entry,
  isScoped,
  type Loser,
  type LossReason,
  lookUp,
  type Way,
  type Winner,
} from '../../contract/route-lookup.ts'
import { judgeLookedUp } from '../../contract/rules/route.ts'
import { DASHBOARD } from '../health/dashboard-links.ts'
import { paths } from '../paths.ts'
import { Address } from '../ui/address.tsx'
import { afterPress } from '../ui/after-press.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/input.tsx'
import { differencesOf } from './differing-states.ts'
import { EntrySelect } from './entry-select.tsx'
import { healthAt, TARGET_PROBLEMS, TARGET_TITLES, type Targets } from './route-target.ts'
import { nameAt, sayPriority, sayShare, sayWays } from './say-ways.ts'
import { TargetMark } from './target-mark.tsx'

interface AddressLookupProps {
  typed: string
  entry: Entry
  routes: readonly Route[]
  targets: Targets
  onType(text: string): void
  onEntry(entry: Entry): void
}

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
    <Address value={loser.route.prefix} /> to {nameAt(loser.route.nexthop, targets)},{' '}
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

const Answer = ({
  address,
  entry,
  routes,
  targets,
}: Omit<AddressLookupProps, 'typed' | 'onType' | 'onEntry'> & { address: string }) => {
  const found = lookUp(address, routes, healthAt(targets), entry)
  if (!found) return null
  const { winners, losers } = found
  return (
    <section aria-label={`Ways to ${address}`} className="grid gap-3">
      {winners.length === 0 ? (
        <NoWinner address={address} />
      ) : (
        <ul aria-label="Winning routes" className="grid gap-3">
          {winners.map((winner) => (
            <WayDrawn key={winner.route.id} winner={winner} targets={targets} />
          ))}
        </ul>
      )}
      {losers.length > 0 && (
        <div>
          <h2 className="font-medium">Routes that lose</h2>
          <ul aria-label="Routes that lose" className="grid list-disc gap-0.5 pl-5 text-fg-2">
            {losers.map((loser) => (
              <Loss key={loser.route.id} loser={loser} targets={targets} />
            ))}
          </ul>
        </div>
      )}
      {differencesOf(address, routes, targets, entry).map(({ nexthop, states, winners: there }) => (
        <p key={`${nexthop} ${states.join()}`} className="max-w-3xl">
          Data centres differ in the state for routing of {nameAt(nexthop, targets)}. Where it is{' '}
          {states.join(' or ')}, the traffic goes to{' '}
          <strong className="font-medium">{sayWays(there, targets)}</strong>.
        </p>
      ))}
      <p className="max-w-3xl text-xs text-fg-2">
        Not known here: routes learned by BGP (they have priority 100; with the same prefix and priority the
        static route wins) and Zero Trust routes, which may win depending on the account's routing mode:{' '}
        <a href={DASHBOARD.routes} target="_blank" rel="noreferrer" className="underline">
          Routes in Cloudflare's dashboard
        </a>{' '}
        shows both. Health penalties depend on the state for routing, which is stricter than the displayed
        state. Each data centre has its own; here it is the one nearest to the mean of all, some minutes
        behind.
      </p>
    </section>
  )
}

const isBeginning = (text: string): boolean =>
  text.split('.').length <= 4 &&
  text.split('.').every((part) => /^\d{0,3}$/.test(part) && Number(part) <= 255)

export const AddressLookup = (props: AddressLookupProps) => {
  const { typed, entry, routes, targets, onType } = props
  const address = tidyAddress(typed)
  const isRight = parseIpv4(address) !== null
  /** A text that may become an address is judged once the field has lost the focus. */
  const [isLeft, setLeft] = useState(true)
  const finding = address === '' || (isBeginning(address) && !isLeft) ? null : judgeLookedUp(address)
  const hasPlaces = entry.region !== undefined || entry.colo !== undefined || routes.some(isScoped)
  return (
    <section aria-label="Look up an address" className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <div className={hasPlaces ? 'grid gap-x-4 sm:grid-cols-[minmax(0,22rem)_14rem]' : 'max-w-88'}>
        <Field
          id="route-lookup"
          label="Where does this address go?"
          hint="An IPv4 address behind one of your routers."
          message={
            finding && {
              tone: 'error',
              text: finding.message,
              action: finding.fix && (
                <Button variant="fix" onClick={() => onType(finding.fix?.value ?? '')}>
                  {finding.fix.label}
                </Button>
              ),
            }
          }
          alone
        >
          {(aria) => (
            <TextInput
              {...aria}
              mono
              value={typed}
              placeholder="10.20.0.1"
              onChange={(event) => {
                setLeft(false)
                onType(event.target.value)
              }}
              onBlur={() => afterPress(() => setLeft(true))}
            />
          )}
        </Field>
        {hasPlaces && <EntrySelect {...props} />}
      </div>
      {isRight && <Answer address={address} entry={entry} routes={routes} targets={targets} />}
    </section>
  )
}
