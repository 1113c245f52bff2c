import { useRef } from 'react'

/** Why a query has failed. A query without data forgets that while it asks again; its page must not. */
export const useLastError = ({ data, error }: { data: unknown; error: Error | null }): Error | null => {
  const last = useRef<Error | null>(null)
  if (error) last.current = error
  else if (data !== undefined) last.current = null
  return last.current
}
