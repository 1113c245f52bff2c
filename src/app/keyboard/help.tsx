/** Every shortcut, and the switch for those of a single key. */
import { Dialog } from '../ui/dialog.tsx'
import { Switch } from '../ui/switch.tsx'
import { OTHER_KEYS, SHORTCUTS, setShortcutsOn, useShortcutsOn } from './shortcuts.ts'

const Keys = ({ rows }: { rows: readonly { key: string; what: string; where: string }[] }) => (
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
      <Keys rows={OTHER_KEYS} />
      <h3 className="mt-4 mb-2 font-semibold">Single keys</h3>
      <Keys rows={Object.values(SHORTCUTS)} />
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
