/** Where the traffic for an address enters Cloudflare: a region, or a data centre that a route names. */
import { memo } from 'react'
import { ROUTE_REGIONS, type Route } from '../../contract/route.ts'
import type { Entry } from '../../contract/route-lookup.ts'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { placesOf } from './traffic-change.ts'

/** Prefix in an option's value that distinguishes a data centre from a region. */
const COLO = 'colo '

export const ENTRY_ID = 'route-lookup-entry'

interface EntrySelectProps {
  entry: Entry
  routes: readonly Route[]
  onChange(part: { entry: Entry }): void
}

export const EntrySelect = memo(({ entry, routes, onChange }: EntrySelectProps) => {
  const places = [...ROUTE_REGIONS.map((region) => ({ region })), ...placesOf(routes), entry]
  const regions = new Set(places.flatMap(({ region }: Entry) => region ?? []))
  const colos = new Set(places.flatMap(({ colo }: Entry) => colo ?? []))
  return (
    <Field
      id={ENTRY_ID}
      label="Traffic enters in"
      hint="Routes and penalties depend on it."
      message={null}
      alone
    >
      {(aria) => (
        <Select
          {...aria}
          value={entry.region ?? (entry.colo ? COLO + entry.colo : '')}
          onChange={({ target: { value } }) =>
            onChange({
              entry: value.startsWith(COLO)
                ? { colo: value.slice(COLO.length) }
                : value
                  ? { region: value }
                  : {},
            })
          }
        >
          <option value="">Anywhere else</option>
          {[...regions].map((code) => (
            <option key={code}>{code}</option>
          ))}
          {colos.size > 0 && (
            <optgroup label="Data centres">
              {[...colos].map((name) => (
                <option key={name} value={COLO + name}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </Select>
      )}
    </Field>
  )
})
