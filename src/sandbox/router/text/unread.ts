/**
 * One sentence for each part of a router's configuration that is not understood, with its line. Only words that the
 * daemons know are quoted, because every other word may be part of a key.
 */
import { unreadBird } from './read-bird.ts'
import { isFrr, unreadFrr } from './read-frr.ts'
import { isSwanctl, unreadSwanctl } from './read-swanctl.ts'

/** The number of sentences at most. */
const MOST = 5

export const unreadIn = (texts: readonly string[]): string[] =>
  texts
    .flatMap((text) => {
      if (isSwanctl(text)) return unreadSwanctl(text)
      return isFrr(text) ? unreadFrr(text) : unreadBird(text)
    })
    .slice(0, MOST)
