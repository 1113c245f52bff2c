/**
 * Moves focus and scroll position to the heading of a new page. A link inside the app loads no document, so the
 * browser moves neither, and a screen reader user would not notice the new page.
 */
import { type RefObject, useEffect, useRef } from 'react'

let isFirstPage = true
let cameByHistory = false
window.addEventListener('popstate', () => {
  cameByHistory = true
})

/** Focuses the heading and scrolls to the top; after Back and Forward the browser's scroll position is kept. */
export const arriveAt = (heading: HTMLElement | null): void => {
  heading?.focus({ preventScroll: true })
  if (!cameByHistory) window.scrollTo(0, 0)
  cameByHistory = false
}

const pageHeading = () => document.querySelector<HTMLElement>('#main h1')

/** Moves the focus to the page's heading when the focused button is removed. */
export const focusPageHeading = (): void => pageHeading()?.focus()

/**
 * Moves the focus to the heading if the element that had it was removed: a link with its page, or the button that a
 * closed dialog would return to.
 */
export const focusIfLost = (heading: HTMLElement | null = pageHeading()): void => {
  if (!isFirstPage && document.activeElement === document.body) heading?.focus({ preventScroll: true })
}

/** A ref for a page's `h1`, which needs `tabIndex={-1}`. On the first page the browser's own focus is kept. */
export const usePageHeading = (): RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirstPage) arriveAt(heading.current)
    isFirstPage = false
  }, [])
  return heading
}
