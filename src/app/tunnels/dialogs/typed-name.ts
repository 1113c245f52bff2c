/** What must be typed before a tunnel is deleted. */
import { isInvisible, tidyText, withoutCharacters } from '../../../contract/characters.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'

/** The text as it is seen: a name may have characters that nobody can type. */
const seen = (text: string): string =>
  tidyText(withoutCharacters(text, isInvisible)).replace(/\s+/g, ' ').normalize('NFC')

/**
 * The name without the characters that nobody can type: a direction mark would also show it, and the sentence around
 * it, in another order. The ID if nothing is left, because an empty field would match it.
 */
export const textToType = ({ id, name }: Pick<Tunnel, 'id' | 'name'>): string => seen(name) || id

export const isTyped = (typed: string, asked: string): boolean => seen(typed) === seen(asked)
