/** A health reading in words. */
import { answered } from './bands.ts'
import type { Reading } from './reading.ts'

/** `98.7 % of probes answered in 10 minutes, 31 data centres; about 5 minutes behind` */
export const restsOn = (reading: Reading, now: number): string => {
  const { spanMs, until, dataCentres } = reading
  const minutes = (ms: number) => Math.max(1, Math.round(ms / 60_000))
  const places = dataCentres && `, ${dataCentres.total} data centre${dataCentres.total === 1 ? '' : 's'}`
  const bad = dataCentres && dataCentres.bad > 0 ? `, ${dataCentres.bad} of them not healthy` : ''
  const behind = minutes(now - until)
  return `${answered(reading)} of probes answered in ${minutes(spanMs)} minutes${places ?? ''}${bad}; about ${behind} minute${behind === 1 ? '' : 's'} behind`
}
