/**
 * Carries a fresh key from where it was made to the page that shows it once. Memory only, and taken out when the
 * page that shows it is left.
 */
const keys = new Map<string, string>()
const listeners = new Set<() => void>()

const tell = () => {
  for (const listener of listeners) listener()
}

export const handOverKey = (tunnelId: string, psk: string): void => {
  keys.set(tunnelId, psk)
  tell()
}

/** The key of a tunnel while it may still be shown; undefined otherwise. */
export const heldKey = (tunnelId: string): string | undefined => keys.get(tunnelId)

export const dropKey = (tunnelId: string): void => {
  if (keys.delete(tunnelId)) tell()
}

export const subscribeKeys = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
