/** The single-key shortcuts of the list. Some act on the row that has or last had the focus. */
import type { RefObject } from 'react'
import { useLocation } from 'wouter'
import { paths } from '../../paths.ts'
import { useShortcuts } from '../../shortcuts.ts'
import { announce } from '../../ui/live-region.tsx'
import type { Row } from './rows.ts'
import { SEARCH_ID } from './toolbar.tsx'
import type { RowFocus } from './use-row-focus.ts'
import type { useSelection } from './use-selection.ts'

interface ListShortcuts {
  focus: RefObject<RowFocus | null>
  selection: ReturnType<typeof useSelection>
  /** Why the user may not change anything. */
  refusal: string | undefined
  onRefresh(): void
}

export const useListShortcuts = ({ focus, selection, refusal, onRefresh }: ListShortcuts): void => {
  const [, navigate] = useLocation()
  const withRow = (act: (row: Row) => void) => () => {
    const row = focus.current?.current()
    if (row) act(row)
  }
  const goToWrite = (path: string) => (refusal ? announce(refusal) : navigate(path))
  useShortcuts({
    search: () => document.getElementById(SEARCH_ID)?.focus(),
    new: () => goToWrite(paths.newTunnel('basics')),
    refresh: onRefresh,
    next: () => focus.current?.move(1),
    previous: () => focus.current?.move(-1),
    edit: withRow(({ tunnel }) => goToWrite(paths.editTunnel(tunnel.id))),
    select: withRow((row) => selection.select(row, !selection.ids.has(row.tunnel.id), false)),
    copy: withRow((row) => {
      import('./copy-row.ts')
        .then(({ copyRow }) => copyRow(row))
        .catch(() => announce('The browser did not copy the row. Use Export instead'))
    }),
  })
}
