/** The view in the URL, the typed search before it is written there, and the last view on this device. */
import { useEffect, useRef, useState } from 'react'
import { useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { readKept, writeKept } from '../../kept.ts'
import { paths } from '../../paths.ts'
import { parseLastView } from './preferences.ts'
import { DEFAULT_VIEW, formatView, parseView, type View } from './view.ts'

const LAST_VIEW = 'list.view'
/** Browsers limit how often the URL may change, so it is not written on every key. */
const WRITE_AFTER_MS = 250

export const useListView = () => {
  const search = useSearch()
  const [view, setView] = useState(() => parseView(search))
  const [last] = useState(() => parseLastView(readKept(LAST_VIEW)))
  const written = useRef(search)
  const timer = useRef<number | undefined>(undefined)
  // Back, Forward or a link has changed the URL.
  if (search !== written.current) {
    written.current = search
    setView(parseView(search))
  }
  const latest = useRef(view)
  useEffect(() => {
    latest.current = view
  })
  // Stable functions, so that components that only call them do not render at every key press.
  const [{ change, flush }] = useState(() => {
    const write = (next: View) => {
      window.clearTimeout(timer.current)
      timer.current = undefined
      const text = formatView(next)
      if (text !== '') writeKept(LAST_VIEW, text)
      if (location.pathname !== paths.tunnels) return
      // Set first, so that the URL written here is not taken for a change from outside.
      written.current =
        new URLSearchParams(text).toString() === ''
          ? ''
          : new URL(paths.list(text), location.href).search.slice(1)
      navigate(paths.list(text), { replace: true })
    }
    return {
      change(part: Partial<View>) {
        const next = { ...latest.current, ...part }
        setView(next)
        latest.current = next
        window.clearTimeout(timer.current)
        if ('q' in part) timer.current = window.setTimeout(() => write(next), WRITE_AFTER_MS)
        else write(next)
      },
      flush() {
        if (timer.current !== undefined) write(latest.current)
      },
    }
  })
  useEffect(() => () => window.clearTimeout(timer.current), [])

  return {
    view,
    change,
    /** Writes the search to the URL before the page is left, so that Back restores it. */
    flush,
    clear: () => change({ ...DEFAULT_VIEW, sort: view.sort }),
    /** The last view, offered while nothing is filtered; null for none. */
    last: last !== '' && search === '' ? last : null,
    openLast: () => change(parseView(last)),
  }
}
