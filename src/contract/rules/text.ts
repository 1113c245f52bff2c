/** Rules for names, descriptions and the size of a request. */

import {
  firstCharacter,
  firstControl,
  isBlank,
  isInvisible,
  isUnseen,
  seenCharacters,
  startOfSentence,
  tidyText,
} from '../characters.ts'
import { error, type Finding, warning } from '../finding.ts'
import type { TunnelDraft } from '../tunnel.ts'

/** Largest body of one request, in bytes. The limit is this server's own; the API documents none. */
export const MAX_REQUEST_BYTES = 65_536

/** The text without invisible characters, and with a plain space for every kind of blank. */
const plainText = (text: string): string => {
  const lines = text.replaceAll('\r\n', '\n')
  const seen = seenCharacters(lines)
  const kept = [...lines].map((character, index) => {
    if (seen[index] !== character) return character
    if (isBlank(character)) return ' '
    return isInvisible(character) ? '' : character
  })
  return tidyText(kept.join(''))
}

export const removal = (value: string): Partial<Finding> => ({ fix: { label: 'Remove it', value } })

/** @param cleaned the text without what cannot be seen */
export const judgeUnseen = (text: string, cleaned: string): Finding[] => {
  const unseen = firstCharacter(text, isUnseen)
  if (!unseen) return []
  const { name, position } = unseen
  return [
    warning(`${startOfSentence(name)} at position ${position}: it cannot be seen, and it counts`, {
      position,
      ...removal(cleaned),
    }),
  ]
}

/**
 * This server refuses control characters. Other invisible characters are a warning: they make two texts look
 * equal.
 */
export const judgeCharacters = (text: string): Finding[] => {
  const control = firstControl(text)
  if (control) {
    const { name, position } = control
    const message = `${startOfSentence(name)} at position ${position} is not allowed here`
    return [error(message, { position, ...removal(plainText(text)) })]
  }
  return judgeUnseen(seenCharacters(text).join(''), plainText(text))
}

export const judgeDescription = (description: string): Finding[] => judgeCharacters(description)

const encoder = new TextEncoder()
const bytesOf = (value: unknown): number => encoder.encode(JSON.stringify(value)).length

const inKib = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`

export interface Oversize {
  field: 'description' | 'extra_prefixes'
  finding: Finding
}

/**
 * The field that makes the request too large for our server, which then sends nothing; null for other
 * requests.
 */
export const judgeSize = (draft: TunnelDraft): Oversize | null => {
  const bytes = bytesOf(draft)
  if (bytes <= MAX_REQUEST_BYTES) return null
  const description = draft.description ?? ''
  const prefixes = draft.bgp?.extra_prefixes ?? []
  const isDescription = bytesOf(description) >= bytesOf(prefixes)
  const what = isDescription
    ? `The description has ${[...description].length} characters`
    : `The list has ${prefixes.length} prefixes`
  return {
    field: isDescription ? 'description' : 'extra_prefixes',
    finding: error(
      `This server takes requests up to ${inKib(MAX_REQUEST_BYTES)}, and this one has ${inKib(bytes)}. ${what}. Shorten it`,
    ),
  }
}
