/** The search box of a table. */
import Search from 'lucide-react/icons/search'
import type { ReactNode } from 'react'

interface SearchBoxProps {
  id?: string
  label: string
  placeholder: string
  value: string
  onChange(value: string): void
  /** Called on Enter and Arrow Down: moves to the results. */
  onDone?(): void
  /** At the end of the box. */
  children?: ReactNode
}

export const SearchBox = ({ id, label, placeholder, value, onChange, onDone, children }: SearchBoxProps) => (
  <search className="control-frame m-0! w-full sm:w-80">
    <Search aria-hidden="true" className="size-4 flex-none text-fg-2" />
    <input
      id={id}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (!onDone || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return
        event.preventDefault()
        onDone()
      }}
    />
    {children}
  </search>
)
