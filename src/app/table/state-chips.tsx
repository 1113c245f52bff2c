/** Toggle buttons that filter a table by state, each with the number of rows in that state. */
import type { ReactNode } from 'react'
import { grouped } from '../counted.ts'

const CHIP =
  'flex h-9 flex-none items-center gap-1.5 rounded-control border border-line-strong bg-surface px-2.5 font-medium whitespace-nowrap hover:bg-raised aria-pressed:border-fg aria-pressed:bg-raised forced-colors:aria-pressed:outline-2 max-sm:h-11'

/** As wide as the largest number that it can show, so that no chip moves while the user types. */
const Count = ({ of, most }: { of: number; most: number }) => (
  <span
    className="inline-block text-left font-normal text-fg-2 tabular-nums"
    style={{ minWidth: `${grouped(most).length}ch` }}
  >
    {grouped(of)}
  </span>
)

interface StateChipsProps<S extends string> {
  /** The states that have a chip, in their order. */
  states: readonly S[]
  /** Empty for all states. */
  chosen: readonly S[]
  counts: Readonly<Record<S, number>>
  /** The sum of all counts. */
  all: number
  /** The largest count that each chip can show. */
  most: { counts: Readonly<Record<S, number>>; all: number }
  /** The last read failed, so states and counts are of the answer before. */
  isStale: boolean
  onChoose(states: readonly S[]): void
  /** The mark and the title of a state. */
  children(state: S): ReactNode
}

export const StateChips = <S extends string>(props: StateChipsProps<S>) => {
  const { states, chosen, counts, all, most, isStale, onChoose, children } = props
  const toggled = (state: S) =>
    chosen.includes(state) ? chosen.filter((each) => each !== state) : [...chosen, state]
  return (
    <fieldset className="-m-1 flex w-full min-w-0 gap-1.5 overflow-x-auto p-1 sm:flex-wrap">
      <legend className="sr-only">{isStale ? 'Last known state' : 'State'}</legend>
      <button type="button" className={CHIP} aria-pressed={chosen.length === 0} onClick={() => onChoose([])}>
        All <Count of={all} most={most.all} />
      </button>
      {states.map((state) => (
        <button
          key={state}
          type="button"
          className={CHIP}
          aria-pressed={chosen.includes(state)}
          onClick={() => onChoose(toggled(state))}
        >
          {children(state)} <Count of={counts[state]} most={most.counts[state]} />
        </button>
      ))}
    </fieldset>
  )
}
