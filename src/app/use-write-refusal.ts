import { useQuery } from '@tanstack/react-query'
import { REFUSALS } from '../contract/refusals.ts'
import { metaQuery } from './queries.ts'

/** Why the caller cannot change anything here; undefined when they can, or while that is not known yet. */
export const useWriteRefusal = (): string | undefined => {
  const { data } = useQuery(metaQuery)
  if (data?.read_only) return REFUSALS.read_only.message
  return data?.identity.role === 'viewer' ? REFUSALS.not_allowed.message : undefined
}
