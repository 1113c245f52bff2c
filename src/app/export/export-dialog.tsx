/** One tunnel, a selection or all of them as text: read the beginning, copy or download the whole. */
import { Download } from 'lucide-react'
import { useState } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import { Button } from '../ui/button.tsx'
import { CodePanel } from '../ui/code-panel.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { announce } from '../ui/live-region.tsx'
import { saveFile } from '../ui/save-file.ts'
import { Switch } from '../ui/switch.tsx'
import { fileName } from './file-name.ts'
import { beginning, FORMATS, type Format, whole } from './formats.ts'

/** As much as anybody reads before downloading, in characters. */
const SHOWN = 20_000

interface ExportDialogProps {
  tunnels: readonly Tunnel[]
  onClose(): void
}

const subjectOf = (tunnels: readonly Tunnel[]): string => {
  const [first] = tunnels
  if (first && tunnels.length === 1) return first.name
  return `${tunnels.length.toLocaleString('en')} tunnels`
}

export const ExportDialog = ({ tunnels, onClose }: ExportDialogProps) => {
  const [includeMd5, setIncludeMd5] = useState(false)
  // What was asked for is exported, whatever the list behind it learns in the meantime.
  const [exported] = useState(tunnels)
  const hasMd5 = exported.some(({ bgp }) => bgp?.md5_key)

  const textOf = ({ write }: Format) => whole(write(exported, includeMd5))
  const download = (format: Format) => {
    const name = fileName(exported, format.ending)
    saveFile(name, textOf(format), format.mime)
    announce(`Downloaded ${name}`)
  }
  const shownOf = ({ write }: Format): string => {
    const { text, isWhole } = beginning(write(exported, includeMd5), SHOWN)
    return isWhole ? text : `${text}\n[Only the beginning is shown. Copy and Download have all of it.]\n`
  }
  return (
    <Dialog title={`Export ${subjectOf(exported)}`} kind="wide" open onClose={onClose}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p className="text-fg-2">Pre-shared keys are not included: the API never shows them.</p>
        {hasMd5 && (
          <Switch
            label="Include MD5 keys"
            hint="The API shows them to whoever may read a tunnel. Leave them out of what others will see."
            checked={includeMd5}
            onChange={(event) => setIncludeMd5(event.currentTarget.checked)}
          />
        )}
        <div className="[&_pre]:max-h-[max(10rem,45dvh)] [&_pre]:overflow-y-auto">
          <CodePanel
            label="Format"
            tabs={FORMATS.map((format) => ({
              title: format.title,
              note: format.note,
              text: () => shownOf(format),
              copied: () => textOf(format),
              actions: (
                <Button
                  variant="text"
                  className="mr-1 inline-flex items-center gap-1 whitespace-nowrap"
                  aria-label={`Download ${format.title}`}
                  onClick={() => download(format)}
                >
                  <Download aria-hidden="true" className="size-3.5" />
                  Download
                </Button>
              ),
            }))}
          />
        </div>
      </div>
    </Dialog>
  )
}
