/**
 * Where a page begins for people who do not see it change: a link inside the app loads no document, so the
 * browser moves neither the focus nor the scroll position. Here both go to the new page's heading.
 */
import { type RefObject, useEffect, useRef } from 'react'

let isFirstPage = true
let cameByHistory = false
window.addEventListener('popstate', () => {
  cameByHistory = true
})

/** Back and Forward keep the scroll position that the browser restores. */
export const arriveAt = (heading: HTMLElement | null): void => {
  heading?.focus({ preventScroll: true })
  if (!cameByHistory) window.scrollTo(0, 0)
  cameByHistory = false
}

/** Where the focus goes when the button that had it goes away. */
export const focusPageHeading = (): void => document.querySelector<HTMLElement>('#main h1')?.focus()

/** For the heading of a page that is still on its way: the button that led to it went away with its own page. */
export const focusIfLost = (heading: HTMLElement | null): void => {
  if (!isFirstPage && document.activeElement === document.body) heading?.focus({ preventScroll: true })
}

/** For a page's `h1`, which needs `tabIndex={-1}`. The page that was opened first is left to the browser. */
export const usePageHeading = (): RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirstPage) arriveAt(heading.current)
    isFirstPage = false
  }, [])
  return heading
}
