/** Values that a tunnel's fields may have, in a file without schemas, so that importing them loads no zod. */

export const HEALTH_CHECK_RATES = ['low', 'mid', 'high'] as const
export const HEALTH_CHECK_TYPES = ['reply', 'request'] as const
export const HEALTH_CHECK_DIRECTIONS = ['unidirectional', 'bidirectional'] as const
export const BGP_STATES = ['BGP_DOWN', 'BGP_UP', 'BGP_ESTABLISHING'] as const

/** The API's defaults, not the dashboard's (docs/api.md, Health check). */
export const HEALTH_CHECK_DEFAULTS = {
  enabled: true,
  direction: 'unidirectional',
  rate: 'mid',
  type: 'reply',
} as const

/** The largest 4-byte ASN. */
export const ASN_MAX = 4_294_967_295

/** The stored target of a health check, from either form in a response; empty without one. */
export const savedTarget = (target: unknown): string => {
  if (typeof target === 'string') return target
  const saved = (target as { saved?: unknown } | null | undefined)?.saved
  return typeof saved === 'string' ? saved : ''
}
