/** Whole numbers as text. */
import {
  firstCharacter,
  inAscii,
  isBlank,
  isInvisible,
  startOfSentence,
  tidyText,
  withoutCharacters,
} from '../characters.ts'
import { error, type Finding, fix } from '../finding.ts'

/** Only decimal digits: a program would read `1e2` and `0x64` as numbers that nobody sees in them. */
export const wholeNumber = (text: string): number | null => {
  const bare = tidyText(text)
  return /^-?\d{1,15}$/.test(bare) ? Number(bare) : null
}

/** @param message what to enter, if no character is to blame */
export const notWhole = (text: string, message: string): Finding => {
  const plain = inAscii(withoutCharacters(text, isInvisible)).replace(/[\s,'_](?=\d{3}(?!\d))/g, '')
  // The only number beside words or punctuation, as in `100 (backup)`, but not after a sign or beside a dot.
  const meant = wholeNumber(/^(?:[^\d.,+\-\u2212]*|\+)(\d+)[^\d.,]*[,;.]?$/.exec(tidyText(plain))?.[1] ?? '')
  const offer = meant === null ? {} : fix(String(meant))
  if (tidyText(text) === '') return error(message)
  const foreign = firstCharacter(text, (character) => isBlank(character) || !/[\x21-\x7e]/.test(character))
  if (!foreign) return error(message, offer)
  const { name, position } = foreign
  return error(`${startOfSentence(name)} at position ${position} does not belong in a number`, {
    position,
    ...offer,
  })
}
