/** The URL fragment without its `#`, including changes by links inside the app. */
import { useSyncExternalStore } from 'react'

/** wouter dispatches the first two, the browser the others. */
const EVENTS = ['pushState', 'replaceState', 'popstate', 'hashchange']

const subscribe = (listener: () => void) => {
  for (const event of EVENTS) window.addEventListener(event, listener)
  return () => {
    for (const event of EVENTS) window.removeEventListener(event, listener)
  }
}

export const useHash = (): string => useSyncExternalStore(subscribe, () => location.hash.slice(1))
