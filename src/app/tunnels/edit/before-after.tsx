/** Two values side by side; stacked when narrow. */
import type { ReactNode } from 'react'

const Cell = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="min-w-0 [overflow-wrap:anywhere]">
    <dt className="text-xs text-fg-2">{title}</dt>
    <dd>{children}</dd>
  </div>
)

interface BeforeAfterProps {
  titles: readonly [string, string]
  before: ReactNode
  after: ReactNode
}

export const BeforeAfter = ({ titles: [first, second], before, after }: BeforeAfterProps) => (
  <dl className="grid gap-x-4 gap-y-1 pt-1 sm:grid-cols-2">
    <Cell title={first}>{before}</Cell>
    <Cell title={second}>{after}</Cell>
  </dl>
)
