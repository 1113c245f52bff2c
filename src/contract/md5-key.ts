/**
 * Which characters a BGP MD5 key may hold. The API page forbids `"`, `?` and everything that is not printable
 * ASCII, and its two descriptions of the set differ on the backslash only (docs/api.md, Contradictions between
 * sources): it is allowed here and the API decides.
 */
import { firstCharacter, type PlacedCharacter, withoutCharacters } from './characters.ts'

/** Cloudflare documents at most this many characters; the API page gives no limit (docs/api.md, BGP). */
export const MD5_KEY_DOCUMENTED_MAX = 80

export type IllegalCharacter = PlacedCharacter

const isIllegal = (character: string): boolean =>
  !/^[\x20-\x7e]$/.test(character) || character === '"' || character === '?'

/** The first character that the API refuses, or null when there is none. An empty key has none. */
export const firstIllegalCharacter = (key: string): IllegalCharacter | null => firstCharacter(key, isIllegal)

/** The key without every character that the API refuses. */
export const withoutIllegalCharacters = (key: string): string => withoutCharacters(key, isIllegal)
