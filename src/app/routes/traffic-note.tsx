/** The effect of a route change on traffic, in sentences. */
import type { Route } from '../../contract/route.ts'
import { Address } from '../ui/address.tsx'
import { statesAt, type Targets } from './route-target.ts'
import { sayEntry, sayPenalties, sayWays } from './say-ways.ts'
import { type TrafficChange, trafficChanges } from './traffic-change.ts'

interface TrafficNoteProps {
  before: readonly Route[]
  after: readonly Route[]
  /** The prefixes of the created, changed or deleted route. */
  prefixes: readonly string[]
  targets: Targets
}

const Change = ({ change, targets }: { change: TrafficChange; targets: Targets }) => {
  const { prefix, entry, before, after, isSame } = change
  const place = sayEntry(entry)
  const now = sayWays(before, targets)
  return (
    <li>
      <Address value={prefix} />
      {place && `, entering in ${place}`}:{' '}
      {isSame ? (
        <>stays with {now}.</>
      ) : (
        <>
          now {now}, then <strong className="font-medium text-fg">{sayWays(after, targets)}</strong>.
        </>
      )}
    </li>
  )
}

export const TrafficNote = ({ before, after, prefixes, targets }: TrafficNoteProps) => {
  const { changes, covered } = trafficChanges(before, after, prefixes, statesAt(targets))
  if (changes.length === 0 && covered.length === 0) return null
  const ways = changes.flatMap((change) => [...change.before, ...change.after]).map(({ route }) => route)
  const own = [...before, ...after].filter(({ prefix }) => prefixes.includes(prefix))
  const hops = new Set([...ways, ...own].map(({ nexthop }) => nexthop))
  return (
    <section aria-label="What this does to traffic" className="text-xs text-fg-2">
      <h3 className="font-medium text-fg">What this does to traffic</h3>
      <ul className="grid list-disc gap-0.5 pl-4">
        {changes.map((change) => (
          <Change key={`${change.prefix} ${sayEntry(change.entry)}`} change={change} targets={targets} />
        ))}
        {covered.map((prefix) => (
          <li key={prefix}>
            <Address value={prefix} />: no change, more specific routes contain all its addresses.
          </li>
        ))}
      </ul>
      {changes.some(({ after }) => after.length === 0) && (
        <p>
          Without a route, Cloudflare drops traffic to private addresses and sends other traffic to the
          Internet.
        </p>
      )}
      {sayPenalties(hops, targets).map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p>Computed from the static routes. Routes learned by BGP and Zero Trust routes are not known here.</p>
    </section>
  )
}
