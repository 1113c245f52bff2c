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
  <label className="flex items-center gap-2 *:m-0! min-[68.75rem]:hidden print:hidden">
    <span className="text-fg-2 max-sm:sr-only">Sort</span>
    <Select className="w-36 max-sm:w-28" value={value} onChange={(event) => onChange(event.target.value)}>
      {children}
    </Select>
  </label>
)
