/** Whether a device can express a key. The findings do not contain the key. */
import { error } from '../contract/finding.ts'
import type { KeyRule } from './device.ts'
import type { HandoffFinding } from './handoff-finding.ts'

/** No command line accepts these: a line break ends the command. */
export const LINE_BREAKS = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern finds control characters
  pattern: /[\u0000-\u001f\u007f]/,
  because: 'a key cannot contain a line break or another control character',
  instead: 'Use a key of printable characters',
}

export const NOT_ASCII = {
  pattern: /[^\x20-\x7e]/,
  because: 'keys with characters outside printable ASCII are not documented to work',
  instead: 'Use letters, digits, - and _',
}

export const judgeKey = (
  name: string,
  what: 'PSK' | 'MD5 key',
  field: string,
  key: string,
  rule: KeyRule,
): HandoffFinding[] => {
  const length = [...key].length
  const at = (message: string): HandoffFinding[] => [{ ...error(`${name}: ${message}`), field }]
  if (rule.max !== undefined && length > rule.max) {
    return at(`the ${what} may have at most ${rule.max} characters, and this one has ${length}`)
  }
  if (rule.min !== undefined && length < rule.min) {
    return at(`the ${what} needs at least ${rule.min} characters, and this one has ${length}`)
  }
  const refused = rule.refuses.find(({ pattern }) => pattern.test(key))
  return refused ? at(`${refused.because}. ${refused.instead}`) : []
}
