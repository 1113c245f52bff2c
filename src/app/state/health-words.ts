/** A health reading in words. */

import type { Tunnel } from '../../contract/tunnel.ts'
import { counted } from '../counted.ts'
import { answered } from './health-bands.ts'
import type { Reading } from './health-reading.ts'
import { tickOf } from './ticks.ts'

/** Whether all of the data is from before the last change of the tunnel. */
const isBeforeChange = ({ until }: Reading, { created_on, modified_on }: Tunnel): boolean =>
  modified_on != null && modified_on !== created_on && Date.parse(modified_on) >= until

/** `98.7 % of probes answered in 10 minutes, 31 data centres; about 5 minutes behind` */
export const basisOf = (reading: Reading, tunnel: Tunnel, now: number): string => {
  const { spanMs, until, dataCentres, isSampled } = reading
  const minutes = (ms: number) => Math.max(1, Math.round(ms / 60_000))
  const places = dataCentres && `, ${counted(dataCentres.total, 'data centre')}`
  const bad = dataCentres && dataCentres.bad > 0 ? `, ${dataCentres.bad} of them not healthy` : ''
  const estimated = isSampled ? ' (an estimate)' : ''
  const before = isBeforeChange(reading, tunnel) ? ', from before the last change of the tunnel' : ''
  return `${answered(reading)} of probes answered${estimated} in ${minutes(spanMs)} minutes${places ?? ''}${bad}; about ${counted(minutes(now - until), 'minute')} behind${before}`
}

/** `Down since 11:30 (exact to 5 minutes)`; null if that has just changed. @param zone as returned by `useZone` */
export const sinceWhen = ({ band, since }: Reading, zone: string): string | null => {
  if (!since) return null
  const name = `${band.slice(0, 1).toUpperCase()}${band.slice(1)}`
  const at = tickOf(since.at, 'hour', zone)
  return since.isLeast
    ? `${name} since ${at} or earlier: there is no older data on this page`
    : `${name} since ${at} (exact to 5 minutes)`
}
