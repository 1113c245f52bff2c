/**
 * The account's other tunnels, indexed for the rules once per list, so that the cost of a key press does not
 * grow with the number of tunnels. Rules look up by name, address, number or identity and never iterate over
 * the list.
 */

import { type InUse, inUseOf } from '../address/free-pair.ts'
import { type Cidr4, firstOf, overlaps, parseCidr4 } from '../address.ts'
import type { Neighbour } from '../finding.ts'

export interface Neighbours {
  byName(name: string): Neighbour | undefined
  /** One whose name differs at most in case. */
  byLikeName(name: string): Neighbour | undefined
  byAsn(asn: number): Neighbour | undefined
  byPair(customerEndpoint: string, cloudflareEndpoint: string): Neighbour | undefined
  byCloudflareEndpoint(address: string): Neighbour | undefined
  byCustomerEndpoint(address: string): Neighbour | undefined
  /** All with this identity, ignoring case. */
  byIdentity(fqdn: string): readonly Neighbour[]
  /** One whose interface address overlaps this /30 or /31. */
  overlapping(cidr: Cidr4): Neighbour | undefined
  /** The interface addresses in use, for suggestions. */
  inUse(): InUse
}

/** The same key for names and identities that differ only in case or in Unicode normalization. */
const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/** Computes a value at the first call and returns the same value afterwards. */
const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

type Key = string | number

/**
 * Finds the first of the list with a key; absent values and empty texts are not keys. The first lookup scans
 * the list, because the stand-in makes only one; later lookups use an index.
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

/** A unique number, below 2^53, for each combination of network and length. */
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

/**
 * Two prefixes are nested or disjoint, so an overlap is one that contains this prefix or one of the few
 * inside it.
 */
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

/** The first lookup scans the list, later ones use an index, as in `firstBy`. */
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

/** @param list must not be mutated: its index is cached for as long as the list exists */
export const neighboursOf = (list: readonly Neighbour[]): Neighbours => {
  const built = known.get(list) ?? build(list)
  known.set(list, built)
  return built
}
