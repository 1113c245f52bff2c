/** Values of the API that were not recognised (`tolerant.ts`). */
import type { Tunnel } from '../../contract/tunnel.ts'

/**
 * Whether the value of a field, or the object that contains it, was not recognised. Its absence then means nothing:
 * neither "none" nor the documented default.
 * @param path as in the API's JSON, such as `bgp.customer_asn`
 */
export const isOdd = ({ odd_values: odd }: Pick<Tunnel, 'odd_values'>, path: string): boolean =>
  Object.keys(odd ?? {}).some((place) => `${path}.`.startsWith(place && `${place}.`))

/** Whether nothing is known of BGP, because its settings or the report of its session were not recognised. */
export const isBgpOdd = (tunnel: Tunnel): boolean => isOdd(tunnel, 'bgp') || isOdd(tunnel, 'bgp_status')

/** What a missing value means: nothing is known of one that was not recognised. @param none what it means otherwise */
export const noneAt = (tunnel: Pick<Tunnel, 'odd_values'>, path: string, none: string): string =>
  isOdd(tunnel, path) ? 'not recognised' : none
