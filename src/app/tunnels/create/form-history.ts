/** Keeps Back from leading to the form of a tunnel that exists. */

/** What browsers without the Navigation API lack: there, Back leads to an empty form. */
interface HistoryEntries {
  currentEntry: { index: number } | null
  entries(): readonly { key: string; url: string | null; sameDocument: boolean }[]
  traverseTo(key: string): { finished: Promise<unknown> }
}

/**
 * Goes back to the first of the consecutive entries in the tab's history that are steps of this form. The next
 * push drops those behind it. Entries from before a reload belong to another document and are left alone: going
 * to one would load the page again and lose the key.
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
