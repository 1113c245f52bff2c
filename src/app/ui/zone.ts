/** Whether clocks show UTC or the browser's zone. Stored on this device where storage is allowed. */
import { createListeners } from './listeners.ts'

const KEY = 'tunneldesk.utc'

const read = (): boolean => {
  try {
    return localStorage.getItem(KEY) === 'true'
  } catch {
    return false
  }
}

let utc = read()
const listeners = createListeners()

export const isUtc = (): boolean => utc

export const showUtc = (next: boolean): void => {
  utc = next
  try {
    localStorage.setItem(KEY, String(next))
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
  listeners.tell()
}

export const subscribeZone = listeners.subscribe
