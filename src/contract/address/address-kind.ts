/** What kind of address a field takes. */
import { parseIpv4 } from '../address.ts'
import { isIpv6 } from './address6.ts'

export interface AddressKind {
  /** As in "does not belong in an address". */
  noun: string
  isValid(text: string): boolean
  /** Whether it has a prefix length. */
  hasLength: boolean
  /** Whether it is the destination of a route: an address after it is the next hop. */
  isRouted?: boolean
}

export const IP_ADDRESS: AddressKind = {
  noun: 'an IP address',
  isValid: (text) => parseIpv4(text) !== null || isIpv6(text),
  hasLength: false,
}
