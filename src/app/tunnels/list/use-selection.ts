/** The selected tunnels. A tunnel that no longer exists is not selected. */
import { useMemo, useRef, useState } from 'react'
import type { Tunnel } from '../../../contract/tunnel.ts'
import type { Row } from './rows.ts'

const NOBODY: ReadonlySet<string> = new Set()

export const useSelection = (rows: readonly Row[], tunnels: readonly Tunnel[]) => {
  const [chosen, setChosen] = useState(NOBODY)
  /** The row where a range starts. */
  const from = useRef<Row | null>(null)
  const selected = useMemo(
    () => (chosen.size === 0 ? [] : tunnels.filter(({ id }) => id !== '' && chosen.has(id))),
    [chosen, tunnels],
  )

  const select = (row: Row, isOn: boolean, isRange: boolean) => {
    const ends = [from.current ? rows.indexOf(from.current) : -1, rows.indexOf(row)]
    const range = isRange && !ends.includes(-1) ? rows.slice(Math.min(...ends), Math.max(...ends) + 1) : [row]
    from.current = row
    const next = new Set(chosen)
    for (const { tunnel } of range) {
      if (isOn) next.add(tunnel.id)
      else next.delete(tunnel.id)
    }
    setChosen(next)
  }
  return {
    ids: chosen,
    tunnels: selected,
    select,
    /** Selects all rows that the filters find. */
    selectAll: (isOn: boolean) => setChosen(isOn ? new Set(rows.map(({ tunnel }) => tunnel.id)) : NOBODY),
    selectOnly: setChosen,
  }
}
