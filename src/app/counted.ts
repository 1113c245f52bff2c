/** Numbers of things, in words. */

const DIGITS = new Intl.NumberFormat('en')

/** `5,000` */
export const grouped = (count: number): string => DIGITS.format(count)

/** `1 field`, `2 fields` */
export const counted = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`

/** `12 of 5,000` */
export const countedOf = (count: number, all: number): string => `${grouped(count)} of ${grouped(all)}`
