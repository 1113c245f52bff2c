/** Somebody else changed the tunnel during this edit: the old value, theirs and mine for each field. */
import { useEffect, useRef, useState } from 'react'
import {
  FIELDS,
  type FieldName,
  isOn,
  rowOf,
  type TunnelValues,
  type ValueName,
} from '../../../contract/fields/table.ts'
import type { Conflict } from '../../form/form-start.ts'
import { useTunnelForm, useValues } from '../../form/use-tunnel-form.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ShownValue } from '../wizard/shown-value.tsx'
import { mergeOf } from './merge.ts'

type Side = 'theirs' | 'mine'

/** The values of this form with these fields replaced by theirs. */
const withTheirs = (mine: TunnelValues, theirs: TunnelValues, fields: readonly FieldName[]): TunnelValues => {
  const names = fields.flatMap((field) => Object.keys(FIELDS[field].values)) as ValueName[]
  return { ...mine, ...Object.fromEntries(names.map((name) => [name, theirs[name]])) }
}

export const ConflictTable = ({ conflict }: { conflict: Conflict }) => {
  const { rebase } = useTunnelForm()
  const mine = useValues((values) => values)
  const [choices, setChoices] = useState<Partial<Record<FieldName, Side>>>({})
  const ref = useRef<HTMLElement>(null)
  useEffect(() => ref.current?.focus(), [])

  const { was, theirs } = conflict
  const { changedByThem, contested } = mergeOf(conflict, mine)
  const isOpen = contested.some((field) => !choices[field])
  const goOn = () => {
    const taken = changedByThem.filter((field) => !contested.includes(field) || choices[field] === 'theirs')
    rebase(theirs, withTheirs(mine, theirs.values, taken))
  }
  return (
    <section ref={ref} tabIndex={-1} aria-label="Changed by somebody else" className="mb-5 grid gap-3">
      <Banner tone="warning" title="Somebody else changed this tunnel after you opened it">
        Nothing was saved, and nothing you typed is lost.{' '}
        {contested.length > 0 && 'You both changed some fields: choose which value to save.'}
        {contested.length === 0 &&
          changedByThem.length > 0 &&
          'There is nothing to choose: where they changed a field, their value is used.'}
        {changedByThem.length === 0 && 'No field differs: the key or something outside of this form changed.'}
      </Banner>
      {changedByThem.map((field) => (
        <fieldset key={field} className="min-w-0 border-b border-line pb-3">
          <legend className="font-medium">{rowOf(field).term}</legend>
          <dl className="grid gap-x-4 gap-y-1 pt-1 sm:grid-cols-3">
            <Value title="It was" field={field} values={was} />
            <Value title="Theirs" field={field} values={theirs.values} />
            <Value title="Mine" field={field} values={mine} />
          </dl>
          {contested.includes(field) ? (
            <div className="mt-2 flex flex-wrap gap-x-5">
              {(['theirs', 'mine'] as const).map((side) => (
                <label key={side} className="inline-flex min-h-8 items-center gap-2">
                  <input
                    type="radio"
                    className="radio"
                    name={`conflict-${field}`}
                    checked={choices[field] === side}
                    onChange={() => setChoices({ ...choices, [field]: side })}
                  />
                  {side === 'theirs' ? 'Keep theirs' : 'Save mine'}
                </label>
              ))}
            </div>
          ) : (
            <p className="mt-1 text-xs text-fg-2">Their value is used.</p>
          )}
        </fieldset>
      ))}
      <div>
        <Button
          onClick={goOn}
          disabledReason={isOpen ? 'Choose theirs or mine for every field above' : undefined}
        >
          Continue with these values
        </Button>
      </div>
    </section>
  )
}

const Value = ({ title, field, values }: { title: string; field: FieldName; values: TunnelValues }) => (
  <div className="min-w-0 [overflow-wrap:anywhere]">
    <dt className="text-xs text-fg-2">{title}</dt>
    <dd>
      {isOn(field, values) ? (
        <ShownValue value={rowOf(field).review(values)} md5Key={values.md5_key} />
      ) : (
        <span className="text-fg-3">Off</span>
      )}
    </dd>
  </div>
)
