/** The toolbar of the routes page: search, states with their counts, order and export. */
import { memo } from 'react'
import { SearchBox } from '../table/search-box.tsx'
import { SortSelect } from '../table/sort-select.tsx'
import { StateChips } from '../table/state-chips.tsx'
import { Button } from '../ui/button.tsx'
import { TARGET_STATES, TARGET_TITLES, type TargetState } from './route-target.ts'
import { isRouteViewFiltered, ROUTE_COLUMNS, ROUTE_HEADINGS, type RouteView } from './route-view.ts'
import { TargetMark } from './target-mark.tsx'

interface ChipsProps extends Pick<RouteView, 'states'> {
  counts: Readonly<Record<TargetState, number>>
  all: number
  /** Of every route of the account: no chip disappears or moves while the user types. */
  totals: Readonly<Record<TargetState, number>>
  total: number
  /** The tunnels could not be read again, so the counts are of the answer before. */
  isStale: boolean
  onChange(part: Partial<RouteView>): void
}

const Chips = memo(({ states, counts, all, totals, total, isStale, onChange }: ChipsProps) => (
  <StateChips
    states={TARGET_STATES.filter((state) => totals[state] > 0 || states.includes(state))}
    chosen={states}
    counts={counts}
    all={all}
    most={{ counts: totals, all: total }}
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
))

const SortChoice = memo(({ sort, onChange }: Pick<RouteToolbarProps, 'sort' | 'onChange'>) => (
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
))

interface RouteToolbarProps extends ChipsProps, Pick<RouteView, 'q' | 'sort'> {
  /** Left out while no route is shown. */
  onExport: (() => void) | undefined
}

/** Its properties stay the same while an address is typed in the look-up, which then renders no toolbar. */
export const RouteToolbar = memo(({ q, sort, onExport, ...chips }: RouteToolbarProps) => {
  const { states, onChange } = chips
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
      <SearchBox
        label="Search routes"
        placeholder="Prefix, address, tunnel or description"
        value={q}
        onChange={(q) => onChange({ q })}
      />
      <SortChoice sort={sort} onChange={onChange} />
      {onExport && (
        <Button onClick={onExport}>
          {isRouteViewFiltered({ q, states }) ? 'Export shown' : 'Export all'}
        </Button>
      )}
      <Chips {...chips} />
    </div>
  )
})
