/** The toolbar of the routes page: search, states with their counts, order and export. */
import { memo } from 'react'
import { SearchBox } from '../table/search-box.tsx'
import { SortSelect } from '../table/sort-select.tsx'
import { StateChips } from '../table/state-chips.tsx'
import { Button } from '../ui/button.tsx'
import { TARGET_STATES, TARGET_TITLES, type TargetState } from './route-target.ts'
import { isRouteViewFiltered, ROUTE_COLUMNS, ROUTE_HEADINGS, type RouteView } from './route-view.ts'
import { TargetMark } from './target-mark.tsx'

interface RouteToolbarProps extends Pick<RouteView, 'q' | 'states' | 'sort'> {
  counts: Readonly<Record<TargetState, number>>
  all: number
  /** The tunnels could not be read again, so the counts are of the answer before. */
  isStale: boolean
  onChange(part: Partial<RouteView>): void
  /** Left out while no route is shown. */
  onExport: (() => void) | undefined
}

/** Its properties stay the same while an address is typed in the look-up, which then renders no toolbar. */
export const RouteToolbar = memo((props: RouteToolbarProps) => {
  const { q, states, sort, counts, all, isStale, onChange, onExport } = props
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
      <SearchBox
        label="Search routes"
        placeholder="Prefix, address, tunnel or description"
        value={q}
        onChange={(q) => onChange({ q })}
      />
      <SortSelect
        value={sort.by}
        onChange={(value) => {
          const by = ROUTE_COLUMNS.find((column) => column === value)
          if (by) onChange({ sort: { by, isDown: false } })
        }}
      >
        {ROUTE_COLUMNS.map((column) => (
          <option key={column} value={column}>
            {ROUTE_HEADINGS[column]}
          </option>
        ))}
      </SortSelect>
      {onExport && (
        <Button onClick={onExport}>
          {isRouteViewFiltered({ q, states }) ? 'Export shown' : 'Export all'}
        </Button>
      )}
      <StateChips
        states={TARGET_STATES.filter((state) => counts[state] > 0 || states.includes(state))}
        chosen={states}
        counts={counts}
        all={all}
        isStale={isStale}
        onChoose={(states) => onChange({ states })}
      >
        {(state) => (
          <>
            <TargetMark state={state} isStale={isStale} />
            {TARGET_TITLES[state]}
          </>
        )}
      </StateChips>
    </div>
  )
})
