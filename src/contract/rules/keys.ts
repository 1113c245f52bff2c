/**
 * Rules for keys. Blanks are part of a key, so a key is checked as typed and never trimmed; a message never
 * contains a key. How routers read a key: docs/routers.md, Escaping. These are not limits of the API, so they
 * are only warnings.
 */

import {
  codeOf,
  firstCharacter,
  isBlank,
  isUnseen,
  nameOf,
  type PlacedCharacter,
  startOfSentence,
  withoutCharacters,
  withoutEdgeBlanks,
} from '../characters.ts'
import { error, type Finding, warning } from '../finding.ts'
import { firstIllegalCharacter, MD5_KEY_DOCUMENTED_MAX, withoutIllegalCharacters } from '../md5-key.ts'
import { judgeUnseen, removal } from './text.ts'

/** Shorter keys work at Cloudflare (docs/api.md, Pre-shared keys) but are weak for a secret. */
const PSK_RECOMMENDED_MIN = 16
/** The limit of AWS, which is the lowest documented limit of a device. */
const PSK_RECOMMENDED_MAX = 64

const edgeBlank = (key: string): PlacedCharacter | null => {
  const characters = [...key]
  for (const index of [0, characters.length - 1]) {
    const character = characters[index]
    if (character !== undefined && isBlank(character)) {
      return { character, position: index + 1, name: nameOf(character) }
    }
  }
  return null
}

const judgeEdges = (key: string): Finding[] => {
  const edge = edgeBlank(key)
  if (!edge) return []
  const { position, name } = edge
  return [
    warning(`The key begins or ends with a space, and the space counts: ${name} at position ${position}`, {
      position,
      fix: { label: 'Remove spaces at the ends', value: withoutEdgeBlanks(key) },
    }),
  ]
}

type Misread = [pattern: RegExp, what: string]

/** Beginnings that a router does not read as part of any key. */
const MISREAD: Misread[] = [
  [/^[067] /, 'Begins with a digit and a space: Cisco IOS reads that as the type of an encrypted key'],
  [/^\$9\$/, 'Begins with $9$: Junos reads that as an encrypted key'],
  [/^ENC /, 'Begins with ENC and a space: FortiOS reads that as an encrypted key'],
]

/** A key with what surrounds it in a configuration or in a message. */
const QUOTED = /^(?:'.+'|".+"|`.+`|\u201c.+\u201d)$/

const judgeCopied = (key: string): Finding[] => {
  if (/^[*\u2022]+$/.test(key))
    return [warning('A hidden key is displayed as dots or asterisks. Paste the key itself')]
  if (!QUOTED.test(key)) return []
  return [warning('The key is between quotes, and they count', removal(key.slice(1, -1)))]
}

/** The same, of an IKE key only: no router reads an MD5 key in another encoding. */
const MISREAD_PSK: Misread[] = [
  [/^0x/i, 'Begins with 0x: strongSwan reads that as hexadecimal. Write the key there in base64, behind 0s'],
  [
    /^0s/i,
    'Begins with 0s: strongSwan reads that as base64. Write the key there in base64, behind another 0s',
  ],
  ...MISREAD,
]

const judgeBeginning = (key: string, misread: Misread[]): Finding[] =>
  misread.filter(([pattern]) => pattern.test(key)).map(([, what]) => warning(what, { position: 1 }))

/** Names in words, so that the message does not contain characters of the key. */
const AWKWARD: Record<string, string> = {
  '"': 'A double quote',
  "'": 'A single quote',
  '\\': 'A backslash',
  '?': 'A question mark',
  ' ': 'A space',
}

const judgeAwkward = (key: string): Finding[] => {
  const inner = withoutEdgeBlanks(key)
  const offset = [...key.slice(0, key.indexOf(inner))].length
  const found = firstCharacter(inner, (character) => character in AWKWARD || !/[\x20-\x7e]/.test(character))
  if (!found || isUnseen(found.character)) return []
  const position = offset + found.position
  const name = AWKWARD[found.character] ?? `The character ${codeOf(found.character)}`
  return [
    warning(
      `${name} at position ${position}. Some routers reject spaces, quotes, ?, \\ and characters outside ASCII in a key`,
      { position },
    ),
  ]
}

const judgeUnseenIn = (key: string): Finding[] =>
  firstCharacter(withoutEdgeBlanks(key), isUnseen) ? judgeUnseen(key, withoutCharacters(key, isUnseen)) : []

/** @param psk the key as typed, never trimmed: spaces count */
export const judgePsk = (psk: string): Finding[] => {
  if (psk === '') return [error('Paste the key, or choose another option above')]
  const findings = [
    ...judgeEdges(psk),
    ...judgeUnseenIn(psk),
    ...judgeCopied(psk),
    ...judgeBeginning(psk, MISREAD_PSK),
  ]
  const length = [...psk].length
  if (length < PSK_RECOMMENDED_MIN) {
    const counted = length === 1 ? '1 character' : `${length} characters`
    findings.push(warning(`Only ${counted}. Use ${PSK_RECOMMENDED_MIN} or more`))
  }
  if (length > PSK_RECOMMENDED_MAX) {
    findings.push(
      warning(`${length} characters. AWS accepts at most ${PSK_RECOMMENDED_MAX}, other devices may differ`),
    )
  }
  return [...findings, ...judgeAwkward(psk)]
}

/** @param key the key as typed, never trimmed: spaces count; empty means no key */
export const judgeMd5Key = (key: string): Finding[] => {
  const illegal = firstIllegalCharacter(key)
  if (illegal) {
    const { name, position } = illegal
    return [
      error(
        `${startOfSentence(name)} at position ${position} is not allowed. Use printable ASCII without " and ?`,
        { position, ...removal(withoutIllegalCharacters(key)) },
      ),
    ]
  }
  const findings: Finding[] = []
  if (key.length > MD5_KEY_DOCUMENTED_MAX) {
    findings.push(warning(`${key.length} characters. Cloudflare documents at most ${MD5_KEY_DOCUMENTED_MAX}`))
  }
  findings.push(...judgeEdges(key), ...judgeCopied(key), ...judgeBeginning(key, MISREAD))
  const space = key.trim().indexOf(' ')
  if (space >= 0) {
    const position = key.indexOf(key.trim()) + space + 1
    findings.push(
      warning(`A space at position ${position}. FRR and VyOS do not support a key with a space`, {
        position,
      }),
    )
  }
  if (/^\d/.test(key)) {
    findings.push(warning('Begins with a digit. Cisco IOS XE refuses such a key', { position: 1 }))
  }
  return findings
}
