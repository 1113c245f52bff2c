/** The rows of the list, with the index for its search. A poll without changes returns the same rows. */
import { useEffect, useMemo, useRef } from 'react'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { sessionChangeOf } from '../../state/session-change.ts'
import type { Probes } from '../../state/state.ts'
import { type Row, rowsOf } from './rows.ts'
import { prepareSearch } from './search.ts'

const AT_A_TIME = 200

/** @param now milliseconds since the epoch */
export const useRows = (
  tunnels: readonly Tunnel[],
  now: number,
  probesOf: (tunnel: Tunnel) => Probes,
): readonly Row[] => {
  const before = useRef<readonly Row[]>([])
  const rows = useMemo(() => {
    before.current = rowsOf(tunnels, now, before.current, probesOf, sessionChangeOf)
    return before.current
  }, [tunnels, now, probesOf])
  useEffect(() => {
    // In the background, some at a time: the first search for an address needs all addresses parsed.
    let next = 0
    let timer = window.setTimeout(function some() {
      prepareSearch(tunnels.slice(next, next + AT_A_TIME))
      next += AT_A_TIME
      if (next < tunnels.length) timer = window.setTimeout(some, 20)
    }, 300)
    return () => window.clearTimeout(timer)
  }, [tunnels])
  return rows
}
