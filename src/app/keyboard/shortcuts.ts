/**
 * Keyboard shortcuts of one key (docs/form.md, Keyboard). They stay out of text fields, dialogs and menus, and can
 * be switched off, because speech input and screen readers send single letters (WCAG 2.1.4).
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { readKept, writeKept } from '../kept.ts'

export const SHORTCUTS = {
  help: { key: '?', what: 'Show this list', where: 'every page' },
  search: { key: '/', what: 'Search', where: 'list' },
  new: { key: 'n', what: 'Create a tunnel', where: 'list' },
  refresh: { key: 'r', what: 'Ask again now', where: 'list' },
  next: { key: 'j', what: 'Next row', where: 'list' },
  previous: { key: 'k', what: 'Previous row', where: 'list' },
  edit: { key: 'e', what: 'Edit the tunnel of this row', where: 'list' },
  select: { key: 'x', what: 'Select this row', where: 'list' },
  copy: { key: 'y', what: 'Copy this row', where: 'list' },
} as const

export type Shortcut = keyof typeof SHORTCUTS

/** What the keys with a modifier and the native ones do: listed, not handled here. */
export const OTHER_KEYS = [
  { key: 'Ctrl+K', what: 'Go to a tunnel, a page, a step or an action', where: 'every page' },
  { key: 'Enter', what: 'Open the tunnel of this row', where: 'list' },
  { key: '↑ ↓ Home End', what: 'Move from row to row', where: 'list' },
  { key: 'Ctrl+Enter', what: 'Continue; on Review create or save', where: 'form' },
  { key: 'Alt+←', what: 'Back to the step before', where: 'form' },
  { key: 'Esc', what: 'Close a panel or a dialog', where: 'every page' },
] as const

const KEPT = 'shortcuts'
let isOn = readKept(KEPT) !== 'off'
const listeners = new Set<() => void>()

export const setShortcutsOn = (next: boolean): void => {
  isOn = next
  writeKept(KEPT, next ? null : 'off')
  for (const listener of listeners) listener()
}

export const useShortcutsOn = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isOn,
  )

interface Pressed {
  key: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  isComposing: boolean
  /** Where the focus is. */
  inField: boolean
  inDialog: boolean
}

/** The shortcut that a press means; null for none. Pure. */
export const shortcutOf = (pressed: Pressed): Shortcut | null => {
  const { key, altKey, ctrlKey, metaKey, isComposing, inField, inDialog } = pressed
  if (altKey || ctrlKey || metaKey || isComposing || inField || inDialog) return null
  const found = (Object.keys(SHORTCUTS) as Shortcut[]).find((name) => SHORTCUTS[name].key === key)
  return found ?? null
}

const FIELDS = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]'

/** While the caller is mounted; a page's own handler comes before the app's. */
export const useShortcuts = (handlers: Partial<Record<Shortcut, () => unknown>>): void => {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as Element
      const { key, altKey, ctrlKey, metaKey, isComposing } = event
      const shortcut = shortcutOf({
        key,
        altKey,
        ctrlKey,
        metaKey,
        isComposing,
        inField: target.closest(FIELDS) !== null,
        inDialog: document.querySelector('dialog[open], :popover-open') !== null,
      })
      const handler = shortcut && latest.current[shortcut]
      if (!handler || !isOn || event.defaultPrevented) return
      event.preventDefault()
      handler()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
