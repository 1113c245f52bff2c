/** The account's static routes with their toolbar. */
import { useCallback, useState } from 'react'
import { grouped } from '../counted.ts'
import { focusPageHeading } from '../page-heading.ts'
import { isLongList } from '../table/drawn-rows.tsx'
import { Button } from '../ui/button.tsx'
import { loadedLater } from '../ui/loaded-later.tsx'
import { RouteTable } from './route-table.tsx'
import type { RouteTableActions } from './route-table-row.tsx'
import { RouteToolbar } from './route-toolbar.tsx'
import { DEFAULT_ROUTE_VIEW, isRouteViewFiltered, type RouteView } from './route-view.ts'
import type { useFoundRoutes } from './use-found-routes.ts'

const RouteExport = loadedLater('The export', async () => (await import('./route-export.tsx')).RouteExport)

/** @param onClear left out if nothing is filtered */
const NoRoutes = ({ total, onClear }: { total: number; onClear: (() => void) | undefined }) => (
  <div className="rounded-card border border-line bg-surface p-7">
    <h2 className="text-lg font-semibold">{total === 0 ? 'No static routes yet' : 'No routes match'}</h2>
    <p className="mb-3 text-fg-2">
      {total === 0
        ? 'A tunnel without BGP needs them. The API does not return routes learned by BGP.'
        : `The search and the filters hide all ${grouped(total)} routes.`}
    </p>
    {onClear && <Button onClick={onClear}>Clear filters</Button>}
  </div>
)

interface StaticRoutesProps {
  found: ReturnType<typeof useFoundRoutes>
  view: RouteView
  now: number
  /** The tunnels could not be read again, so their states are old. */
  isStale: boolean
  /** Why the user may not change anything. */
  refusal: string | undefined
  actions: RouteTableActions
  onChange(part: Partial<RouteView>): void
}

export const StaticRoutes = (props: StaticRoutesProps) => {
  const { found, view, now, isStale, refusal, actions, onChange } = props
  const { rows, counts, all, totals, total } = found
  const { q, states, sort } = view
  const [isExporting, setExporting] = useState(false)
  const startExport = useCallback(() => setExporting(true), [])
  const clear = () => {
    onChange({ q: DEFAULT_ROUTE_VIEW.q, states: DEFAULT_ROUTE_VIEW.states })
    focusPageHeading()
  }
  return (
    <>
      <RouteToolbar
        q={q}
        states={states}
        sort={sort}
        counts={counts}
        all={all}
        totals={totals}
        total={total}
        isStale={isStale}
        onChange={onChange}
        onExport={rows.length > 0 ? startExport : undefined}
      />
      {rows.length === 0 ? (
        <NoRoutes total={total} onClear={isRouteViewFiltered(view) ? clear : undefined} />
      ) : (
        <RouteTable
          rows={rows}
          isLong={isLongList(total)}
          sort={sort}
          now={now}
          isStale={isStale}
          refusal={refusal}
          actions={actions}
        />
      )}
      {isExporting && (
        <RouteExport routes={rows.map(({ route }) => route)} onClose={() => setExporting(false)} />
      )}
    </>
  )
}
