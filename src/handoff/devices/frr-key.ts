import type { KeyRule } from '../device.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'

/** MD5 keys for FRR, where the key is the last word of its line. VyOS passes the key to FRR unchanged. */
export const frrMd5: KeyRule = {
  max: 80,
  refuses: [
    {
      pattern: / /,
      because: 'FRR reads an MD5 key as one word and has no way to write a blank',
      instead: 'Set a key without blanks on the tunnel, or choose strongSwan with BIRD',
    },
    LINE_BREAKS,
    NOT_ASCII,
  ],
}
