import { useState } from 'react'

/** The last error of a query until it succeeds. Without data a query clears its error on a refetch; a page must not. */
export const useLastError = ({ data, error }: { data: unknown; error: Error | null }): Error | null => {
  const [last, setLast] = useState<Error | null>(null)
  const now = error ?? (data === undefined ? last : null)
  if (now !== last) setLast(now)
  return now
}
