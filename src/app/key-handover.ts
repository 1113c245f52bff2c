/**
 * Passes a new key from the form or dialog to the page that shows it once. Memory only. If the key was neither copied
 * nor saved, leaving the page asks once; leaving then deletes the key.
 */
import { createListeners } from './ui/listeners.ts'

interface Held {
  psk: string
  isSaved: boolean
  /** The page has shown the key. Before that leaving does not ask: the form still shows when it hands over the key. */
  wasShown: boolean
}

const keys = new Map<string, Held>()
const listeners = createListeners()

export const handOverKey = (tunnelId: string, psk: string): void => {
  keys.set(tunnelId, { psk, isSaved: false, wasShown: false })
  listeners.tell()
}

/** The key of a tunnel while it may still be shown; undefined otherwise. */
export const heldKey = (tunnelId: string): string | undefined => keys.get(tunnelId)?.psk

/** Records that the page shows the key. */
export const showKey = (tunnelId: string): void => {
  const held = keys.get(tunnelId)
  if (!held || held.wasShown) return
  held.wasShown = true
  listeners.tell()
}

/** Records that the key was copied or saved, so that leaving no longer asks. */
export const markKeySaved = (tunnelId: string): void => {
  const held = keys.get(tunnelId)
  if (!held) return
  held.isSaved = true
  listeners.tell()
}

/** Whether the key was copied or saved. */
export const isKeySaved = (tunnelId: string): boolean => keys.get(tunnelId)?.isSaved ?? false

/** ID of a tunnel whose key was shown but neither copied nor saved; null if there is none. */
export const unsavedKeyOf = (): string | null =>
  [...keys].find(([, { isSaved, wasShown }]) => wasShown && !isSaved)?.[0] ?? null

export const dropKey = (tunnelId: string): void => {
  if (keys.delete(tunnelId)) listeners.tell()
}

export const dropAllKeys = (): void => {
  if (keys.size === 0) return
  keys.clear()
  listeners.tell()
}

export const subscribeKeys = listeners.subscribe

/** Deletes the keys for which `keep` returns false. */
export const dropKeysExcept = (keep: (tunnelId: string, isSaved: boolean) => boolean): void => {
  const gone = [...keys].filter(([id, { isSaved }]) => !keep(id, isSaved))
  for (const [id] of gone) keys.delete(id)
  if (gone.length > 0) listeners.tell()
}
