/** Select for the order where rows are cards, which have no column headings. */
import type { ReactNode } from 'react'
import { Select } from '../ui/select.tsx'

interface SortSelectProps {
  value: string
  onChange(value: string): void
  /** Its options. */
  children: ReactNode
}

export const SortSelect = ({ value, onChange, children }: SortSelectProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the select is in it
  <label className="relative flex items-center gap-2 *:m-0! max-sm:min-w-32 max-sm:flex-1 max-sm:*:grow min-[68.75rem]:hidden print:hidden">
    {/* On a phone in the frame of the select, to save width. */}
    <span className="text-fg-2 max-sm:pointer-events-none max-sm:absolute max-sm:left-3 max-sm:z-1">
      Sort
    </span>
    <Select className="max-sm:pl-8 sm:w-36" value={value} onChange={(event) => onChange(event.target.value)}>
      {children}
    </Select>
  </label>
)
