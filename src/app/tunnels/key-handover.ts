/**
 * Carries a fresh key from where it was made to the page that shows it once. Memory only. A key that was neither
 * copied nor saved makes leaving ask once; leaving then drops it.
 */
interface Held {
  psk: string
  isSaved: boolean
  /** Its page was drawn. Before that nothing can be left: a key is handed over while the form is still shown. */
  wasShown: boolean
}

const keys = new Map<string, Held>()
const listeners = new Set<() => void>()

const tell = () => {
  for (const listener of listeners) listener()
}

export const handOverKey = (tunnelId: string, psk: string): void => {
  keys.set(tunnelId, { psk, isSaved: false, wasShown: false })
  tell()
}

/** The key of a tunnel while it may still be shown; undefined otherwise. */
export const heldKey = (tunnelId: string): string | undefined => keys.get(tunnelId)?.psk

/** The key is on the screen. */
export const showKey = (tunnelId: string): void => {
  const held = keys.get(tunnelId)
  if (!held || held.wasShown) return
  held.wasShown = true
  tell()
}

/** The key was copied or saved: leaving asks no more. */
export const keepKey = (tunnelId: string): void => {
  const held = keys.get(tunnelId)
  if (!held) return
  held.isSaved = true
  tell()
}

/** Whether it was copied or saved since it was made. */
export const isKeyKept = (tunnelId: string): boolean => keys.get(tunnelId)?.isSaved ?? false

/** Id of a tunnel whose key was shown but neither copied nor saved; null when there is none. */
export const unsavedKeyOf = (): string | null =>
  [...keys].find(([, { isSaved, wasShown }]) => wasShown && !isSaved)?.[0] ?? null

export const dropKey = (tunnelId: string): void => {
  if (keys.delete(tunnelId)) tell()
}

export const dropAllKeys = (): void => {
  if (keys.size === 0) return
  keys.clear()
  tell()
}

export const subscribeKeys = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Drops the keys for which `keep` is false. */
export const dropKeysExcept = (keep: (tunnelId: string, isSaved: boolean) => boolean): void => {
  const gone = [...keys].filter(([id, { isSaved }]) => !keep(id, isSaved))
  for (const [id] of gone) keys.delete(id)
  if (gone.length > 0) tell()
}
