/** Times in the browser's zone: a 24-hour clock with the date where it is not today, and "3 d ago" with UTC on hover. */
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** The API's times are free text on the wire: one that cannot be read must not take the page down. */
const isTime = (ms: number): boolean => !Number.isNaN(new Date(ms).getTime())
const UNKNOWN = 'at an unknown time'

/** `2026-11-23`, local. */
const DATE = new Intl.DateTimeFormat('sv-SE')

/** `14:02:07`, or `2026-11-23 14:02:07` on another day than today; local. Milliseconds since the epoch. */
export const clockOf = (ms: number, now = Date.now()): string =>
  DATE.format(ms) === DATE.format(now) ? CLOCK.format(ms) : `${DATE.format(ms)} ${CLOCK.format(ms)}`

/** `Europe/Berlin`: the zone of every clock on the page. */
export const ZONE = CLOCK.resolvedOptions().timeZone

/** `2026-11-23 14:02:07 UTC` */
const utcOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`

const UNITS: [number, string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
]

/** `12 d ago`, `just now` under ten seconds; in the future counts as now. */
export const agoOf = (ms: number, now: number): string => {
  if (!isTime(ms)) return UNKNOWN
  const seconds = Math.floor((now - ms) / 1000)
  if (seconds < 10) return 'just now'
  const [size, unit] = UNITS.find(([each]) => seconds >= each) ?? [1, 's']
  return `${Math.floor(seconds / size)} ${unit} ago`
}

interface MomentProps {
  ms: number
  className: string
  children: string
}

const Moment = ({ ms, className, children }: MomentProps) => (
  <time dateTime={new Date(ms).toISOString()} title={utcOf(ms)} className={className}>
    {children}
  </time>
)

/** The moment on a clock, with the date and UTC on hover. */
export const Clock = ({ ms }: { ms: number }) =>
  isTime(ms) ? (
    <Moment ms={ms} className="whitespace-nowrap tabular-nums">
      {clockOf(ms)}
    </Moment>
  ) : (
    UNKNOWN
  )

/** How long ago, with the moment in UTC on hover. */
export const Ago = ({ ms, now }: { ms: number; now: number }) =>
  isTime(ms) ? (
    <Moment ms={ms} className="whitespace-nowrap">
      {agoOf(ms, now)}
    </Moment>
  ) : (
    UNKNOWN
  )

/** The moment in UTC, which is what support asks for. */
export const Utc = ({ ms }: { ms: number }) =>
  isTime(ms) ? (
    <Moment ms={ms} className="mono">
      {utcOf(ms)}
    </Moment>
  ) : (
    UNKNOWN
  )
