/** A short word beside a name: a kind, a count, a mode. */
import type { ReactNode } from 'react'

export const Tag = ({ children, line = false }: { children: ReactNode; line?: boolean }) => (
  <span
    className={`inline-flex h-5 items-center rounded-chip px-1.5 text-xs whitespace-nowrap text-fg-2 ${line ? 'border border-line-strong' : 'bg-raised'}`}
  >
    {children}
  </span>
)
