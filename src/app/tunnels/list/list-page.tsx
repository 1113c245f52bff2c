/** Every tunnel of the account with its state: found, sorted, filtered, and each with what can be done with it. */
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { ExportButton } from '../../export/export-button.tsx'
import { AccountHealthNote } from '../../health/account-health.tsx'
import { useKept } from '../../kept.ts'
import { useShortcuts } from '../../keyboard/shortcuts.ts'
import { usePageHeading } from '../../page-heading.ts'
import { paths } from '../../paths.ts'
import { tunnelListQuery } from '../../queries.ts'
import { Button } from '../../ui/button.tsx'
import { announce } from '../../ui/live-region.tsx'
import { Ago } from '../../ui/time.tsx'
import { useWriteRefusal } from '../../use-write-refusal.ts'
import { actionsOf } from '../tunnel-actions.ts'
import { CreateLink } from './create-link.tsx'
import { ListShape } from './list-shape.tsx'
import { parseColumns, parseDensity } from './preferences.ts'
import { isWithoutId, type RowActions } from './row-parts.tsx'
import { find, type Row, sorted } from './rows.ts'
import { ClearFilters, Filters, SEARCH_ID, SearchBox, Shown, SortChoice, StateChips } from './toolbar.tsx'
import { type RowFocus, TunnelTable } from './tunnel-table.tsx'
import { Updated } from './updated.tsx'
import { useSelection } from './use-selection.ts'
import { useTunnels } from './use-tunnels.ts'
import { useView } from './use-view.ts'
import { isFiltered } from './view.ts'

const loadStates = () => import('./list-states.tsx')
const loadTrouble = () => import('../../trouble-banner.tsx')
const TroubleBanner = lazy(async () => ({ default: (await loadTrouble()).TroubleBanner }))
const PartialBanner = lazy(async () => ({ default: (await loadStates()).PartialBanner }))
const NoMatch = lazy(async () => ({ default: (await loadStates()).NoMatch }))
const Empty = lazy(async () => ({ default: (await loadStates()).Empty }))
const Menu = lazy(() => import('../../ui/menu.tsx').then(({ Menu }) => ({ default: Menu })))
const SelectionBar = lazy(() =>
  import('./bulk/selection-bar.tsx').then(({ SelectionBar }) => ({ default: SelectionBar })),
)

/** A click into a link, a button or a box is theirs, and so is the end of a selection of text. */
const isOwn = (target: EventTarget): boolean =>
  (target as Element).closest('a, button, input, label') !== null || getSelection()?.isCollapsed === false

const rowText = ({ tunnel }: Row): string =>
  [tunnel.name, tunnel.interface_address, tunnel.cloudflare_endpoint, tunnel.customer_endpoint, tunnel.id]
    .filter(Boolean)
    .join('\t')

