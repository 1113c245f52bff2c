/** What the forms of a new and of an edited tunnel have of their own. */
import type { ReactNode } from 'react'
import type { SendState } from '../../write/use-write.ts'

/** The differences between creating and changing a tunnel. */
export interface Flow {
  /** Part of the page's title, after the step. */
  title: string
  progressLabel: string
  sendLabel: string
  sendingLabel: string
  /** Target of the first step's back button. It keeps the typed values, so it is not called Cancel. */
  back: { label: string; path: string }
  state: SendState
  send(): Promise<void>
  dropRefusal(): void
  /** Why the form cannot be sent now, although the user may change tunnels. */
  refusal?: string | undefined
  /** Content above every step. */
  notice?: ReactNode
  /** The Review step; its code loads after the first step has rendered. */
  review: ReactNode
}
