import type { TunnelFacts } from './facts.ts'

/** What stands for a key that is not written. No format quotes or changes any of its characters. */
export const placeholderOf = ({ identifier }: Pick<TunnelFacts, 'identifier'>): string =>
  `PSK-OF-${identifier}`

/** The key, or what stands for it. */
export const pskOf = (tunnel: Pick<TunnelFacts, 'identifier' | 'psk'>): string =>
  tunnel.psk ?? placeholderOf(tunnel)
