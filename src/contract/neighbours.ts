/**
 * The account's other tunnels, ordered for the rules once per list: what a key press costs must not grow with
 * the number of tunnels. Rules ask by name, address, number or identity and never walk the list.
 */
import { type Cidr4, firstOf, overlaps, parseCidr4 } from './address.ts'
import type { Neighbour } from './finding.ts'
import { type InUse, inUseOf } from './free-pair.ts'

export interface Neighbours {
  byName(name: string): Neighbour | undefined
  /** Named alike but for the case. */
  byLikeName(name: string): Neighbour | undefined
  byAsn(asn: number): Neighbour | undefined
  byPair(customerEndpoint: string, cloudflareEndpoint: string): Neighbour | undefined
  byCloudflareEndpoint(address: string): Neighbour | undefined
  byCustomerEndpoint(address: string): Neighbour | undefined
  /** All with this identity, whatever its case. */
  byIdentity(fqdn: string): readonly Neighbour[]
  /** One whose interface address overlaps this /30 or /31. */
  overlapping(cidr: Cidr4): Neighbour | undefined
  /** Where interface addresses lie, for suggestions. */
  inUse(): InUse
}

/** Names and identities that a person, or a router, takes for the same. */
const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/** Made when it is first asked for. */
const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

type Key = string | number

/**
 * The first of the list with a key; absent values and empty texts are none. A list that is asked once, as the
 * stand-in asks, is walked; one that is asked again is put in order.
 */
const firstBy = (list: readonly Neighbour[], keyOf: (each: Neighbour) => Key | null | undefined) => {
  let isAsked = false
  const ordered = once(() => {
    const found = new Map<Key, Neighbour>()
    for (const each of list) {
      const key = keyOf(each)
      if (key != null && key !== '' && !found.has(key)) found.set(key, each)
    }
    return found
  })
  return (key: Key | null): Neighbour | undefined => {
    if (key === null || key === '') return undefined
    if (isAsked) return ordered().get(key)
    isAsked = true
    return list.find((each) => keyOf(each) === key)
  }
}

/** Whole numbers below 2^53 that tell blocks of any length apart. */
const blockKey = (cidr: Cidr4): number => firstOf(cidr) * 64 + cidr.prefix

const blocksOf = (list: readonly Neighbour[]) => {
  const byBlock = new Map<number, Neighbour>()
  const lengths = new Set<number>()
  for (const each of list) {
    const cidr = parseCidr4(each.interface_address)
    if (!cidr) continue
    lengths.add(cidr.prefix)
    const key = blockKey(cidr)
    if (!byBlock.has(key)) byBlock.set(key, each)
  }
  return { byBlock, lengths: [...lengths].sort((a, b) => a - b) }
}

/** Blocks nest or lie apart, so an overlap is a block around this one or one of the few inside it. */
const overlapIn = ({ byBlock, lengths }: ReturnType<typeof blocksOf>, cidr: Cidr4): Neighbour | undefined => {
  for (const prefix of lengths) {
    const step = 2 ** (32 - prefix)
    const count = prefix > cidr.prefix ? 2 ** (prefix - cidr.prefix) : 1
    for (let index = 0; index < count; index++) {
      const found = byBlock.get(blockKey({ address: firstOf(cidr) + index * step, prefix }))
      if (found) return found
    }
  }
  return undefined
}

/** Walked once and in order from then on, like `firstBy`. */
const overlapBy = (list: readonly Neighbour[]) => {
  let isAsked = false
  const ordered = once(() => blocksOf(list))
  return (cidr: Cidr4): Neighbour | undefined => {
    if (isAsked) return overlapIn(ordered(), cidr)
    isAsked = true
    return list.find(({ interface_address }) => {
      const other = parseCidr4(interface_address)
      return other !== null && overlaps(other, cidr)
    })
  }
}

const pairKey = (customer: string | null | undefined, cloudflare: string): string | null =>
  customer ? `${customer} ${cloudflare}` : null

const build = (list: readonly Neighbour[]): Neighbours => {
  const names = firstBy(list, ({ name }) => name)
  const likeNames = firstBy(list, ({ name }) => fold(name))
  const asns = firstBy(list, ({ bgp }) => bgp?.customer_asn)
  const pairs = firstBy(list, ({ customer_endpoint, cloudflare_endpoint }) =>
    pairKey(customer_endpoint, cloudflare_endpoint),
  )
  const cloudflareEndpoints = firstBy(list, ({ cloudflare_endpoint }) => cloudflare_endpoint)
  const customerEndpoints = firstBy(list, ({ customer_endpoint }) => customer_endpoint)
  const identities = once(() => {
    const groups = new Map<string, Neighbour[]>()
    for (const each of list) {
      const fqdn = each.custom_remote_identities?.fqdn_id
      if (!fqdn) continue
      const key = fold(fqdn)
      const group = groups.get(key)
      if (group) group.push(each)
      else groups.set(key, [each])
    }
    return groups
  })
  return {
    byName: (name) => names(name),
    byLikeName: (name) => likeNames(fold(name)),
    byAsn: (asn) => asns(asn),
    byPair: (customer, cloudflare) => pairs(pairKey(customer, cloudflare)),
    byCloudflareEndpoint: (address) => cloudflareEndpoints(address),
    byCustomerEndpoint: (address) => customerEndpoints(address),
    byIdentity: (fqdn) => (fqdn === '' ? [] : (identities().get(fold(fqdn)) ?? [])),
    overlapping: overlapBy(list),
    inUse: once(() => inUseOf(list.map(({ interface_address }) => interface_address))),
  }
}

const known = new WeakMap<readonly Neighbour[], Neighbours>()

/** @param list must not be changed in place: what was found in it is kept for as long as it lives */
export const neighboursOf = (list: readonly Neighbour[]): Neighbours => {
  const built = known.get(list) ?? build(list)
  known.set(list, built)
  return built
}
