/** The rows that a search box finds. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { keepSame } from './keep-same.ts'
import type { Ipv6Test, Search } from './search.ts'

/** Loads what a search for an IPv6 address needs when one is typed. @returns null until it is loaded */
const useIpv6 = (q: string): Ipv6Test | null => {
  const [test, setTest] = useState<Ipv6Test | null>(null)
  const isWanted = test === null && q.includes(':')
  useEffect(() => {
    // If it fails, the search finds the text as it was typed.
    if (isWanted)
      import('./search-ipv6.ts').then(
        ({ ipv6Test }) => setTest(() => ipv6Test),
        () => {},
      )
  }, [isWanted])
  return test
}

/** The same array as long as the same rows are found. @param search must stay the same while its rows do */
export const useSearched = <T>(search: Search<T>, q: string): readonly T[] => {
  const ipv6Test = useIpv6(q)
  const before = useRef<readonly T[]>([])
  return useMemo(() => {
    before.current = keepSame(before.current, search(q, ipv6Test))
    return before.current
  }, [search, q, ipv6Test])
}
