/** Commands that enter the key on the router without leaving it in a shell history. */
import type { KeyEntry as Entry } from '../../handoff/device.ts'
import { CodePanel } from '../ui/code-panel.tsx'

export const KeyEntry = ({ entry }: { entry: Entry }) => (
  <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
    <p className="text-fg-2">{entry.how}</p>
    <CodePanel label="Set the key" tabs={[{ title: 'Set the key', text: entry.commands }]} />
  </div>
)
