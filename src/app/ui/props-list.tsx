/** Names and values in rows, separated by thin lines; the name is above the value when narrow. */
import type { ReactNode } from 'react'

export const PropsList = ({ children }: { children: ReactNode }) => (
  <dl className="@container/props divide-y divide-line">{children}</dl>
)

export const Prop = ({
  name,
  children,
  note,
  isLong = false,
  isOnScreenOnly = false,
}: {
  name: ReactNode
  children: ReactNode
  note?: ReactNode
  /** The value is one long word, which a column beside the name would break: it is below the name in a narrow list. */
  isLong?: boolean
  /** Not printed. */
  isOnScreenOnly?: boolean
}) => (
  <div
    className={`grid grid-cols-[minmax(0,1fr)] gap-x-4 py-2 ${isLong ? '' : 'sm:grid-cols-[10rem_minmax(0,1fr)_auto]'} @min-[34rem]/props:grid-cols-[12.5rem_minmax(0,1fr)_auto] print:grid-cols-[9rem_minmax(0,1fr)_auto] print:py-0.5 ${isOnScreenOnly ? 'no-print' : ''}`}
  >
    <dt className="text-xs leading-5 text-fg-2 sm:text-sm">{name}</dt>
    <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    {note && <dd className="text-xs leading-5 text-fg-3">{note}</dd>}
  </div>
)
