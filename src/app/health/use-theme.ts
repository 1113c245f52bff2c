/** A string of everything that the page's colours depend on: a canvas must be redrawn when it changes. */
import { useSyncExternalStore } from 'react'

const QUERIES = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].map(
  (query) => matchMedia(query),
)

const subscribe = (listener: () => void) => {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  for (const query of QUERIES) query.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    for (const query of QUERIES) query.removeEventListener('change', listener)
  }
}

const read = (): string =>
  [document.documentElement.dataset.theme, ...QUERIES.map(({ matches }) => matches)].join()

export const useTheme = (): string => useSyncExternalStore(subscribe, read)
