/** The toolbar of the list: search, states with their counts, more filters, and display settings. */
import Columns3 from 'lucide-react/icons/columns-3'
import ListFilter from 'lucide-react/icons/list-filter'
import Search from 'lucide-react/icons/search'
import { lazy, memo } from 'react'
import { STATE_KINDS, type StateKind, TITLES } from '../../state/state.ts'
import { StateMark } from '../../state/state-mark.tsx'
import { CHIP } from '../../table/chip.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Select } from '../../ui/select.tsx'
import { COLUMN_IDS } from './column-ids.ts'
import { COLUMNS } from './columns.tsx'
import type { ColumnChoicesProps, FilterChoicesProps } from './toolbar-choices.tsx'
import { filterCount, isFiltered, type View } from './view.ts'

const loadChoices = () => import('./toolbar-choices.tsx')

const FilterChoices = lazy(async () => ({ default: (await loadChoices()).FilterChoices }))
const ColumnChoices = lazy(async () => ({ default: (await loadChoices()).ColumnChoices }))

export const SEARCH_ID = 'search-tunnels'

interface SearchBoxProps {
  value: string
  onChange(value: string): void
  /** Called on Enter and Arrow Down: moves to the results. */
  onDone(): void
}

export const SearchBox = ({ value, onChange, onDone }: SearchBoxProps) => (
  <search className="control-frame m-0! w-full sm:w-80">
    <Search aria-hidden="true" className="size-4 flex-none text-fg-2" />
    <input
      id={SEARCH_ID}
      type="search"
      aria-label="Search tunnels"
      placeholder="Name, address, ASN or ID"
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
        event.preventDefault()
        onDone()
      }}
    />
    <span aria-hidden="true" className="mono hidden text-fg-3 sm:inline">
      /
    </span>
  </search>
)

const CHIP_TITLES: Record<StateKind, string> = { ...TITLES, no_bgp: 'No BGP', unknown: 'Unknown' }

interface ChipsProps {
  chosen: readonly StateKind[]
  counts: Readonly<Record<StateKind, number>>
  all: number
  /** Without the search and the filters: no chip disappears or moves while the user types. */
  totals: Readonly<Record<StateKind, number>>
  total: number
  /** The last read failed, so the counts are of the answer before. */
  isStale: boolean
  onChange(part: Partial<View>): void
}

/** As wide as the largest number that it can show. */
const Count = ({ of, most }: { of: number; most: number }) => (
  <span
    className="inline-block text-left font-normal text-fg-2 tabular-nums"
    style={{ minWidth: `${String(most).length}ch` }}
  >
    {of}
  </span>
)

export const StateChips = memo(({ chosen, counts, all, totals, total, isStale, onChange }: ChipsProps) => (
  <fieldset className="-m-1 flex min-w-0 gap-1.5 overflow-x-auto p-1 sm:flex-wrap">
    <legend className="sr-only">{isStale ? 'Last known state' : 'State'}</legend>
    <button
      type="button"
      className={CHIP}
      aria-pressed={chosen.length === 0}
      onClick={() => onChange({ states: [] })}
    >
      All <Count of={all} most={total} />
    </button>
    {STATE_KINDS.filter((kind) => totals[kind] > 0 || chosen.includes(kind)).map((kind) => (
      <button
        key={kind}
        type="button"
        className={CHIP}
        aria-pressed={chosen.includes(kind)}
        onClick={() =>
          onChange({
            states: chosen.includes(kind) ? chosen.filter((each) => each !== kind) : [...chosen, kind],
          })
        }
      >
        <StateMark kind={kind} isStale={isStale} />
        {CHIP_TITLES[kind]} <Count of={counts[kind]} most={totals[kind]} />
      </button>
    ))}
  </fieldset>
))

export const Filters = memo((props: FilterChoicesProps) => {
  const count = filterCount(props.view)
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

export const Shown = memo((props: ColumnChoicesProps) => (
  <Popover label="Columns" icon={<Columns3 aria-hidden="true" className="size-4" />}>
    <ColumnChoices {...props} />
  </Popover>
))

const SORT_CHOICES = COLUMN_IDS.filter((id) => !COLUMNS[id].isOptional)

/** Select for the order, because cards have no column headings. */
export const SortChoice = memo((props: { sort: View['sort']; onChange(part: Partial<View>): void }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the select is in it
  <label className="flex items-center gap-2 *:m-0! min-[68.75rem]:hidden print:hidden">
    <span className="text-fg-2 max-sm:sr-only">Sort</span>
    <Select
      className="w-36 max-sm:w-28"
      value={`${props.sort.isDown ? '-' : ''}${props.sort.by}`}
      onChange={({ target: { value } }) => {
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
    </Select>
  </label>
))

export const ClearFilters = ({ view, onClear }: { view: View; onClear(): void }) =>
  isFiltered(view) ? (
    <Button variant="text" onClick={onClear}>
      Clear filters
    </Button>
  ) : null
