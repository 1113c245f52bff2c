/**
 * Which characters a BGP MD5 key may contain. The API page forbids `"`, `?` and everything that is not
 * printable ASCII. Its two descriptions of the set differ on the backslash only (docs/api.md, Contradictions
 * between sources), which is therefore allowed here; the API decides.
 */
import { firstCharacter, type PlacedCharacter, withoutCharacters } from './characters.ts'

/** Cloudflare documents at most this many characters; the API page gives no limit (docs/api.md, BGP). */
export const MD5_KEY_DOCUMENTED_MAX = 80

const isIllegal = (character: string): boolean =>
  !/^[\x20-\x7e]$/.test(character) || character === '"' || character === '?'

/** The first character that the API refuses, or null. */
export const firstIllegalCharacter = (key: string): PlacedCharacter | null => firstCharacter(key, isIllegal)

/** The key without the characters that the API refuses. */
export const withoutIllegalCharacters = (key: string): string => withoutCharacters(key, isIllegal)
