/**
 * Times in one zone for the whole page, the browser's or UTC: a 24-hour clock, with the date where it is not today,
 * and "3 d ago" with UTC on hover.
 */
import { useSyncExternalStore } from 'react'
import { isUtc, subscribeZone } from './zone.ts'

const clocks = (timeZone?: string) => ({
  time: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone }),
  /** `2026-11-23` */
  date: new Intl.DateTimeFormat('sv-SE', { timeZone }),
})
const LOCAL = clocks()
const UTC = clocks('UTC')

/** The API's times are free text in the answer: an unreadable one must not break the page. */
const isTime = (ms: number): boolean => !Number.isNaN(new Date(ms).getTime())
const UNKNOWN = 'at an unknown time'

const clocksNow = () => (isUtc() ? UTC : LOCAL)

/** `2026-11-23` */
const dayOf = (ms: number): string => clocksNow().date.format(ms)

/** `14:02:07`, or `2026-11-23 14:02:07` when it is not today. `ms` is milliseconds since the epoch. */
export const clockOf = (ms: number, now = Date.now()): string => {
  const time = clocksNow().time.format(ms)
  return dayOf(ms) === dayOf(now) ? time : `${dayOf(ms)} ${time}`
}

/** The browser's time zone: `Europe/Berlin`. */
const ZONE = LOCAL.time.resolvedOptions().timeZone

/** The zone of every clock on the page. A page that writes times into sentences calls it to render again on a change. */
export const useZone = (): string => (useSyncExternalStore(subscribeZone, isUtc, isUtc) ? 'UTC' : ZONE)

/** `2026-11-23 14:02:07 UTC` */
const utcOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`

const UNITS: [number, string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
]

/** The clocks of the API and of this machine may differ by so much; a time further ahead is said to be ahead. */
const SLACK_S = 60

/** `12 d ago`; `just now` for less than ten seconds; `3 d ahead` for a time in the future. */
export const agoOf = (ms: number, now: number): string => {
  if (!isTime(ms)) return UNKNOWN
  const ago = Math.floor((now - ms) / 1000)
  if (ago < 10 && ago >= -SLACK_S) return 'just now'
  const seconds = Math.abs(ago)
  const [size, unit] = UNITS.find(([each]) => seconds >= each) ?? [1, 's']
  return `${Math.floor(seconds / size)} ${unit} ${ago < 0 ? 'ahead' : 'ago'}`
}

interface MomentProps {
  ms: number
  className: string
  /** Printed before the time, because on paper there is no "today" (print.css). */
  printedDay?: string | undefined
  children: string
}

const Moment = ({ ms, className, printedDay, children }: MomentProps) => (
  <time dateTime={new Date(ms).toISOString()} title={utcOf(ms)} data-day={printedDay} className={className}>
    {children}
  </time>
)

/** A time as `clockOf` formats it, with the date and UTC on hover. */
export const Clock = ({ ms }: { ms: number }) => {
  useZone()
  if (!isTime(ms)) return UNKNOWN
  const [text, day] = [clockOf(ms), dayOf(ms)]
  return (
    <Moment
      ms={ms}
      printedDay={text.startsWith(day) ? undefined : day}
      className="whitespace-nowrap tabular-nums"
    >
      {text}
    </Moment>
  )
}

/** How long ago a time was, with the time in UTC on hover. */
export const Ago = ({ ms, now }: { ms: number; now: number }) =>
  isTime(ms) ? (
    <Moment ms={ms} className="whitespace-nowrap">
      {agoOf(ms, now)}
    </Moment>
  ) : (
    UNKNOWN
  )
