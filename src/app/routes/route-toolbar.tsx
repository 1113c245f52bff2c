/** The toolbar of the routes page: search, states with their counts, order and export. */
import Search from 'lucide-react/icons/search'
import { memo } from 'react'
import { CHIP } from '../table/chip.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { TARGET_STATES, TARGET_TITLES, type TargetState } from './route-target.ts'
import { ROUTE_COLUMNS, ROUTE_HEADINGS, type RouteView } from './route-view.ts'
import { TargetMark } from './target-mark.tsx'

interface RouteToolbarProps {
  view: Pick<RouteView, 'q' | 'states' | 'sort'>
  counts: Readonly<Record<TargetState, number>>
  all: number
  /** The tunnels could not be read again, so the counts are of the answer before. */
  isStale: boolean
  onChange(part: Partial<RouteView>): void
  onExport(): void
}

export const RouteToolbar = memo(({ view, counts, all, isStale, onChange, onExport }: RouteToolbarProps) => {
  const { q, states, sort } = view
  const toggle = (state: TargetState) =>
    states.includes(state) ? states.filter((each) => each !== state) : [...states, state]
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2 print:hidden">
      <search className="control-frame m-0! w-full sm:w-80">
        <Search aria-hidden="true" className="size-4 flex-none text-fg-2" />
        <input
          type="search"
          aria-label="Search routes"
          placeholder="Prefix, address, tunnel or description"
          autoComplete="off"
          spellCheck={false}
          value={q}
          onChange={(event) => onChange({ q: event.target.value })}
        />
      </search>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the rule does not know that Select renders a select */}
      <label className="flex items-center gap-2 *:m-0! min-[68.75rem]:hidden">
        <span className="text-fg-2 max-sm:sr-only">Sort</span>
        <Select
          className="w-36 max-sm:w-28"
          value={sort.by}
          onChange={({ target: { value } }) => {
            const by = ROUTE_COLUMNS.find((column) => column === value)
            if (by) onChange({ sort: { by, isDown: false } })
          }}
        >
          {ROUTE_COLUMNS.map((column) => (
            <option key={column} value={column}>
              {ROUTE_HEADINGS[column]}
            </option>
          ))}
        </Select>
      </label>
      {all > 0 && <Button onClick={onExport}>Export shown</Button>}
      <fieldset className="-m-1 flex w-full min-w-0 gap-1.5 overflow-x-auto p-1 sm:flex-wrap">
        <legend className="sr-only">{isStale ? 'Last known state' : 'State'}</legend>
        <button
          type="button"
          className={CHIP}
          aria-pressed={states.length === 0}
          onClick={() => onChange({ states: [] })}
        >
          All <span className="font-normal text-fg-2 tabular-nums">{all}</span>
        </button>
        {TARGET_STATES.filter((state) => counts[state] > 0 || states.includes(state)).map((state) => (
          <button
            key={state}
            type="button"
            className={CHIP}
            aria-pressed={states.includes(state)}
            onClick={() => onChange({ states: toggle(state) })}
          >
            <TargetMark state={state} isStale={isStale} />
            {TARGET_TITLES[state]} <span className="font-normal text-fg-2 tabular-nums">{counts[state]}</span>
          </button>
        ))}
      </fieldset>
    </div>
  )
})
