import { useQuery } from '@tanstack/react-query'
import { KNOWN_REFUSALS } from '../contract/calls/known-refusals.ts'
import { metaQuery } from './queries.ts'

/** Why the user may not change anything; undefined if they may, or while that is unknown. */
export const useWriteRefusal = (): string | undefined => {
  const { data } = useQuery(metaQuery)
  if (data?.read_only) return KNOWN_REFUSALS.read_only.message
  return data?.identity.role === 'viewer' ? KNOWN_REFUSALS.not_allowed.message : undefined
}
