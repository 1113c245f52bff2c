/** The words of a search box. */

/** Quotes, brackets, commas and semicolons around a pasted word; a dot at the end may be the part of an address. */
const AROUND = /^["'“”‘’<([]+|["'“”‘’>)\],;]+$/g

const visible = (word: string): string => word.replace(/\p{Cf}/gu, '')

/** Each word as typed and, where that differs, as it was probably meant: a row matches with either. */
export const wordsOf = (q: string): string[][] =>
  q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => visible(word) !== '')
    .map((word) => {
      const meant = visible(word).normalize('NFKC').replace(AROUND, '')
      return meant === '' || meant === word ? [word] : [word, meant]
    })
