/**
 * Decides when the live region speaks (interaction 3.11): after a second without typing or a move of the focus,
 * at most every five seconds, only the newest sentence that waits, and never the same twice running.
 */
const PAUSE_MS = 1000
const SPACING_MS = 5000

export interface Announcer {
  /**
   * Says a sentence to those who cannot see it appear.
   * @returns takes it back if it has not been said yet: what is no longer true is better not said
   */
  announce(text: string): () => void
  /** The user types or moves the focus: speech now would drown one of the two. */
  busy(): void
  spoken(): string
  subscribe(listener: () => void): () => void
}

export const createAnnouncer = (): Announcer => {
  let spoken = ''
  let waiting = ''
  let spokenAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()

  const speak = () => {
    spoken = waiting
    waiting = ''
    spokenAt = Date.now()
    for (const listener of listeners) listener()
  }

  /** Waits anew, from now. */
  const wait = () => {
    clearTimeout(timer)
    if (waiting === '') return
    timer = setTimeout(speak, Math.max(PAUSE_MS, spokenAt + SPACING_MS - Date.now()))
  }

  return {
    announce(text) {
      if (text === '') return () => undefined
      // Said already: then what waits is older than it.
      waiting = text === spoken ? '' : text
      wait()
      return () => {
        if (waiting !== text) return
        waiting = ''
        wait()
      }
    },
    busy: wait,
    spoken: () => spoken,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
