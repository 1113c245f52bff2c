/** The result of each row of a bulk change, in words and as text for the clipboard. */
import { neutralised } from '../../../export/csv.ts'
import type { Item, Status } from './plan.ts'
import type { RunState } from './runner.ts'

const WORDS: Record<Status, string> = {
  waiting: 'Waiting',
  checked: 'Accepted by the dry-run',
  refused: 'Refused by the dry-run',
  done: 'Done',
  failed: 'Not done',
  unknown: 'Not confirmed: it may or may not be done',
}

export const wordsFor = ({ status, note }: Item, { isRunning, plan: { phase } }: RunState): string => {
  if (phase === 'finished' && (status === 'waiting' || status === 'checked')) return 'Left out'
  // A row in progress is stored as not confirmed without a note.
  return isRunning && status === 'unknown' && note === '' ? 'In progress' : WORDS[status]
}

/** One line for each row. A spreadsheet makes a cell of each value, and must not run it as a formula. */
export const resultText = (state: RunState): string =>
  neutralised(
    state.plan.items
      .map((item) => [item.name, item.id, wordsFor(item, state), item.note].join('\t'))
      .join('\n'),
  )
