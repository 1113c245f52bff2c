/**
 * How a value is written in each format, so that what is read back is that value and nothing else. Each function
 * throws for what its format cannot carry: the rows refuse such values first, with a reason (docs/routers.md,
 * Escaping), so a throw here is a bug and never a wrong file.
 */

const refuse = (format: string, pattern: RegExp, value: string): void => {
  if (pattern.test(value)) throw new TypeError(`${format} cannot carry this value`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Text for a comment: one line, printable ASCII, every other character as a question mark. */
export const commentText = (text: string): string => text.replace(/[^\x20-\x7e]/gu, '?')

const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))

/**
 * A secret for swanctl, always as base64. Inside double quotes too, a value that begins with 0x or 0s is decoded
 * there, so a plain secret can turn into another one without any error.
 */
export const swanctlSecret = (secret: string): string => `0s${base64(secret)}`

/** A value in swanctl.conf that is no secret. */
export const swanctlQuoted = (value: string): string => {
  refuse('swanctl.conf', CONTROL, value)
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

/** The rest of an FRR line that takes one word: no quotes, no escapes, and no way to write a blank. */
export const frrWord = (value: string): string => {
  refuse('frr.conf', /[^\x21-\x7e]|^$/, value)
  return value
}

/** A string in bird.conf: raw between double quotes, with no escape for the quote. */
export const birdString = (value: string): string => {
  refuse('bird.conf', /[^\x20-\x7e]|"/, value)
  return `"${value}"`
}

/** One word of a POSIX shell. */
export const shellWord = (value: string): string => {
  refuse('sh', CONTROL, value)
  return `'${value.replaceAll("'", "'\\''")}'`
}

/** The rest of an IOS line. `?` asks for help even in the middle of one. */
export const iosLine = (value: string): string => {
  refuse('IOS', /[^\x20-\x7e]|\?|^ | $|^$/, value)
  return value
}

/** One word of an IOS line. */
export const iosWord = (value: string): string => {
  refuse('IOS', / /, value)
  return iosLine(value)
}

/** A string in Junos set commands. */
export const junosQuoted = (value: string): string => {
  refuse('Junos', /[^\x20-\x7e]|^\$\d\$/, value)
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

/** A string on the FortiOS command line, where `?` asks for help and `$` begins the name of a variable. */
export const fortiosQuoted = (value: string): string => {
  refuse('FortiOS', /[^\x20-\x7e]|\?|\$|^ENC /i, value)
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

/** A string in PAN-OS set commands. No escape is documented, so none is used. */
export const panosQuoted = (value: string): string => {
  refuse('PAN-OS', /[^\x20-\x7e]|["\\?]|^-AQ/, value)
  return `"${value}"`
}

/** A string in a RouterOS script. */
export const routerosQuoted = (value: string): string => {
  refuse('RouterOS', /[^\x20-\x7e]/, value)
  return `"${value.replace(/["\\$?]/g, '\\$&')}"`
}

/** A value in VyOS set commands: raw between single quotes, which it cannot hold. */
export const vyosQuoted = (value: string): string => {
  refuse('VyOS', /[^\x20-\x7e]|'/, value)
  return `'${value}'`
}

/** A secret for VyOS with `secret-type base64`: any bytes. */
export const vyosSecret = (secret: string): string => `'${base64(secret)}'`
