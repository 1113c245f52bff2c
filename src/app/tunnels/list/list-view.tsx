/** The account's tunnels with their states and actions: searched, sorted and filtered. */
import { type RefObject, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { AccountHealthNote } from '../../health/account-health.tsx'
import { focusIfLost, usePageHeading } from '../../page-heading.ts'
import { CountHeading } from '../../table/count-heading.tsx'
import { isLongList } from '../../table/drawn-rows.tsx'
import { TableSkeleton } from '../../table/table-skeleton.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import type { usePolledTunnels } from '../../use-polled-tunnels.ts'
import { pageWidth } from './columns.tsx'
import { CreateLink } from './create-link.tsx'
import { ListNotes, loadNotes, loadStates } from './list-notes.tsx'
import type { Row } from './rows.ts'
import { Toolbar } from './toolbar.tsx'
import { TunnelTable } from './tunnel-table.tsx'
import { Updated } from './updated.tsx'
import { useDisplay } from './use-display.ts'
import { useFound } from './use-found.ts'
import { useListShortcuts } from './use-list-shortcuts.ts'
import { useListView } from './use-list-view.ts'
import { useRowActions } from './use-row-actions.ts'
import type { RowFocus } from './use-row-focus.ts'
import { useSelection } from './use-selection.ts'
import { isFiltered } from './view.ts'

const NoMatch = lazyPart(async () => (await loadStates()).NoMatch)
const RowMenu = lazyPart(async () => (await import('./row-menu.tsx')).RowMenu)
const SelectionBar = lazyPart(async () => (await import('./bulk/selection-bar.tsx')).SelectionBar)

/** Moves the focus to the heading when the row that had it was the last one and disappears. */
const useFocusWithoutRows = (shown: number, heading: RefObject<HTMLElement | null>): void => {
  const before = useRef(shown)
  useEffect(() => {
    if (shown === 0 && before.current > 0) focusIfLost(heading.current)
    before.current = shown
  }, [shown, heading])
}

interface ListViewProps {
  polled: ReturnType<typeof usePolledTunnels>
  rows: readonly Row[]
  /** Why the user may not change anything. */
  refusal: string | undefined
}

export const ListView = ({ polled, rows, refusal }: ListViewProps) => {
  const { data, tunnels, error, health, now, refetch, everyMs, retryAt } = polled
  const list = useListView()
  const { view, flush, clear } = list
  const display = useDisplay()
  const [, navigate] = useLocation()
  const heading = usePageHeading()
  const focus = useRef<RowFocus>(null)
  const [menu, setMenu] = useState<{ row: Row; button: HTMLElement } | null>(null)

  const found = useFound(rows, view, now)
  const selection = useSelection(found.rows, tunnels)
  const isStale = error !== null
  const isLoading = !data && !error
  const shown = found.rows.length

  useEffect(loadNotes, [])
  useFocusWithoutRows(shown, heading)

  const [openMenu] = useState(() => (row: Row, button: HTMLElement) => setMenu({ row, button }))
  const [closeMenu] = useState(() => () => setMenu(null))
  const actions = useRowActions(list, selection, openMenu)
  const retry = useCallback(() => void refetch(), [refetch])
  useListShortcuts({ focus, selection, refusal, onRefresh: retry })

  return (
    // Writes the search to the URL before any link is followed, so that Back restores it.
    <main
      id="main"
      onClickCapture={flush}
      style={{ maxWidth: `${pageWidth(display.chosen)}rem` }}
      className="mx-auto px-4 pt-5 pb-24 sm:px-6"
    >
      <title>Tunnels - Tunneldesk</title>
      <div className="mb-4 flex min-h-9 flex-wrap items-center gap-3 max-sm:min-h-11">
        <CountHeading
          ref={heading}
          noun="tunnels"
          isRead={data !== undefined}
          isFiltered={isFiltered(view)}
          shown={shown}
          total={tunnels.length}
        >
          Tunnels
        </CountHeading>
        {tunnels.length > 0 && <CreateLink />}
      </div>
      <ListNotes count={data?.length} error={error} retryAt={retryAt} onRetry={retry} now={now} rows={rows} />
      <Suspense>
        <SelectionBar
          selected={selection.tunnels}
          hidden={selection.hidden}
          onSelect={selection.selectOnly}
        />
      </Suspense>
      {(isLoading || tunnels.length > 0) && (
        <Toolbar
          list={list}
          rows={rows}
          found={found}
          display={display}
          isLoading={isLoading}
          isStale={isStale}
          onDone={() => focus.current?.move(0)}
        />
      )}
      {isLoading && <TableSkeleton hasSearch={false} />}
      {tunnels.length > 0 && (
        <>
          {shown > 0 ? (
            <TunnelTable
              ref={focus}
              rows={found.rows}
              isLong={isLongList(tunnels.length)}
              chosen={display.chosen}
              density={display.density}
              sort={view.sort}
              now={now}
              isStale={isStale}
              selected={selection.ids}
              actions={actions}
            />
          ) : (
            <Suspense>
              <NoMatch
                q={view.q}
                hasFilters={isFiltered({ ...view, q: '' })}
                total={tunnels.length}
                onClear={clear}
              />
            </Suspense>
          )}
          <Updated everyMs={everyMs} />
          <AccountHealthNote health={health} isTroubled={error !== null} />
        </>
      )}
      <Suspense>
        {menu && (
          <RowMenu
            key={menu.row.tunnel.id}
            tunnel={menu.row.tunnel}
            index={found.rows.findIndex(({ tunnel }) => tunnel.id === menu.row.tunnel.id)}
            anchor={menu.button}
            refusal={refusal}
            onClose={closeMenu}
            onOpen={(href) => {
              flush()
              navigate(href)
            }}
          />
        )}
      </Suspense>
    </main>
  )
}
