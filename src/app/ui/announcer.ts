/**
 * Decides when the live region speaks (docs/form.md, Dry-run): after a second without typing or a move of the focus,
 * at most every five seconds, only the newest sentence that waits, and never the same twice running while it stands.
 */
const PAUSE_MS = 1000
const SPACING_MS = 5000

export interface Announcer {
  /**
   * Says a sentence to those who cannot see it appear.
   * @returns takes it back when it is no longer true: it is not said any more, or can be said again later
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

  /** Restarts the wait. */
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
        if (waiting === text) {
          waiting = ''
          wait()
        } else if (spoken === text) {
          // It was true once and no longer is: the next time it is news. An empty region is not read.
          spoken = ''
          for (const listener of listeners) listener()
        }
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
