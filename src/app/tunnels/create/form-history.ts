/** Prevents Back from returning to the form of a created tunnel. */

/** The part of the Navigation API used here. In browsers without it, Back opens an empty form. */
interface HistoryEntries {
  currentEntry: { index: number } | null
  entries(): readonly { key: string; url: string | null; sameDocument: boolean }[]
  traverseTo(key: string): { finished: Promise<unknown> }
}

/**
 * Goes back to the first of the consecutive history entries that are steps of this form. The next push removes the
 * entries after it. Entries from before a reload belong to another document and are skipped: going to one would load
 * the page again and lose the key.
 * @param isStep whether a path is a step of the form
 */
export const returnToFirstStep = async (isStep: (path: string) => boolean): Promise<void> => {
  const history = (window as { navigation?: HistoryEntries }).navigation
  if (!history?.currentEntry) return
  const { index } = history.currentEntry
  const before = history.entries().slice(0, index)
  const last = before.findLastIndex(
    ({ url, sameDocument }) => !sameDocument || url === null || !isStep(new URL(url).pathname),
  )
  const first = before[last + 1]
  if (first) await history.traverseTo(first.key).finished.catch(() => {})
}
