/** The rows of the two keys. Neither is stored, and neither is sent before Review (docs/form.md, Drafts). */
import * as z from 'zod/mini'
import { error, type Finding } from '../finding.ts'
import { judgeMd5Key, judgePsk } from '../rules/keys.ts'
import { field, NONE, never, off, text, words } from './field.ts'

const KEY_LOST = 'The key you typed was not kept over the reload.'

export const GENERATED_PSK_LENGTH = 32

/** The sentence in the place of a key. */
export const hiddenKey = (key: string): string => `Set, ${key.length} characters, hidden`

const isError = ({ severity }: Finding): boolean => severity === 'error'

export const psk = field({
  path: 'psk',
  step: 'basics',
  label: 'Pre-shared key',
  term: 'Pre-shared key',
  control: 'open',
  required: false,
  part: null,
  secret: true,
  values: {
    /** `generate`: generated in this browser and sent with the tunnel; `later`: no key is sent. */
    psk_choice: z._default(z.enum(['generate', 'own', 'later']), 'generate'),
    psk: text,
    psk_lost: off,
  },
  others: {},
  isBlank: (values) => values.psk.trim() === '',
  judge: (values) => {
    if (values.psk_choice !== 'own') return []
    if (values.psk === '' && values.psk_lost) {
      return [error(`${KEY_LOST} Paste it again, or choose another option above`)]
    }
    return judgePsk(values.psk)
  },
  isBeyondTyping: never,
  toWire: (values, generatedPsk) =>
    ({ generate: generatedPsk, own: values.psk || undefined, later: undefined })[values.psk_choice],
  // The API never returns a key, and a change without one does not affect it.
  fromWire: () => ({ psk_choice: 'later' as const, psk: '', psk_lost: false }),
  review: (values) => {
    switch (values.psk_choice) {
      case 'generate':
        return words(`Generated here, ${GENERATED_PSK_LENGTH} characters, shown once afterwards`)
      case 'later':
        return words('None yet. The tunnel will not work until it has a key')
      case 'own':
        return values.psk === '' ? NONE : words(hiddenKey(values.psk))
    }
  },
  page: ({ psk_metadata }) => {
    const at = psk_metadata?.last_generated_on
    if (at) return { kind: 'set on', at }
    return psk_metadata ? NONE : words('Not reported')
  },
  example: {
    values: { psk_choice: 'own', psk: 'an example key, 32 characters ok' },
    wire: 'an example key, 32 characters ok',
  },
})

export const md5_key = field({
  path: 'bgp.md5_key',
  step: 'bgp',
  label: 'MD5 key',
  term: 'MD5 key',
  control: 'open',
  required: false,
  part: 'bgp_enabled',
  secret: true,
  values: { md5_key: text, md5_key_lost: off },
  others: {},
  // A blank is a character of a key.
  isBlank: (values) => values.md5_key === '',
  judge: (values) =>
    values.md5_key === '' && values.md5_key_lost
      ? [
          error(`${KEY_LOST} Type it again, or continue without one`, {
            fix: { label: 'No MD5 key', value: '' },
          }),
        ]
      : judgeMd5Key(values.md5_key),
  // More typing cannot make a forbidden character valid.
  isBeyondTyping: (values) => judgeMd5Key(values.md5_key).some(isError),
  toWire: (values) => values.md5_key || undefined,
  fromWire: ({ bgp }) => ({ md5_key: bgp?.md5_key ?? '', md5_key_lost: false }),
  review: (values) => (values.md5_key === '' ? NONE : { kind: 'key', length: values.md5_key.length }),
  page: ({ bgp }) => (bgp ? (bgp.md5_key ? words('Set') : NONE) : null),
  example: { values: { md5_key: 'example-md5' }, wire: 'example-md5' },
})
