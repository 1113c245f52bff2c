/** Exports one tunnel, a selection or all tunnels as text: shows the beginning, copies or downloads all of it. */
import { useState } from 'react'
import { isolated } from '../../contract/characters.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { counted } from '../counted.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Switch } from '../ui/switch.tsx'
import { ExportPanel } from './export-panel.tsx'
import { fileName } from './file-name.ts'
import { FORMATS } from './formats.ts'

interface ExportDialogProps {
  tunnels: readonly Tunnel[]
  onClose(): void
}

const subjectOf = (tunnels: readonly Tunnel[]): string => {
  const [first] = tunnels
  if (first && tunnels.length === 1) return isolated(first.name)
  return counted(tunnels.length, 'tunnel')
}

export const ExportDialog = ({ tunnels, onClose }: ExportDialogProps) => {
  const [includeMd5, setIncludeMd5] = useState(false)
  // Exports the tunnels as they were when the dialog opened, even if the list refreshes meanwhile.
  const [exported] = useState(tunnels)
  const hasMd5 = exported.some(({ bgp }) => bgp?.md5_key)

  return (
    <Dialog title={`Export ${subjectOf(exported)}`} kind="wide" open onClose={onClose}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p className="text-fg-2">Pre-shared keys are not included: the API never shows them.</p>
        {hasMd5 && (
          <Switch
            label="Include MD5 keys"
            hint="The API shows them to everyone who may read a tunnel. Leave them out of what others will see."
            checked={includeMd5}
            onChange={(event) => setIncludeMd5(event.currentTarget.checked)}
          />
        )}
        <ExportPanel
          texts={FORMATS.map(({ write, ...format }) => ({
            ...format,
            parts: () => write(exported, includeMd5),
          }))}
          nameOf={(ending) => fileName(exported, ending)}
        />
      </div>
    </Dialog>
  )
}
