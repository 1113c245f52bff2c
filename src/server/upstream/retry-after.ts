/** The pause after a 429 without a usable Retry-After, and the limits of any pause. In seconds. */
const PAUSE = { standard: 60, least: 1, most: 300 }

/**
 * @param header the value of `Retry-After`: seconds, a date, null or invalid
 * @param now in milliseconds since the epoch, for the date form
 * @returns whole seconds between 1 and 300
 */
export const retryAfterSeconds = (header: string | null, now = Date.now()): number => {
  const text = header?.trim() ?? ''
  const seconds = /^-?\d+$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1000
  if (!Number.isFinite(seconds)) return PAUSE.standard
  return Math.min(PAUSE.most, Math.max(PAUSE.least, Math.ceil(seconds)))
}
