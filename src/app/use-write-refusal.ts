import { useQuery } from '@tanstack/react-query'
import { KNOWN_REFUSALS } from '../contract/known-refusals.ts'
import { metaQuery } from './queries.ts'

/** Why the caller cannot change anything here; undefined when they can, or while that is not known yet. */
export const useWriteRefusal = (): string | undefined => {
  const { data } = useQuery(metaQuery)
  if (data?.read_only) return KNOWN_REFUSALS.read_only.message
  return data?.identity.role === 'viewer' ? KNOWN_REFUSALS.not_allowed.message : undefined
}
