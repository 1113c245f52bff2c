import type { TunnelFacts } from './facts.ts'

/**
 * The placeholder for a key that is left out. None of its characters needs quoting or escaping in any format.
 */
export const placeholderOf = ({ identifier }: Pick<TunnelFacts, 'identifier'>): string =>
  `PSK-OF-${identifier}`

/** The key, or its placeholder. */
export const pskOf = (tunnel: Pick<TunnelFacts, 'identifier' | 'psk'>): string =>
  tunnel.psk ?? placeholderOf(tunnel)
