/** Short time labels for axes and tables. */
import type { Span } from '../../contract/health.ts'

const formatsOf = (timeZone: string) => {
  const time = { hour: '2-digit', minute: '2-digit', timeZone } as const
  const short = new Intl.DateTimeFormat('en-GB', time)
  const dated = new Intl.DateTimeFormat('en-GB', { ...time, weekday: 'short', day: 'numeric' })
  return { hour: short, day: short, week: dated }
}
const known = new Map<string, ReturnType<typeof formatsOf>>()

/** `14:05`; with the day if the span is a week. @param zone as returned by `useZone` */
export const tickOf = (ms: number, span: Span, zone: string): string => {
  const formats = known.get(zone) ?? formatsOf(zone)
  known.set(zone, formats)
  return formats[span].format(ms)
}
