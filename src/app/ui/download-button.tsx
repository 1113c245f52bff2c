/** The Download button of a text in a code panel. */
import Download from 'lucide-react/icons/download'
import { Button } from './button.tsx'
import { announce } from './live-region.tsx'
import { saveFile } from './save-file.ts'

interface DownloadButtonProps {
  /** What is downloaded, for its accessible name. */
  label: string
  fileName: string
  text(): string
  mime: string
  onDownloaded?(): void
}

export const DownloadButton = ({ label, fileName, text, mime, onDownloaded }: DownloadButtonProps) => (
  <Button
    variant="text"
    className="mr-1 inline-flex items-center gap-1 whitespace-nowrap"
    aria-label={`Download ${label}`}
    onClick={() => {
      saveFile(fileName, text(), mime)
      announce(`Downloaded ${fileName}`)
      onDownloaded?.()
    }}
  >
    <Download aria-hidden="true" className="size-3.5" />
    Download
  </Button>
)
