/** The part after the `#` of the address, also when a link inside the app changed it. */
import { useSyncExternalStore } from 'react'

/** wouter tells of the first two, the browser of the others. */
const EVENTS = ['pushState', 'replaceState', 'popstate', 'hashchange']

const subscribe = (listener: () => void) => {
  for (const event of EVENTS) window.addEventListener(event, listener)
  return () => {
    for (const event of EVENTS) window.removeEventListener(event, listener)
  }
}

export const useHash = (): string => useSyncExternalStore(subscribe, () => location.hash.slice(1))