export const ListPage = () => {
  const { data, tunnels, rows: judged, error, health, now, refetch, everyMs, retryAt } = useTunnels()
  const { view, q, change, flush, clear, last, openLast } = useView()
  const [columns, setColumns] = useKept('list.columns', parseColumns)
  const [density, setDensity] = useKept('list.density', parseDensity)
  const [, navigate] = useLocation()
  const refusal = useWriteRefusal()
  const client = useQueryClient()
  const heading = usePageHeading()
  const focus = useRef<RowFocus>(null)
  const [menu, setMenu] = useState<{ row: Row; button: HTMLElement } | null>(null)

  const { by, isDown } = view.sort
  const inOrder = useMemo(() => sorted(judged, by, isDown), [judged, by, isDown])
  const { states, endpoint, bgp, key, replay } = view
  const found = useMemo(
    () => find(inOrder, { q, states, endpoint, bgp, key, replay }, now),
    [inOrder, q, states, endpoint, bgp, key, replay, now],
  )
  const present = useMemo(() => new Set(judged.map(({ kind }) => kind)), [judged])
  const selection = useSelection(found.rows, tunnels)
  const isStale = error !== null
  const fetchedAt = () => client.getQueryState(tunnelListQuery.queryKey)?.dataUpdatedAt ?? 0
  const filtered = isFiltered(view)

  useEffect(() => {
    // If it fails, showing one tries again.
    for (const load of [loadStates, loadTrouble]) load().catch(() => {})
  }, [])

  const shown = found.rows.length
  useEffect(() => {
    if (filtered) announce(`${shown} of ${tunnels.length} tunnels`)
  }, [filtered, shown, tunnels.length])

  const open = (row: Row) => {
    flush()
    navigate(paths.tunnel(row.tunnel.id))
  }
  const acts = { open, selection, change, by, isDown }
  const latest = useRef(acts)
  useEffect(() => {
    latest.current = acts
  })
  // The same functions for the life of the page, so that a row is drawn again only for what it shows.
  const [actions] = useState<RowActions>(() => ({
    onSort(column) {
      const { by, isDown, change } = latest.current
      change({ sort: { by: column, isDown: column === by && !isDown } })
    },
    onSelectAll: (isOn) => latest.current.selection.selectAll(isOn),
    onOpen(row, event) {
      if (isOwn(event.target) || isWithoutId(row.tunnel)) return
      if (event.metaKey || event.ctrlKey) window.open(paths.tunnel(row.tunnel.id), '_blank', 'noopener')
      else latest.current.open(row)
    },
    onSelect: (row, isOn, isRange) => latest.current.selection.select(row, isOn, isRange),
    onMenu: (row, button) => setMenu({ row, button }),
  }))
  const current = () => focus.current?.current()
  const withRow = (act: (row: Row) => void) => () => {
    const row = current()
    if (row) act(row)
  }
  useShortcuts({
    search: () => document.getElementById(SEARCH_ID)?.focus(),
    new: () => !refusal && navigate(paths.newTunnel('basics')),
    refresh: () => void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true }),
    next: () => focus.current?.move(1),
    previous: () => focus.current?.move(-1),
    edit: withRow(({ tunnel }) => !refusal && navigate(paths.editTunnel(tunnel.id))),
    select: withRow((row) => selection.select(row, !selection.ids.has(row.tunnel.id), false)),
    copy: withRow((row) => {
      void navigator.clipboard.writeText(rowText(row)).then(() => announce(`Copied ${row.tunnel.name}`))
    }),
  })

  // Not at every key of the search box: thousands are counted.
  const [withBgp, unknown] = useMemo(
    () => [
      judged.filter(({ tunnel }) => tunnel.bgp).length,
      judged.filter(({ kind }) => kind === 'unknown').length,
    ],
    [judged],
  )
  const isPartial = unknown > 0 && unknown * 2 > withBgp

  return (
    // Before any link is followed, so that Back finds what was typed.
    <main id="main" onClickCapture={flush} className="mx-auto max-w-[100rem] px-4 pt-5 pb-24 sm:px-6">
      <title>Tunnels - Tunneldesk</title>
      <div className="mb-4 flex flex-wrap items-center gap-3">
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
      <Suspense>
        {error && (
          <div className="mb-4">
            <TroubleBanner error={error} retryAt={retryAt} onRetry={() => refetch()}>
              {data && (
                <p>
                  The list could not be refreshed. What you see is from <Ago ms={fetchedAt()} now={now} />.
                </p>
              )}
            </TroubleBanner>
          </div>
        )}
        {isPartial && !error && <PartialBanner missing={unknown} of={withBgp} />}
        {data?.length === 0 && <Empty />}
      </Suspense>
      {!data && !error && <ListShape />}
      {tunnels.length > 0 && (
        <>
          <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
            <SearchBox value={view.q} onChange={(q) => change({ q })} onDone={() => focus.current?.move(0)} />
            <Filters view={view} tunnels={tunnels} onChange={change} />
            <span className="hidden min-[68.75rem]:contents">
              <Shown chosen={columns} onChoose={setColumns} density={density} onDensity={setDensity} />
            </span>
            <SortChoice sort={view.sort} onChange={(sort) => change({ sort })} />
            {shown > 0 && (
              <ExportButton tunnels={() => found.rows.map(({ tunnel }) => tunnel)}>
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
                present={present}
                onChange={(chosen) => change({ states: chosen })}
              />
            </div>
          </div>
          {shown === 0 ? (
            <Suspense>
              <NoMatch q={view.q} total={tunnels.length} onClear={clear} />
            </Suspense>
          ) : (
            <TunnelTable
              ref={focus}
              rows={found.rows}
              chosen={columns}
              density={density}
              sort={view.sort}
              now={now}
              isStale={isStale}
              selected={selection.ids}
              actions={actions}
            />
          )}
          <Updated everyMs={everyMs} />
          <AccountHealthNote health={health} isTroubled={error !== null} />
        </>
      )}
      <Suspense>
        {menu && (
          <Menu
            key={menu.row.tunnel.id}
            label={`Actions for ${menu.row.tunnel.name}`}
            anchor={menu.button}
            onClose={() => setMenu(null)}
            items={actionsOf(menu.row.tunnel.id).map(({ label, href, isWrite, isDanger = false }) => ({
              label,
              href,
              isDanger,
              disabledReason: isWrite ? refusal : undefined,
              onSelect: () => {
                flush()
                navigate(href)
              },
            }))}
          />
        )}
        <SelectionBar selected={selection.tunnels} onClear={selection.clear} />
      </Suspense>
    </main>
  )
}
