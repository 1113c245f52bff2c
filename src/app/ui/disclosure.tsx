/** A section that starts closed. `open` opens it from outside; the user may close it again. */
import ChevronRight from 'lucide-react/icons/chevron-right'
import type { ReactNode } from 'react'
import { Tag } from './tag.tsx'

interface DisclosureProps {
  title: string
  hint?: string
  tag?: string | undefined
  open: boolean
  onToggle(open: boolean): void
  children: ReactNode
}

export const Disclosure = ({ title, hint, tag, open, onToggle, children }: DisclosureProps) => (
  <details
    open={open}
    onToggle={(event) => onToggle(event.currentTarget.open)}
    className="group/details min-w-0"
  >
    <summary className="flex min-h-9 list-none items-center gap-2 font-medium [&::-webkit-details-marker]:hidden">
      <ChevronRight aria-hidden="true" className="size-4 flex-none text-fg-3 group-open/details:rotate-90" />
      {title}
      {tag && <Tag>{tag}</Tag>}
      {hint && <span className="hidden truncate text-xs font-normal text-fg-3 sm:inline">{hint}</span>}
    </summary>
    <div className="grid grid-cols-1 gap-1 pt-3">{children}</div>
  </details>
)
