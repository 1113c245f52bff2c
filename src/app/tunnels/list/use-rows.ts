/** The rows of the list, with the index for its search. A poll without changes returns the same rows. */
import { useMemo, useRef } from 'react'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { sessionChangeOf } from '../../state/session-change.ts'
import type { Probes } from '../../state/state.ts'
import { usePrepared } from '../../table/use-prepared.ts'
import { type Row, rowsOf } from './rows.ts'
import { indexOfTunnel } from './search.ts'

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
  usePrepared(tunnels, indexOfTunnel)
  return rows
}
