/** Text in several formats: shows the beginning, copies or downloads all of it. */
import { CodePanel } from '../ui/code-panel.tsx'
import { DownloadButton } from '../ui/download-button.tsx'
import { beginning, type ExportText, whole } from './parts.ts'

/** Characters to show at least: more than anybody reads before downloading. */
const SHOWN = 20_000

const shownOf = ({ parts }: ExportText): string => {
  const { text, isWhole } = beginning(parts(), SHOWN)
  return isWhole ? text : `${text}\n[Only the beginning is shown. Copy and Download contain all of it.]\n`
}

interface ExportPanelProps {
  texts: readonly ExportText[]
  nameOf(ending: string): string
}

export const ExportPanel = ({ texts, nameOf }: ExportPanelProps) => {
  return (
    <div className="[&_pre]:max-h-[max(10rem,45dvh)] [&_pre]:overflow-y-auto">
      <CodePanel
        label="Format"
        tabs={texts.map((text) => ({
          title: text.title,
          note: text.note,
          text: () => shownOf(text),
          copied: () => whole(text.parts()),
          actions: (
            <DownloadButton
              label={text.title}
              fileName={nameOf(text.ending)}
              text={() => whole(text.parts())}
              mime={text.mime}
            />
          ),
        }))}
      />
    </div>
  )
}
