/** The parts of a text about the dry-run for each place. The sentences are in `verdict-wording.ts`. */
export type Icon =
  | 'none'
  | 'fix'
  | 'changed'
  | 'running'
  | 'partial'
  | 'accepted'
  | 'rejected'
  | 'offline'
  | 'unclear'
  | 'slow'
  | 'paused'
  | 'locked'

export interface Wording {
  /** The sentence of the pill. */
  text: string
  tone: 'neutral' | 'success' | 'danger' | 'warning'
  icon: Icon
  /** When the answer was given, in milliseconds since the epoch. */
  at?: number
  /** `show`: go to the first problem; `check`: check again. */
  action?: 'show' | 'check'
  /** The text on Review, which also says what it means for creating. */
  review: {
    mark: 'accepted' | 'rejected' | 'running' | 'open'
    title: string
    text: string
    /** Why "Check again" would do nothing. */
    notNow?: string
  }
  /** The text below the list of problems; null if the list is sufficient. */
  panel: string | null
  /** The announcement in the live region; empty for minor changes. Problems are announced one by one. */
  spoken: string
  requestId: string | null
}

/** The text on Review while there is no answer. */
export const notChecked = (text: string, notNow?: string): Wording['review'] => ({
  mark: 'open',
  title: 'Not checked',
  text,
  ...(notNow !== undefined && { notNow }),
})

type Plain = Pick<Wording, 'text' | 'tone' | 'icon'> & Partial<Wording>

/** Adds the defaults: the panel repeats the text, and nothing is announced. */
export const wording = (review: Wording['review'], plain: Plain): Wording => ({
  review,
  panel: `${plain.text}.`,
  spoken: '',
  requestId: null,
  ...plain,
})
