/** The list of all shortcuts, and the switch for the single-key ones. */

import { SHORTCUTS, type Shortcut, setShortcutsOn, useShortcutsOn } from '../shortcuts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Switch } from '../ui/switch.tsx'

interface Row {
  key: string
  what: string
  where: string
}

const SINGLE: Record<Shortcut, Omit<Row, 'key'>> = {
  help: { what: 'Show this list', where: 'every page' },
  search: { what: 'Search', where: 'list' },
  new: { what: 'Create a tunnel', where: 'list' },
  refresh: { what: 'Refresh now', where: 'list' },
  next: { what: 'Next row', where: 'list' },
  previous: { what: 'Previous row', where: 'list' },
  edit: { what: 'Edit the tunnel of this row', where: 'list' },
  select: { what: 'Select this row', where: 'list' },
  copy: { what: 'Copy this row', where: 'list' },
}

const SINGLE_ROWS = (Object.keys(SINGLE) as Shortcut[]).map((name) => ({
  key: SHORTCUTS[name],
  ...SINGLE[name],
}))

/** Keys with a modifier and native keys: listed here, handled where they act. */
const OTHER_ROWS: readonly Row[] = [
  { key: 'Ctrl+K', what: 'Go to a tunnel, a page, a step or an action', where: 'every page' },
  { key: 'Enter', what: 'Open the tunnel of this row', where: 'list' },
  { key: '↑ ↓ Home End', what: 'Move from row to row', where: 'list' },
  { key: 'Ctrl+Enter', what: 'Continue; on Review create or save', where: 'form' },
  { key: 'Alt+←', what: 'Go to the previous step', where: 'form' },
  { key: 'Esc', what: 'Close a panel or a dialog', where: 'every page' },
]

const Keys = ({ rows }: { rows: readonly Row[] }) => (
  <dl className="grid grid-cols-[6rem_1fr_auto] gap-x-3 gap-y-1.5">
    {rows.map(({ key, what, where }) => (
      <div key={key} className="contents">
        <dt>
          <kbd>{key}</kbd>
        </dt>
        <dd>{what}</dd>
        <dd className="text-xs leading-5 text-fg-3">{where}</dd>
      </div>
    ))}
  </dl>
)

export const Help = ({ onClose }: { onClose(): void }) => {
  const isOn = useShortcutsOn()
  return (
    <Dialog title="Keyboard shortcuts" open onClose={onClose}>
      <Keys rows={OTHER_ROWS} />
      <h3 className="mt-4 mb-2 font-semibold">Single keys</h3>
      <Keys rows={SINGLE_ROWS} />
      <div className="mt-4">
        <Switch
          label="Single-key shortcuts"
          hint="Kept on this device. They never act inside a text field."
          checked={isOn}
          onChange={(event) => setShortcutsOn(event.target.checked)}
        />
      </div>
    </Dialog>
  )
}
