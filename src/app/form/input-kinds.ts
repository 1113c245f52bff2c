/** Text that arrives in a field otherwise than key by key. */
import type { KeyboardEvent } from 'react'

const WHOLE = new Set(['insertFromPaste', 'insertFromDrop', 'insertReplacementText'])

/** A paste, a drop, a spelling correction, or the fill of a password manager, which gives no kind at all. */
export const isWholeText = (event: Event): boolean => {
  const { inputType } = event as InputEvent
  return !inputType || WHOLE.has(inputType)
}

/** The key belongs to an input method that is still composing: it ends the word, not the entry. */
export const isComposing = ({ nativeEvent }: KeyboardEvent): boolean =>
  // Safari ends the composition before it reports the key that ended it, and marks that key with 229.
  nativeEvent.isComposing || nativeEvent.keyCode === 229
