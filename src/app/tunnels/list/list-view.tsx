/** The account's tunnels with their states and actions: searched, sorted and filtered. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { ExportButton } from '../../export/export-button.tsx'
import { AccountHealthNote } from '../../health/account-health.tsx'
import { useKept } from '../../kept.ts'
import { focusIfLost, usePageHeading } from '../../page-heading.ts'
import { TableSkeleton } from '../../table/table-skeleton.tsx'
import { Button } from '../../ui/button.tsx'
import { announce } from '../../ui/live-region.tsx'
import type { usePolledTunnels } from '../../use-polled-tunnels.ts'
import { pageWidth } from './columns.tsx'
import { CreateLink } from './create-link.tsx'
import { ListNotes, loadNotes, loadStates } from './list-notes.tsx'
import { parseColumns, parseDensity } from './preferences.ts'
import { countStates, missingReports, type Row } from './rows.ts'
import { ClearFilters, Filters, SearchBox, Shown, SortChoice, StateChips } from './toolbar.tsx'
import { TunnelTable } from './tunnel-table.tsx'
import { Updated } from './updated.tsx'
import { useFound } from './use-found.ts'
import { useListShortcuts } from './use-list-shortcuts.ts'
import { useListView } from './use-list-view.ts'
import { useRowActions } from './use-row-actions.ts'
import type { RowFocus } from './use-row-focus.ts'
import { useSelection } from './use-selection.ts'
import { isFiltered } from './view.ts'

const NoMatch = lazy(async () => ({ default: (await loadStates()).NoMatch }))
const RowMenu = lazy(async () => ({ default: (await import('./row-menu.tsx')).RowMenu }))
const SelectionBar = lazy(() =>
  import('./bulk/selection-bar.tsx').then(({ SelectionBar }) => ({ default: SelectionBar })),
)

/**
 * Accounts with at most so many tunnels have all rows in the document, others only the visible ones. The search does
 * not change which: the rows would all be made anew.
 */
const MOST_DRAWN = 60

interface ListViewProps {
  polled: ReturnType<typeof usePolledTunnels>
  rows: readonly Row[]
  /** Why the user may not change anything. */
  refusal: string | undefined
}

export const ListView = ({ polled, rows, refusal }: ListViewProps) => {
  const { data, tunnels, error, health, now, refetch, everyMs, retryAt } = polled
  const list = useListView()
  const { view, change, flush, clear, last, openLast } = list
  const [columns, setColumns] = useKept('list.columns', parseColumns)
  const [density, setDensity] = useKept('list.density', parseDensity)
  const [, navigate] = useLocation()
  const heading = usePageHeading()
  const focus = useRef<RowFocus>(null)
  const [menu, setMenu] = useState<{ row: Row; button: HTMLElement } | null>(null)

  const found = useFound(rows, view, now)
  const totals = useMemo(() => countStates(rows), [rows])
  const selection = useSelection(found.rows, tunnels)
  const isStale = error !== null
  const filtered = isFiltered(view)
  const isLoading = !data && !error

  useEffect(loadNotes, [])

  const shown = found.rows.length
  const shownBefore = useRef(shown)
  useEffect(() => {
    // The row that had the focus was the last one.
    if (shown === 0 && shownBefore.current > 0) focusIfLost(heading.current)
    shownBefore.current = shown
  }, [shown, heading])
  useEffect(() => {
    if (filtered && !isLoading) announce(`${shown} of ${tunnels.length} tunnels`)
  }, [filtered, isLoading, shown, tunnels.length])

  const [openMenu] = useState(() => (row: Row, button: HTMLElement) => setMenu({ row, button }))
  const [closeMenu] = useState(() => () => setMenu(null))
  const actions = useRowActions(list, selection, openMenu)
  const shownTunnels = useCallback(() => found.rows.map(({ tunnel }) => tunnel), [found.rows])
  const retry = useCallback(() => void refetch(), [refetch])
  useListShortcuts({ focus, selection, refusal, onRefresh: retry })

  // Memoised, because it counts thousands of tunnels and typing in the search renders again.
  const { withBgp, missing } = useMemo(() => missingReports(rows), [rows])

  return (
    // Writes the search to the URL before any link is followed, so that Back restores it.
    <main
      id="main"
      onClickCapture={flush}
      style={{ maxWidth: `${pageWidth(columns)}rem` }}
      className="mx-auto px-4 pt-5 pb-24 sm:px-6"
    >
      <title>Tunnels - Tunneldesk</title>
      <div className="mb-4 flex min-h-9 flex-wrap items-center gap-3 max-sm:min-h-11">
        <h1 ref={heading} tabIndex={-1} className="mr-auto text-xl font-semibold">
          Tunnels{' '}
          {data && (
            <span className="text-sm font-normal text-fg-3 tabular-nums">
              {filtered ? `${shown} of ${tunnels.length}` : tunnels.length}
            </span>
          )}
        </h1>
        {tunnels.length > 0 && <CreateLink />}
      </div>
      <ListNotes
        count={data?.length}
        error={error}
        retryAt={retryAt}
        onRetry={retry}
        now={now}
        missing={missing}
        withBgp={withBgp}
      />
      <Suspense>
        <SelectionBar
          selected={selection.tunnels}
          hidden={selection.hidden}
          onSelect={selection.selectOnly}
        />
      </Suspense>
      {(isLoading || tunnels.length > 0) && (
        <>
          <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
            {/* Also while the list loads: what is typed then must not be taken for single-key shortcuts. */}
            <SearchBox value={view.q} onChange={(q) => change({ q })} onDone={() => focus.current?.move(0)} />
            {!isLoading && (
              <>
                <Filters view={found.filters} tunnels={tunnels} onChange={change} />
                <span className="hidden min-[68.75rem]:contents">
                  <Shown chosen={columns} onChoose={setColumns} density={density} onDensity={setDensity} />
                </span>
                <SortChoice sort={view.sort} onChange={change} />
                {shown > 0 && (
                  <ExportButton tunnels={shownTunnels}>
                    {filtered ? 'Export shown' : 'Export all'}
                  </ExportButton>
                )}
                <ClearFilters view={view} onClear={clear} />
                {last && (
                  <Button variant="text" onClick={openLast}>
                    Show the last view again
                  </Button>
                )}
                <div className="w-full min-w-0">
                  <StateChips
                    chosen={view.states}
                    counts={found.counts}
                    all={found.all}
                    totals={totals}
                    total={tunnels.length}
                    isStale={isStale}
                    onChange={change}
                  />
                </div>
              </>
            )}
          </div>
          {isLoading ? (
            <TableSkeleton hasSearch={false} />
          ) : shown === 0 ? (
            <Suspense>
              <NoMatch
                q={view.q}
                hasFilters={isFiltered({ ...view, q: '' })}
                total={tunnels.length}
                onClear={clear}
              />
            </Suspense>
          ) : (
            <TunnelTable
              ref={focus}
              rows={found.rows}
              isLong={tunnels.length > MOST_DRAWN}
              chosen={columns}
              density={density}
              sort={view.sort}
              now={now}
              isStale={isStale}
              selected={selection.ids}
              actions={actions}
            />
          )}
          {!isLoading && (
            <>
              <Updated everyMs={everyMs} />
              <AccountHealthNote health={health} isTroubled={error !== null} />
            </>
          )}
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
