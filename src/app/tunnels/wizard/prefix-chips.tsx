/** The entered prefixes, each with a button that removes it. */
import CircleAlert from 'lucide-react/icons/circle-alert'
import X from 'lucide-react/icons/x'
import { memo, useState } from 'react'
import { grouped } from '../../counted.ts'
import { Address } from '../../ui/address.tsx'
import { Button } from '../../ui/button.tsx'

interface ChipProps {
  prefix: string
  index: number
  isBad: boolean
  onRemove(index: number): void
}

const Chip = memo(({ prefix, index, isBad, onRemove }: ChipProps) => (
  <li
    className={`flex h-6 items-center gap-1 rounded-chip pl-1.5 ${isBad ? 'bg-danger-tint text-danger outline outline-danger' : 'bg-raised'}`}
  >
    {isBad && <CircleAlert className="size-3.5" aria-label="Problem:" role="img" />}
    <Address value={prefix} />
    <button
      type="button"
      onClick={() => onRemove(index)}
      aria-label={`Remove ${prefix}`}
      className="grid size-6 place-items-center text-fg-2"
    >
      <X aria-hidden="true" className="size-3.5" />
    </button>
  </li>
))

/** Number of chips to render until the user asks for all; chips with a problem are always rendered. */
const MOST_DRAWN = 100

interface PrefixChipsProps {
  prefixes: readonly string[]
  /** The positions of those with a problem. */
  bad: ReadonlySet<number>
  onRemove(index: number): void
}

/** Memoised: a key press in the input does not render it again. */
export const PrefixChips = memo(({ prefixes, bad, onRemove }: PrefixChipsProps) => {
  const [isWhole, setIsWhole] = useState(false)
  const drawn = prefixes
    .map((prefix, index) => ({ prefix, index }))
    .filter(({ index }) => isWhole || index < MOST_DRAWN || bad.has(index))
  const left = prefixes.length - drawn.length
  return (
    <>
      <ul className="contents" aria-label="Prefixes in the list">
        {drawn.map(({ prefix, index }) => (
          // The list may contain a prefix twice.
          <Chip
            key={`${index} ${prefix}`}
            prefix={prefix}
            index={index}
            isBad={bad.has(index)}
            onRemove={onRemove}
          />
        ))}
      </ul>
      {left > 0 && (
        <Button variant="text" onClick={() => setIsWhole(true)}>
          Show {grouped(left)} more
        </Button>
      )}
    </>
  )
})
