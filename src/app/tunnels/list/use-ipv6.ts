/** Loads what a search for an IPv6 address needs when one is typed. */
import { useEffect, useState } from 'react'
import type { Ipv6Test } from './search.ts'

/** @returns null until it is loaded */
export const useIpv6 = (q: string): Ipv6Test | null => {
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
