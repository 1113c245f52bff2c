import type { KeyRule } from '../device.ts'
import { LINE_BREAKS, NOT_ASCII } from '../keys.ts'

/** An MD5 key in FRR is the last word of its line. VyOS hands the key to FRR as it is. */
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
