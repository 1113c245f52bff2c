/**
 * Single-key shortcuts (docs/form.md, Keyboard). They do not act in text fields, dialogs and menus, and can be
 * switched off, because speech input and screen readers send single letters (WCAG 2.1.4).
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { readKept, writeKept } from './kept.ts'
import { createListeners } from './ui/listeners.ts'

/** help.tsx describes each one, and loads when it opens. */
export const SHORTCUTS = {
  help: '?',
  search: '/',
  new: 'n',
  refresh: 'r',
  next: 'j',
  previous: 'k',
  edit: 'e',
  select: 'x',
  copy: 'y',
} as const

export type Shortcut = keyof typeof SHORTCUTS

const KEPT = 'shortcuts'
let isOn = readKept(KEPT) !== 'off'
const listeners = createListeners()

export const setShortcutsOn = (next: boolean): void => {
  isOn = next
  writeKept(KEPT, next ? null : 'off')
  listeners.tell()
}

export const useShortcutsOn = (): boolean => useSyncExternalStore(listeners.subscribe, () => isOn)

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

/** The shortcut for a key press; null for none. Pure. */
export const shortcutOf = (pressed: Pressed): Shortcut | null => {
  const { key, altKey, ctrlKey, metaKey, isComposing, inField } = pressed
  if (altKey || ctrlKey || metaKey || isComposing || inField || pressed.inDialog) return null
  const found = (Object.keys(SHORTCUTS) as Shortcut[]).find((name) => SHORTCUTS[name] === key)
  return found ?? null
}

const FIELDS = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]'

/** Handles shortcuts while the caller is mounted; a page's handler precedes the app's. */
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
        // Read only where the answer depends on it, because it searches the whole document.
        get inDialog() {
          return document.querySelector('dialog[open], :popover-open') !== null
        },
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
