/** A router that is configured by hand: its pages in order, with the value of each field. */
import type { SheetPage } from '../../handoff/device.ts'
import { CopyableAddress } from '../ui/copyable-address.tsx'
import { Prop, PropsList } from '../ui/props-list.tsx'

interface SheetPagesProps {
  pages: readonly SheetPage[]
  onCopied(value: string): void
}

export const SheetPages = ({ pages, onCopied }: SheetPagesProps) =>
  pages.map(({ title, rows }) => (
    <div key={title}>
      <h3 className="font-semibold [overflow-wrap:anywhere]">{title}</h3>
      <PropsList>
        {rows.map(({ label, value, note }) => (
          <Prop key={label} name={label}>
            <CopyableAddress value={value} label={label} onCopied={() => onCopied(value)} />
            {note && <p className="text-xs text-fg-2">{note}</p>}
          </Prop>
        ))}
      </PropsList>
    </div>
  ))
