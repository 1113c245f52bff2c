/** How to verify and roll back the configuration on the router, and its sources. */
import type { Check, HandoffFile } from '../../handoff/device.ts'
import { Button } from '../ui/button.tsx'
import { CodePanel } from '../ui/code-panel.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { CHECKS_ID } from './checks-link.tsx'

interface ChecksProps {
  verify: readonly Check[]
  /** Name of the router. */
  name: string
  files: readonly HandoffFile[]
  sources: readonly string[]
}

export const Checks = ({ verify, name, files, sources }: ChecksProps) => (
  <>
    {verify.length > 0 && (
      <div>
        <h3 id={CHECKS_ID} tabIndex={-1} className="mb-2 w-fit font-semibold">
          Verify on {name}
        </h3>
        <ol className="todo">
          {verify.map(({ command, expect }) => (
            <li key={command}>
              <p className="flex items-start gap-1">
                <code className="[overflow-wrap:anywhere]">{command}</code>
                <CopyButton text={() => command} label={command} />
              </p>
              <p className="text-fg-2 [overflow-wrap:anywhere]">Expected: {expect}</p>
            </li>
          ))}
        </ol>
      </div>
    )}
    {files.length > 0 && (
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h3 className="font-semibold">Roll back</h3>
        <div className="print:hidden">
          <CodePanel
            label="Rollback"
            tabs={files.map(({ name: file, rollback }) => ({ title: `Undo ${file}`, text: rollback }))}
          />
        </div>
        {/* In print, all tabs one below the other. */}
        <div className="hidden print:grid print:gap-3">
          {files.map(({ name: file, rollback }) => (
            <div key={file}>
              <p className="font-medium">Undo {file}</p>
              <pre className="[overflow-wrap:anywhere] whitespace-pre-wrap">{rollback}</pre>
            </div>
          ))}
        </div>
      </div>
    )}
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0">
        <h3 className="font-semibold">Sources</h3>
        <ul className="text-xs">
          {sources.map((source) => (
            <li key={source} className="py-1 [overflow-wrap:anywhere]">
              <a href={source} target="_blank" rel="noreferrer">
                {source.replace('https://', '')}
              </a>
            </li>
          ))}
        </ul>
      </div>
      {files.length > 0 && (
        <Button className="print:hidden" onClick={() => window.print()}>
          Print
        </Button>
      )}
    </div>
  </>
)
