/** Content of the panels "Filters" and "Columns". Loaded when one of them first opens. */
import type { ReactNode } from 'react'
import { Select } from '../../ui/select.tsx'
import { COLUMN_IDS, type ColumnId } from './column-ids.ts'
import { COLUMNS } from './columns.tsx'
import { DENSITIES, type Density } from './preferences.ts'
import type { Row } from './rows.ts'
import { type Filters, KEY_AGES, type View } from './view.ts'

interface ChoiceProps {
  label: string
  value: string
  onChange(value: string): void
  children: ReactNode
}

const Choice = ({ label, value, onChange, children }: ChoiceProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the select is in it
  <label className="block">
    <span className="font-medium">{label}</span>
    <Select value={value} onChange={(event) => onChange(event.target.value)}>
      {children}
    </Select>
  </label>
)

const ON_OFF = (
  <>
    <option value="">Any</option>
    <option value="on">On</option>
    <option value="off">Off</option>
  </>
)

export interface FilterChoicesProps {
  filters: Filters
  /** Every row of the account: its endpoints can be chosen. */
  rows: readonly Row[]
  onChange(part: Partial<View>): void
}

export const FilterChoices = ({ filters, rows, onChange }: FilterChoicesProps) => {
  const endpoints = [...new Set(rows.map(({ tunnel }) => tunnel.cloudflare_endpoint))].sort()
  return (
    <div className="grid gap-3">
      <Choice
        label="Cloudflare endpoint"
        value={filters.endpoint}
        onChange={(endpoint) => onChange({ endpoint })}
      >
        <option value="">Any</option>
        {[...new Set([...endpoints, filters.endpoint])].filter(Boolean).map((endpoint) => (
          <option key={endpoint}>{endpoint}</option>
        ))}
      </Choice>
      <Choice
        label="BGP"
        value={filters.bgp ?? ''}
        onChange={(bgp) => onChange({ bgp: (bgp || null) as View['bgp'] })}
      >
        {ON_OFF}
      </Choice>
      <Choice
        label="Key"
        value={String(filters.key ?? '')}
        onChange={(key) =>
          onChange({ key: key === 'none' ? key : (KEY_AGES.find((days) => String(days) === key) ?? null) })
        }
      >
        <option value="">Any</option>
        <option value="none">None</option>
        {KEY_AGES.map((days) => (
          <option key={days} value={days}>
            Older than {days} days
          </option>
        ))}
      </Choice>
      <Choice
        label="Replay protection"
        value={filters.replay ?? ''}
        onChange={(replay) => onChange({ replay: (replay || null) as View['replay'] })}
      >
        {ON_OFF}
      </Choice>
    </div>
  )
}

export interface ColumnChoicesProps {
  chosen: readonly ColumnId[]
  onChoose(columns: readonly ColumnId[]): void
  density: Density
  onDensity(density: Density): void
}

export const ColumnChoices = ({ chosen, onChoose, density, onDensity }: ColumnChoicesProps) => (
  <>
    <fieldset>
      <legend className="mb-1 font-medium">Columns</legend>
      {COLUMN_IDS.filter((id) => id !== 'state' && id !== 'name').map((id) => (
        <label key={id} className="flex min-h-7 items-center gap-2 max-sm:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChoose(
                COLUMN_IDS.filter((each) => (each === id ? event.target.checked : chosen.includes(each))),
              )
            }
          />
          {COLUMNS[id].heading}
        </label>
      ))}
    </fieldset>
    <p className="mt-1 text-xs text-fg-2">Columns that do not fit into the window are hidden.</p>
    <fieldset className="mt-3">
      <legend className="mb-1 font-medium">Rows</legend>
      {DENSITIES.map((each) => (
        <label key={each} className="flex min-h-7 items-center gap-2 capitalize max-sm:min-h-11">
          <input
            type="radio"
            name="density"
            className="size-4 accent-accent"
            checked={density === each}
            onChange={() => onDensity(each)}
          />
          {each}
        </label>
      ))}
    </fieldset>
  </>
)
