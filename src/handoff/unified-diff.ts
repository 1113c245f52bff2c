/** The difference between two versions of a file in the format of `diff -u`, so that `patch` can apply it. */

/** Unchanged lines around a change. */
const CONTEXT = 2

interface Line {
  sign: ' ' | '-' | '+'
  text: string
}

/**
 * For each pair of line numbers: the length of the longest common subsequence of the lines from there on. The
 * cost is quadratic, which is acceptable because these files have a few hundred lines.
 */
const commonLengths = (before: readonly string[], after: readonly string[]): number[][] => {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      const length =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
      ;(lengths[row] as number[])[column] = length
    }
  }
  return lengths
}

const linesOf = (before: readonly string[], after: readonly string[]): Line[] => {
  const lengths = commonLengths(before, after)
  const lines: Line[] = []
  let row = 0
  let column = 0
  while (row < before.length || column < after.length) {
    const [old, text] = [before[row], after[column]]
    if (old !== undefined && old === text) {
      lines.push({ sign: ' ', text: old })
      row++
      column++
    } else if (
      old !== undefined &&
      (text === undefined || (lengths[row + 1]?.[column] ?? 0) >= (lengths[row]?.[column + 1] ?? 0))
    ) {
      lines.push({ sign: '-', text: old })
      row++
    } else {
      lines.push({ sign: '+', text: text ?? '' })
      column++
    }
  }
  return lines
}

/**
 * The range of a hunk: `12,5`, or `12` for one line. An empty range gives the number of the line before it.
 */
const range = (start: number, count: number): string =>
  count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`

/** @returns an empty string when nothing differs */
export const unifiedDiff = (name: string, before: string, after: string): string => {
  const split = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'))
  const lines = linesOf(split(before), split(after))
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  )
  const hunks: string[] = []
  let oldLine = 0
  let newLine = 0
  for (let index = 0; index < lines.length; ) {
    const end = isNear[index] ? isNear.indexOf(false, index) : index + 1
    const part = lines.slice(index, end === -1 ? undefined : end)
    const oldCount = part.filter(({ sign }) => sign !== '+').length
    const newCount = part.filter(({ sign }) => sign !== '-').length
    if (isNear[index]) {
      hunks.push(
        `@@ -${range(oldLine, oldCount)} +${range(newLine, newCount)} @@`,
        ...part.map(({ sign, text }) => sign + text),
      )
    }
    oldLine += oldCount
    newLine += newCount
    index += part.length
  }
  return hunks.length === 0 ? '' : `${[`--- a/${name}`, `+++ b/${name}`, ...hunks].join('\n')}\n`
}
