/** Functions to call after a change of something outside React, as `useSyncExternalStore` subscribes them. */
export const createListeners = () => {
  const listeners = new Set<() => void>()
  return {
    tell() {
      for (const listener of listeners) listener()
    },
    /** @returns ends the subscription */
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
