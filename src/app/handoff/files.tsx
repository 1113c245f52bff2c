/** The generated files in tabs, each with Copy and Download. */
import { Download } from 'lucide-react'
import type { HandoffFile } from '../../handoff/device.ts'
import { Button } from '../ui/button.tsx'
import { CodePanel } from '../ui/code-panel.tsx'
import { announce } from '../ui/live-region.tsx'
import { saveFile } from '../ui/save-file.ts'
import { HighlightedText } from './highlighted-text.tsx'

const download = ({ name, text }: HandoffFile) => {
  saveFile(name, text, 'text/plain;charset=utf-8')
  announce(`Downloaded ${name}`)
}

interface FilesProps {
  files: readonly HandoffFile[]
  /** Called after a file was copied or downloaded. */
  onTaken(file: HandoffFile): void
}

export const Files = ({ files, onTaken }: FilesProps) => (
  <>
    <div className="print:hidden [&_pre]:max-h-[max(16rem,70dvh)] [&_pre]:overflow-y-auto">
      <CodePanel
        label="Files"
        tabs={files.map((file) => ({
          title: file.name,
          note: file.place,
          text: file.text,
          onCopied: () => onTaken(file),
          shown: <HighlightedText text={file.text} language={file.language} />,
          actions: (
            <Button
              variant="text"
              className="mr-1 inline-flex items-center gap-1 whitespace-nowrap"
              aria-label={`Download ${file.name}`}
              onClick={() => {
                download(file)
                onTaken(file)
              }}
            >
              <Download aria-hidden="true" className="size-3.5" />
              Download
            </Button>
          ),
        }))}
      />
    </div>
    {/* In print, all tabs one below the other. */}
    <div className="hidden print:grid print:gap-4">
      {files.map(({ name, place, text }) => (
        <div key={name}>
          <p className="font-medium">{name}</p>
          <p className="text-xs">{place}</p>
          <pre className="mt-1 [overflow-wrap:anywhere] whitespace-pre-wrap">{text}</pre>
        </div>
      ))}
    </div>
  </>
)
