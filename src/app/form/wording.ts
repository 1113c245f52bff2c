/** What a sentence about the dry-run consists of in each place that says it. The sentences: `verdict-wording.ts`. */
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
  /** The one sentence. */
  text: string
  tone: 'neutral' | 'success' | 'danger' | 'warning'
  icon: Icon
  /** When the answer was given, in milliseconds since the epoch. */
  at?: number
  /** `show`: go to the first problem; `check`: ask again. */
  action?: 'show' | 'check'
  /** The same on Review, where there is room to say what it means for creating. */
  review: { mark: 'accepted' | 'rejected' | 'running' | 'open'; title: string; text: string }
  /** The same below the list of problems; null where that list says it. */
  panel: string | null
  /** What the live region says; empty for what is not worth interrupting. Problems are said one by one. */
  spoken: string
  requestId: string | null
}

/** Review's part while there is no answer. */
export const open = (text: string): Wording['review'] => ({ mark: 'open', title: 'Not checked', text })

type Plain = Pick<Wording, 'text' | 'tone' | 'icon'> & Partial<Wording>

/** Fills in what most sentences share: the panel repeats the text, and nobody is interrupted. */
export const wording = (review: Wording['review'], plain: Plain): Wording => ({
  review,
  panel: `${plain.text}.`,
  spoken: '',
  requestId: null,
  ...plain,
})
