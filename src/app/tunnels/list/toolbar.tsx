/** The toolbar of the list: search, filters, display settings, order, export, and states with their counts. */
import Columns3 from 'lucide-react/icons/columns-3'
import ListFilter from 'lucide-react/icons/list-filter'
import { memo, useCallback, useMemo } from 'react'
import { ExportButton } from '../../export/export-button.tsx'
import { STATE_KINDS, type StateKind, TITLES } from '../../state/state.ts'
import { StateMark } from '../../state/state-mark.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { SortSelect } from '../../table/sort-select.tsx'
import { StateChips } from '../../table/state-chips.tsx'
import { Button } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Popover } from '../../ui/popover.tsx'
import { COLUMN_IDS } from './column-ids.ts'
import { COLUMNS } from './columns.tsx'
import { countStates, type Row } from './rows.ts'
import type { ColumnChoicesProps, FilterChoicesProps } from './toolbar-choices.tsx'
import type { useFound } from './use-found.ts'
import type { useListView } from './use-list-view.ts'
import { filterCount, isFiltered, type View } from './view.ts'

const loadChoices = () => import('./toolbar-choices.tsx')

const FilterChoices = lazyPart(async () => (await loadChoices()).FilterChoices)
const ColumnChoices = lazyPart(async () => (await loadChoices()).ColumnChoices)

export const SEARCH_ID = 'search-tunnels'

const CHIP_TITLES: Record<StateKind, string> = { ...TITLES, no_bgp: 'No BGP', unknown: 'Unknown' }

interface ChipsProps {
  chosen: readonly StateKind[]
  counts: Readonly<Record<StateKind, number>>
  all: number
  /** Every row of the account: no chip disappears or moves while the user types. */
  rows: readonly Row[]
  isStale: boolean
  onChange(part: Partial<View>): void
}

const Chips = memo(({ chosen, counts, all, rows, isStale, onChange }: ChipsProps) => {
  const totals = useMemo(() => countStates(rows), [rows])
  return (
    <StateChips
      states={STATE_KINDS.filter((kind) => totals[kind] > 0 || chosen.includes(kind))}
      chosen={chosen}
      counts={counts}
      all={all}
      most={{ counts: totals, all: rows.length }}
      isStale={isStale}
      onChoose={(states) => onChange({ states })}
    >
      {(kind) => (
        <>
          <StateMark kind={kind} isStale={isStale} />
          {CHIP_TITLES[kind]}
        </>
      )}
    </StateChips>
  )
})

const FiltersButton = memo((props: FilterChoicesProps) => {
  const count = filterCount(props.filters)
  return (
    <Popover
      label="Filters"
      icon={<ListFilter aria-hidden="true" className="size-4" />}
      aux={count > 0 && <span className="text-fg-2">{count}</span>}
    >
      <FilterChoices {...props} />
    </Popover>
  )
})

const ColumnsButton = memo((props: ColumnChoicesProps) => (
  <Popover label="Columns" icon={<Columns3 aria-hidden="true" className="size-4" />}>
    <ColumnChoices {...props} />
  </Popover>
))

const SORT_CHOICES = COLUMN_IDS.filter((id) => !COLUMNS[id].isOptional)

const SortChoice = memo((props: { sort: View['sort']; onChange(part: Partial<View>): void }) => (
  <SortSelect
    value={`${props.sort.isDown ? '-' : ''}${props.sort.by}`}
    onChange={(value) => {
      const by = COLUMN_IDS.find((id) => id === value.replace('-', ''))
      if (by) props.onChange({ sort: { by, isDown: value.startsWith('-') } })
    }}
  >
    {SORT_CHOICES.flatMap((id) => [
      <option key={id} value={id}>
        {COLUMNS[id].heading}
      </option>,
      <option key={`-${id}`} value={`-${id}`}>
        {COLUMNS[id].heading}, descending
      </option>,
    ])}
  </SortSelect>
))

interface ToolsProps {
  list: ReturnType<typeof useListView>
  rows: readonly Row[]
  found: ReturnType<typeof useFound>
  display: ColumnChoicesProps
  isStale: boolean
}

/** All but the search box. */
const Tools = ({ list, rows, found, display, isStale }: ToolsProps) => {
  const { view, change, clear, last, openLast } = list
  const shown = useCallback(() => found.rows.map(({ tunnel }) => tunnel), [found.rows])
  const filtered = isFiltered(view)
  return (
    <>
      <FiltersButton filters={found.filters} rows={rows} onChange={change} />
      <span className="hidden min-[68.75rem]:contents">
        <ColumnsButton {...display} />
      </span>
      <SortChoice sort={view.sort} onChange={change} />
      {found.rows.length > 0 && (
        <ExportButton tunnels={shown}>{filtered ? 'Export shown' : 'Export all'}</ExportButton>
      )}
      {/* Beside "Select all" where rows are cards, so that a first key press does not move the list. */}
      {found.rows.length > 0 && (filtered || last) && (
        <span className="max-[68.75rem]:absolute max-[68.75rem]:top-full max-[68.75rem]:right-0 max-[68.75rem]:z-1 max-[68.75rem]:mt-2 max-[68.75rem]:flex max-[68.75rem]:h-9 max-sm:h-11">
          {filtered ? (
            <Button variant="text" onClick={clear}>
              Clear filters
            </Button>
          ) : (
            <Button variant="text" onClick={openLast}>
              Show the last view again
            </Button>
          )}
        </span>
      )}
      <Chips
        chosen={view.states}
        counts={found.counts}
        all={found.all}
        rows={rows}
        isStale={isStale}
        onChange={change}
      />
    </>
  )
}

interface ToolbarProps extends ToolsProps {
  isLoading: boolean
  /** Moves the focus to the results. */
  onDone(): void
}

export const Toolbar = ({ isLoading, onDone, ...tools }: ToolbarProps) => {
  const { view, change } = tools.list
  return (
    <div className="relative mb-4 flex flex-wrap items-center gap-2 print:hidden">
      {/* Also while the list loads: what is typed then must not be taken for single-key shortcuts. */}
      <SearchBox
        id={SEARCH_ID}
        label="Search tunnels"
        placeholder="Name, address, ASN or ID"
        value={view.q}
        onChange={(q) => change({ q })}
        onDone={onDone}
      >
        <span aria-hidden="true" className="mono hidden text-fg-3 sm:inline">
          /
        </span>
      </SearchBox>
      {!isLoading && <Tools {...tools} />}
    </div>
  )
}
