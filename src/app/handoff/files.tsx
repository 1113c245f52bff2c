/** The generated files in tabs, each with Copy and Download. */
import type { HandoffFile } from '../../handoff/device.ts'
import { CodePanel } from '../ui/code-panel.tsx'
import { DownloadButton } from '../ui/download-button.tsx'
import { HighlightedText } from './highlighted-text.tsx'

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
            <DownloadButton
              label={file.name}
              fileName={file.name}
              text={() => file.text}
              mime="text/plain;charset=utf-8"
              onDownloaded={() => onTaken(file)}
            />
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
