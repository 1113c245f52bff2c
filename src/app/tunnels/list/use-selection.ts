/** The selected tunnels. A tunnel that no longer exists is not selected. */
import { useMemo, useRef, useState } from 'react'
import type { Tunnel } from '../../../contract/tunnel.ts'
import type { Row } from './rows.ts'

const NONE: ReadonlySet<string> = new Set()

export const useSelection = (rows: readonly Row[], tunnels: readonly Tunnel[]) => {
  const [chosen, setChosen] = useState(NONE)
  /** ID of the tunnel where a range starts: a poll may replace its row. */
  const from = useRef('')
  const selected = useMemo(
    () => (chosen.size === 0 ? [] : tunnels.filter(({ id }) => id !== '' && chosen.has(id))),
    [chosen, tunnels],
  )
  const shown = useMemo(
    () => (chosen.size === 0 ? 0 : rows.filter(({ tunnel }) => chosen.has(tunnel.id)).length),
    [chosen, rows],
  )

  /** Selects these rows, or none of them; what the search hides stays as it is. */
  const set = (changed: readonly Row[], isOn: boolean) => {
    const next = new Set(chosen)
    for (const { tunnel } of changed) {
      if (isOn) next.add(tunnel.id)
      else next.delete(tunnel.id)
    }
    setChosen(next)
  }
  const select = (row: Row, isOn: boolean, isRange: boolean) => {
    const { id } = row.tunnel
    const ends = [from.current, id].map((end) => rows.findIndex(({ tunnel }) => tunnel.id === end))
    const range = isRange && !ends.includes(-1) ? rows.slice(Math.min(...ends), Math.max(...ends) + 1) : [row]
    from.current = id
    set(range, isOn)
  }
  return {
    ids: chosen,
    tunnels: selected,
    /** How many of the selected tunnels the search and the filters hide. */
    hidden: Math.max(0, selected.length - shown),
    select,
    /** Selects all rows that the filters find. */
    selectAll: (isOn: boolean) => set(rows, isOn),
    selectOnly: setChosen,
  }
}
