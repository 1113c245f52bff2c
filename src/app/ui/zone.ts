/** Whether clocks show UTC or the browser's zone. Stored on this device where storage is allowed. */
const KEY = 'tunneldesk.utc'

const read = (): boolean => {
  try {
    return localStorage.getItem(KEY) === 'true'
  } catch {
    return false
  }
}

let utc = read()
const listeners = new Set<() => void>()

export const isUtc = (): boolean => utc

export const showUtc = (next: boolean): void => {
  utc = next
  try {
    localStorage.setItem(KEY, String(next))
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

export const subscribeZone = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
