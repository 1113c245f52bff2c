/** What must be typed before a tunnel is deleted. */
import { isInvisible, tidyText, withoutCharacters } from '../../../contract/characters.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'

/** The text as it is seen: a name may have characters that nobody can type. */
const seen = (text: string): string =>
  tidyText(withoutCharacters(text, isInvisible)).replace(/\s+/g, ' ').normalize('NFC')

/** The name; the ID if the name has only characters that cannot be seen, because an empty field would match it. */
export const textToType = ({ id, name }: Pick<Tunnel, 'id' | 'name'>): string =>
  seen(name) === '' ? id : name

export const isTyped = (typed: string, asked: string): boolean => seen(typed) === seen(asked)
