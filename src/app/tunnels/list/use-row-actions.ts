/** What the table and its rows call. The functions stay the same, so that a row renders only when its content changes. */
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { paths } from '../../paths.ts'
import { isWithoutId, type RowActions } from './row-parts.tsx'
import type { Row } from './rows.ts'
import type { useListView } from './use-list-view.ts'
import type { useSelection } from './use-selection.ts'

/** Whether a click belongs to a button or a checkbox, or ends a selection of text. */
const isOwn = (target: Element): boolean =>
  target.closest('button, input, label') !== null || getSelection()?.isCollapsed === false

export const useRowActions = (
  { view, change, flush }: ReturnType<typeof useListView>,
  selection: ReturnType<typeof useSelection>,
  onMenu: (row: Row, button: HTMLElement) => void,
): RowActions => {
  const [, navigate] = useLocation()
  const now = { sort: view.sort, selection, navigate, onMenu }
  const latest = useRef(now)
  useEffect(() => {
    latest.current = now
  })
  const [actions] = useState<RowActions>(() => ({
    onSort(column) {
      const { by, isDown } = latest.current.sort
      change({ sort: { by: column, isDown: column === by && !isDown } })
    },
    onSelectAll: (isOn) => latest.current.selection.selectAll(isOn),
    onOpen({ tunnel }, event) {
      const target = event.target as Element
      const isLink = target.closest('a') !== null
      const isAside = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
      // With a modifier key, the browser itself opens the link, in a new tab or window.
      if (isWithoutId(tunnel) || (isLink ? isAside : isOwn(target))) return
      event.preventDefault()
      const path = paths.tunnel(tunnel.id)
      if (event.metaKey || event.ctrlKey) window.open(path, '_blank', 'noopener')
      else {
        flush()
        latest.current.navigate(path)
      }
    },
    onSelect: (row, isOn, isRange) => latest.current.selection.select(row, isOn, isRange),
    onMenu: (row, button) => latest.current.onMenu(row, button),
  }))
  return actions
}
