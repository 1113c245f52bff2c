/** Suggests the next free interface address for a tunnel, or says why there is none. */
import {
  type Cidr4,
  contains,
  firstOf,
  formatIpv4,
  lastOf,
  networkOf,
  overlaps,
  parseCidr4,
} from '../address.ts'
import { PRIVATE_BLOCKS, TUNNEL_LINK_LOCAL } from './range.ts'

/** A contiguous range of addresses in use, including first and last. */
interface Run {
  first: number
  last: number
}

/** The addresses in use, for fast search: sorted ranges that neither touch nor overlap. */
export interface InUse {
  runs: readonly Run[]
  /** First address of the /24 with most of the interface addresses; null without any. */
  usualPool: number | null
}

export type FreePair =
  | {
      /** CIDR text of a /31, Cloudflare's side first. */
      pair: string
      /** Why it is in another range than the account's other tunnels. */
      note?: string
    }
  | { pair: null; reason: string }

/** The pool for suggestions when the account has no interface addresses. */
const DEFAULT_POOL: Cidr4 = { address: 0x0a_ff_00_00, prefix: 24 }

/** Every range that is allowed for interface addresses. */
const ALLOWED = [...PRIVATE_BLOCKS, TUNNEL_LINK_LOCAL]

/**
 * Prefixes shorter than this are ignored: a default route, or half of one, does not show which addresses are
 * in use.
 */
const WIDEST_IN_USE = 8

const runsOf = (cidrs: readonly Cidr4[]): Run[] => {
  const runs: Run[] = []
  const sorted = cidrs
    .map((cidr) => ({ first: firstOf(cidr), last: lastOf(cidr) }))
    .sort((a, b) => a.first - b.first)
  for (const run of sorted) {
    const before = runs.at(-1)
    if (before && run.first <= before.last + 1) before.last = Math.max(before.last, run.last)
    else runs.push(run)
  }
  return runs
}

/** The /24 with most of the given addresses; the lowest wins a tie. */
const usualPoolOf = (taken: readonly Cidr4[]): number | null => {
  const counts = new Map<number, number>()
  for (const { address } of taken) {
    if (!ALLOWED.some((allowed) => contains(allowed, { address, prefix: 32 }))) continue
    const pool = firstOf({ address, prefix: 24 })
    counts.set(pool, (counts.get(pool) ?? 0) + 1)
  }
  const [best] = [...counts].sort(([a, m], [b, n]) => n - m || a - b)
  return best ? best[0] : null
}

/** @param addresses interface addresses of the account's tunnels, as the API reports them */
export const inUseOf = (addresses: readonly string[]): InUse => {
  const taken = addresses.flatMap((text) => parseCidr4(text) ?? [])
  return { runs: runsOf(taken), usualPool: usualPoolOf(taken) }
}

/** The range that contains this address or the next one, by binary search. */
const runAt = (runs: readonly Run[], address: number): Run | undefined => {
  let from = 0
  let to = runs.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((runs[middle]?.last ?? 0) < address) from = middle + 1
    else to = middle
  }
  const run = runs[from]
  return run && run.first <= address + 1 ? run : undefined
}

/** The lowest free, aligned pair from `from` to `to`; null when there is none. */
const search = (blocked: readonly (readonly Run[])[], from: number, to: number): number | null => {
  let candidate = from + (from % 2)
  // Each pass skips a range, so there are at most as many passes as ranges.
  for (;;) {
    if (candidate + 1 > to) return null
    const hit = blocked.map((runs) => runAt(runs, candidate)).find((run) => run !== undefined)
    if (!hit) return candidate
    candidate = hit.last + 1 + ((hit.last + 1) % 2)
  }
}

const listed = (texts: readonly string[], most = 4): string => {
  const shown = texts.length > most ? [...texts.slice(0, most), `${texts.length - most} more`] : texts
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(shown)
}

/**
 * The parsed prefixes to avoid, cached per list, so that a key press in another field does not parse them
 * again.
 */
const avoidedOf = (avoid: readonly string[]) => {
  const known = avoidedLists.get(avoid)
  if (known) return known
  const cidrs = avoid
    .flatMap((text) => parseCidr4(text) ?? [])
    .filter(({ prefix }) => prefix >= WIDEST_IN_USE)
  const avoided = { cidrs, runs: runsOf(cidrs) }
  avoidedLists.set(avoid, avoided)
  return avoided
}

const avoidedLists = new WeakMap<readonly string[], { cidrs: readonly Cidr4[]; runs: readonly Run[] }>()

const NONE: readonly string[] = []

/**
 * Searches from the /24 with most tunnels to the end of its range, then in every allowed range.
 * @param avoid prefixes to avoid, such as those advertised over BGP; must not be mutated
 */
export const suggestPair = ({ runs, usualPool }: InUse, avoid: readonly string[] = NONE): FreePair => {
  const avoided = avoidedOf(avoid)
  const start = usualPool === null ? DEFAULT_POOL : { address: usualPool, prefix: 24 }
  const home = ALLOWED.find((allowed) => contains(allowed, start)) ?? PRIVATE_BLOCKS[0]
  const blocked = [runs, avoided.runs]
  const ranges = home
    ? [{ first: firstOf(start), last: lastOf(home) }, ...[home, ...ALLOWED].map(rangeRun)]
    : []
  const inTheWay = avoided.cidrs.filter((cidr) => overlaps(cidr, start)).map(networkOf)
  for (const { first, last } of ranges) {
    const found = search(blocked, first, last)
    if (found === null) continue
    const pair = `${formatIpv4(found)}/31`
    const isAtHome = home !== undefined && contains(home, { address: found, prefix: 31 })
    return isAtHome || inTheWay.length === 0
      ? { pair }
      : { pair, note: `Not from ${networkOf(start)}: ${listed(inTheWay)} will be advertised over BGP` }
  }
  const covering = avoided.cidrs
    .filter((cidr) => ALLOWED.some((allowed) => overlaps(allowed, cidr)))
    .map(networkOf)
  const by = covering.length > 0 ? `the extra prefixes ${listed(covering)}` : "the account's tunnels"
  return {
    pair: null,
    reason: `No free /31 is left in ${listed(ALLOWED.map(networkOf))}: they are covered by ${by}`,
  }
}

const rangeRun = (allowed: Cidr4): Run => ({ first: firstOf(allowed), last: lastOf(allowed) })

/** Only the pair, or null, without a reason. */
export const nextFreePair = (inUse: readonly string[], avoid: readonly string[] = []): string | null =>
  suggestPair(inUseOf(inUse), avoid).pair
