/**
 * Writes a value in each format so that the device reads exactly that value. Each function throws for a value
 * that its format cannot express (docs/routers.md, Escaping). The rows refuse such values before, with a
 * reason, so an exception here is a bug, and no wrong file is made.
 */

const refuse = (format: string, pattern: RegExp, value: string): void => {
  if (pattern.test(value)) throw new TypeError(`${format} cannot express this value`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern finds control characters
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Text for a comment, on one line: a question mark replaces each character outside printable ASCII. */
export const commentText = (text: string): string => text.replace(/[^\x20-\x7e]/gu, '?')

const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))

/**
 * A secret for swanctl, always as base64. swanctl decodes a value that starts with 0x or 0s even inside
 * double quotes, so a plain secret could silently become a different one.
 */
export const swanctlSecret = (secret: string): string => `0s${base64(secret)}`

/** A value in swanctl.conf that is not a secret. */
export const swanctlQuoted = (value: string): string => {
  refuse('swanctl.conf', CONTROL, value)
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

/** One word of an FRR line, which has no quotes, no escapes and no way to write a blank. */
export const frrWord = (value: string): string => {
  refuse('frr.conf', /[^\x21-\x7e]|^$/, value)
  return value
}

/** A string in bird.conf: literal between double quotes, with no escape for a double quote. */
export const birdString = (value: string): string => {
  refuse('bird.conf', /[^\x20-\x7e]|"/, value)
  return `"${value}"`
}

/** The rest of an IOS line. `?` requests help even in the middle of a line. */
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

/** A string on the FortiOS command line, where `?` requests help and `$` starts a variable name. */
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

/** A value in VyOS set commands: literal between single quotes, so it cannot contain one. */
export const vyosQuoted = (value: string): string => {
  refuse('VyOS', /[^\x20-\x7e]|'/, value)
  return `'${value}'`
}

/** A secret for VyOS with `secret-type base64`, which can express any secret. */
export const vyosSecret = (secret: string): string => `'${base64(secret)}'`
