/** The view in the URL, and the typed text before it is written there. */
import { useEffect, useRef, useState } from 'react'
import { useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { paths } from '../paths.ts'
import { formatRouteView, parseRouteView, type RouteView } from './route-view.ts'

/** Browsers limit how often the URL may change, so it is not written on every key. */
const WRITE_AFTER_MS = 250

export const useRouteView = () => {
  const search = useSearch()
  const [view, setView] = useState(() => parseRouteView(search))
  const [known, setKnown] = useState(search)
  const timer = useRef<number | undefined>(undefined)
  // Back, Forward or a link has changed the URL.
  if (search !== known) {
    setKnown(search)
    if (formatRouteView(parseRouteView(search)) !== formatRouteView(view)) setView(parseRouteView(search))
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const latest = useRef(view)
  useEffect(() => {
    latest.current = view
  }, [view])
  // Stable functions, so that components that only call them do not render at every key press.
  const [acts] = useState(() => {
    const write = (next: RouteView) => {
      if (location.pathname !== paths.routes) return
      const text = formatRouteView(next)
      navigate(text === '' ? paths.routes : `${paths.routes}?${text}`, { replace: true })
    }
    const remember = (part: Partial<RouteView>): RouteView => {
      const next = { ...latest.current, ...part }
      latest.current = next
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => write(next), WRITE_AFTER_MS)
      return next
    }
    return {
      change: (part: Partial<RouteView>) => setView(remember(part)),
      /** Only the URL changes, and with it the view, once typing pauses. */
      changeUrl: (part: Partial<RouteView>) => void remember(part),
    }
  })
  return { view, ...acts }
}
