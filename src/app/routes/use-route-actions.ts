/** What the table and its rows call. The functions stay the same, so that a row renders only when its content changes. */
import { useEffect, useRef, useState } from 'react'
import { navigate } from 'wouter/use-browser-location'
import type { RouteTask } from './route-dialogs.tsx'
import type { RouteTableActions } from './route-table-row.tsx'
import type { RouteView } from './route-view.ts'

/** @param change and @param onTask must be stable */
export const useRouteActions = (
  sort: RouteView['sort'],
  change: (part: Partial<RouteView>) => void,
  onTask: (task: RouteTask) => void,
): RouteTableActions => {
  const latest = useRef(sort)
  useEffect(() => {
    latest.current = sort
  }, [sort])
  const [actions] = useState<RouteTableActions>(() => ({
    onSort(column) {
      const { by, isDown } = latest.current
      change({ sort: { by: column, isDown: column === by && !isDown } })
    },
    onChange: ({ route }) => onTask({ kind: 'change', route }),
    onDelete: ({ route }) => onTask({ kind: 'delete', route }),
    onClick(event) {
      const link = (event.target as Element).closest('a')
      // With a modifier key, the browser itself opens the link, in a new tab or window.
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      navigate(link.pathname)
    },
  }))
  return actions
}
