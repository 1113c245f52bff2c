/** Kinds of input other than single key presses. */
import type { KeyboardEvent } from 'react'

const WHOLE = new Set(['insertFromPaste', 'insertFromDrop', 'insertReplacementText'])

/** Whether the input is a paste, a drop, a spelling correction, or from a password manager (without input type). */
export const isWholeText = (event: Event): boolean => {
  const { inputType } = event as InputEvent
  return !inputType || WHOLE.has(inputType)
}

/** Whether the key belongs to an input method that is composing: Enter then ends the word, not the entry. */
export const isComposing = ({ nativeEvent }: KeyboardEvent): boolean =>
  // Safari ends the composition before it reports the key that ended it, and marks that key with 229.
  nativeEvent.isComposing || nativeEvent.keyCode === 229
