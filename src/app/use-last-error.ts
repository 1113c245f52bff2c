import { useRef } from 'react'

/** The last error of a query until it succeeds. Without data a query clears its error on a refetch; a page must not. */
export const useLastError = ({ data, error }: { data: unknown; error: Error | null }): Error | null => {
  const last = useRef<Error | null>(null)
  if (error) last.current = error
  else if (data !== undefined) last.current = null
  return last.current
}
