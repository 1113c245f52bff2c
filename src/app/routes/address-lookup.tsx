/** The box "Where does this address go?": its field, and the answer in a place whose size does not depend on it. */
import { memo, useCallback, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { tidyAddress } from '../../contract/address/typed-address.ts'
import { parseIpv4 } from '../../contract/address.ts'
import type { Route } from '../../contract/route.ts'
import { type Entry, isScoped } from '../../contract/route-lookup.ts'
import { judgeLookedUp } from '../../contract/rules/route.ts'
import { afterPress } from '../ui/after-press.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { TextInput } from '../ui/input.tsx'
import { ENTRY_ID, EntrySelect } from './entry-select.tsx'
import { LookupAnswer, LookupLimits } from './lookup-answer.tsx'
import type { Targets } from './route-target.ts'

interface AddressLookupProps {
  /** The address in the URL. */
  to: string
  entry: Entry
  /** Undefined while they are not read. */
  routes: readonly Route[] | undefined
  targets: Targets
  /** The tunnels could not be read again, so their states are old. */
  isStale: boolean
  /** Health is being read for the first time. */
  isHealthPending: boolean
  onType(part: { to: string }): void
  /** Stable, so that typing does not render the choice of places again. */
  onChange(part: { entry: Entry }): void
}

const ID = 'route-lookup'

const LIMITS = <LookupLimits />
const NONE: readonly Route[] = []

const isBeginning = (text: string): boolean =>
  text.split('.').length <= 4 &&
  text.split('.').every((part) => /^\d{0,3}$/.test(part) && Number(part) <= 255)

/** The last complete address: its answer stays while another one is typed. Empty once the field is empty. */
const useAnswered = (address: string): string => {
  const [answered, setAnswered] = useState('')
  const next = address === '' || parseIpv4(address) !== null ? address : answered
  if (next !== answered) setAnswered(next)
  return next
}

/** The text of the field. Kept here, so that a key press renders only the field and the answer. */
const useTyped = (to: string) => {
  const [typed, setTyped] = useState(to)
  const [known, setKnown] = useState(to)
  if (to !== known) {
    setKnown(to)
    // Back, Forward or a link has changed the URL. It contains the text without spaces around it.
    if (to !== typed.trim()) setTyped(to)
  }
  return [typed, setTyped] as const
}

export const AddressLookup = memo((props: AddressLookupProps) => {
  const { to, entry, routes, targets, isStale, isHealthPending, onType, onChange } = props
  const [typed, setTyped] = useTyped(to)
  const type = (text: string) => {
    setTyped(text)
    onType({ to: text })
  }
  const fix = (text: string) => {
    type(text)
    // The button that was pressed disappears.
    document.getElementById(ID)?.focus()
  }
  const address = tidyAddress(typed)
  const answered = useAnswered(address)
  /** A text that may become an address is judged once the field has lost the focus. */
  const [isLeft, setLeft] = useState(true)
  const finding = address === '' || (isBeginning(address) && !isLeft) ? null : judgeLookedUp(address)
  const isAnyScoped = useMemo(() => routes?.some(isScoped) ?? false, [routes])
  const isEntered = entry.region !== undefined || entry.colo !== undefined
  // Once shown, the choice of places stays: it has the focus while it is set back to anywhere.
  const [wasEntered, setWasEntered] = useState(isEntered)
  if (isEntered && !wasEntered) setWasEntered(true)
  const hasPlaces = isAnyScoped || isEntered || wasEntered
  const box = useRef<HTMLElement>(null)
  const enterIn = useCallback(
    (colo: string) => {
      flushSync(() => onChange({ entry: { colo } }))
      // The button that was pressed is gone, and the answer begins above the place where it was.
      document.getElementById(ENTRY_ID)?.focus()
      box.current?.scrollTo({ top: 0 })
    },
    [onChange],
  )
  return (
    <section
      aria-label="Look up an address"
      // Without an address, the example in the empty field would look like one on paper.
      className={`grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-1 lg:grid-cols-[22rem_minmax(0,1fr)] ${address === '' ? 'print:hidden' : ''}`}
    >
      <div
        className={
          hasPlaces
            ? 'grid content-start gap-x-4 sm:grid-cols-[minmax(0,22rem)_14rem] lg:grid-cols-[minmax(0,1fr)]'
            : 'sm:max-w-88'
        }
      >
        <Field
          id={ID}
          label="Where does this address go?"
          hint="An IPv4 address behind one of your routers."
          message={
            finding && {
              tone: 'error',
              text: finding.message,
              action: finding.fix && (
                <Button variant="fix" onClick={() => fix(finding.fix?.value ?? '')}>
                  {finding.fix.label}
                </Button>
              ),
            }
          }
          alone
        >
          {(aria) => (
            <TextInput
              {...aria}
              mono
              value={typed}
              placeholder="10.20.0.1"
              onChange={(event) => {
                setLeft(false)
                type(event.target.value)
              }}
              onBlur={() => afterPress(() => setLeft(true))}
            />
          )}
        </Field>
        {hasPlaces && <EntrySelect entry={entry} routes={routes ?? NONE} onChange={onChange} />}
      </div>
      <section
        ref={box}
        aria-label={answered === '' ? 'Ways' : `Ways to ${answered}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className={`grid h-72 contain-strict short:contain-content print:contain-content grid-cols-[minmax(0,1fr)] content-start gap-3 overflow-y-auto rounded-card border border-line bg-surface p-3 [--bg:var(--color-surface)] lg:h-57 short:h-auto print:h-auto ${answered === '' ? 'max-lg:hidden print:hidden' : ''}`}
      >
        <h2 className="font-medium">
          {answered === '' ? 'Ways to the address' : `Ways to ${answered}`}
          {answered !== '' && answered !== address && (
            <span className="font-normal text-fg-2">, the last complete address in the field</span>
          )}
          {answered !== '' && routes && isHealthPending && (
            <span className="font-normal text-fg-2">, health is not read yet</span>
          )}
        </h2>
        {answered === '' ? (
          <p className="text-fg-2">
            Type an address: the routes that take its traffic, their tunnels, and why other routes lose show
            here.
          </p>
        ) : !routes ? (
          <p className="text-fg-2">The routes are being read...</p>
        ) : (
          <LookupAnswer
            address={answered}
            entry={entry}
            routes={routes}
            targets={targets}
            isStale={isStale}
            isHealthPending={isHealthPending}
            onEnter={enterIn}
          />
        )}
        {/* After what is above it, which would move it. */}
        {(answered === '' || (routes && !isHealthPending)) && LIMITS}
      </section>
    </section>
  )
})
