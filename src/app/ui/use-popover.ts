/**
 * A panel over the page that belongs to a button. It opens below the button, or above it where there is no room, stays
 * there when the button moves, closes on Escape and on a press outside, and returns the focus to the button. Mount the
 * panel to open it.
 */
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

const GAP = 4

const place = (panel: HTMLElement, anchor: HTMLElement): void => {
  const at = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = panel
  const room = document.documentElement.clientWidth - width - GAP
  const left = Math.max(GAP, Math.min(at.right - width, room))
  const fitsBelow = at.bottom + GAP + height <= window.innerHeight || at.top < height + GAP
  const top = fitsBelow ? at.bottom + GAP : at.top - height - GAP
  panel.style.left = `${left + window.scrollX}px`
  panel.style.top = `${top + window.scrollY}px`
}

export const usePopover = (anchor: HTMLElement, onClose: () => void): RefObject<HTMLDivElement | null> => {
  const panel = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  const current = useRef(anchor)
  useLayoutEffect(() => {
    const shown = panel.current
    if (!shown) return
    shown.showPopover()
    place(shown, current.current)
    const first = shown.querySelector<HTMLElement>('[role^="menuitem"], select, input, button, a')
    first?.focus({ preventScroll: true })
    const onToggle = (event: ToggleEvent) => {
      if (event.newState === 'closed') close.current()
    }
    shown.addEventListener('toggle', onToggle)
    // Other parts of the page may move the button, for example a banner that appears above it.
    const resized = new ResizeObserver(() => place(shown, current.current))
    resized.observe(document.body)
    return () => {
      resized.disconnect()
      shown.removeEventListener('toggle', onToggle)
      const hadFocus = shown.contains(document.activeElement) || document.activeElement === document.body
      if (hadFocus) current.current.focus({ preventScroll: true })
    }
  }, [])
  useLayoutEffect(() => {
    if (current.current === anchor) return
    current.current = anchor
    if (panel.current) place(panel.current, anchor)
  }, [anchor])
  return panel
}

/** Resets the browser's centring of popovers, so that `usePopover` can position the panel. */
export const POPOVER =
  'absolute m-0 inset-auto rounded-card border border-line-strong bg-surface text-fg shadow-float print:hidden'
