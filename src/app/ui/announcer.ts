/**
 * Decides when the live region speaks (docs/form.md, Dry-run): after a second without typing or focus changes, at
 * most every five seconds, only the newest waiting sentence, and never the current sentence again.
 */
import { createListeners } from './listeners.ts'

const PAUSE_MS = 1000
const SPACING_MS = 5000

export interface Announcer {
  /**
   * Announces a sentence to screen reader users.
   * @returns withdraws the sentence once it is no longer true: it is dropped if it still waits; if it was spoken, it
   *   may be spoken again
   */
  announce(text: string): () => void
  /** The user types or moves the focus: the screen reader already speaks about that. */
  busy(): void
  spoken(): string
  subscribe(listener: () => void): () => void
}

export const createAnnouncer = (): Announcer => {
  let spoken = ''
  let waiting = ''
  let spokenAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = createListeners()

  const speak = () => {
    spoken = waiting
    waiting = ''
    spokenAt = Date.now()
    listeners.tell()
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
      // Already spoken: a waiting sentence is older and is dropped.
      waiting = text === spoken ? '' : text
      wait()
      return () => {
        if (waiting === text) {
          waiting = ''
          wait()
        } else if (spoken === text) {
          // No longer true, so it may be spoken again later. Screen readers do not read an empty region.
          spoken = ''
          listeners.tell()
        }
      }
    },
    busy: wait,
    spoken: () => spoken,
    subscribe: listeners.subscribe,
  }
}
