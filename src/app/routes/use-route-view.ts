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

  const write = (next: RouteView) => {
    if (location.pathname !== paths.routes) return
    const text = formatRouteView(next)
    navigate(text === '' ? paths.routes : `${paths.routes}?${text}`, { replace: true })
  }
  return {
    view,
    change(part: Partial<RouteView>) {
      const next = { ...view, ...part }
      setView(next)
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => write(next), WRITE_AFTER_MS)
    },
  }
}
