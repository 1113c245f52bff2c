/** The changes in the router's files since the last edit of the tunnel. */
import type { Tunnel } from '../../contract/tunnel.ts'
import type { HandoffFile } from '../../handoff/device.ts'
import { unifiedDiff } from '../../handoff/unified-diff.ts'
import { focusPageHeading } from '../page-heading.ts'
import { Button } from '../ui/button.tsx'
import { CodePanel } from '../ui/code-panel.tsx'
import { announce } from '../ui/live-region.tsx'
import { Clock } from '../ui/time.tsx'
import { useFormerTunnel } from './former-tunnel.ts'

const LOOKS: Record<string, string> = { '+': 'text-success', '-': 'text-danger', '@': 'text-fg-3' }

/** Colours repeat the `+` and `-` at the start of each line. */
const Changes = ({ text }: { text: string }) =>
  text
    .trimEnd()
    .split('\n')
    .map((line, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be equal, and no line has state
      <span key={index} className={/^(---|\+\+\+) /.test(line) ? LOOKS['@'] : LOOKS[line.charAt(0)]}>
        {`${line}\n`}
      </span>
    ))

/** The edit was made while no page was open, and no key is kept on this device to compare with. */
const KeyUnsure = ({ othersChanged }: { othersChanged: readonly string[] }) => (
  <p className="text-fg-2">
    {othersChanged.length > 0
      ? `Edited while this page was closed: ${othersChanged.join(', ')}. `
      : 'The tunnel was edited while this page was closed. '}
    Whether the MD5 key was replaced too is not known, because no key is kept on this device. If it was, the
    router needs the new one.
  </p>
)

interface SinceEditProps {
  tunnel: Tunnel
  now: readonly HandoffFile[]
  /** The files for the former tunnel; empty where they cannot be generated. */
  filesOf(former: Tunnel): readonly HandoffFile[]
}

export const SinceEdit = ({ tunnel, now, filesOf }: SinceEditProps) => {
  const { former, forget } = useFormerTunnel(tunnel)
  if (!former || now.length === 0) return null
  const before = filesOf(former.tunnel)
  const changes = now.flatMap(({ name, text }) => {
    const old = before.find((file) => file.name === name)
    const difference = before.length > 0 && unifiedDiff(name, old?.text ?? '', text)
    return difference
      ? [{ title: `Changes to ${name}`, text: difference, shown: <Changes text={difference} /> }]
      : []
  })
  const edited = Date.parse(former.editedOn)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 print:hidden">
      <h3 className="font-semibold">Changed by the last edit of the tunnel</h3>
      <p className="text-fg-2">
        {!Number.isNaN(edited) && (
          <>
            Edited <Clock ms={edited} />.{' '}
          </>
        )}
        {changes.length > 0
          ? 'Load these changes on the router:'
          : before.length > 0
            ? 'Nothing in the files of this router changed.'
            : 'The files from before the edit cannot be generated, so there is nothing to compare.'}
      </p>
      {former.isKeyUnsure && <KeyUnsure othersChanged={former.othersChanged} />}
      {changes.length > 0 && (
        <div className="[&_pre]:max-h-[max(16rem,60dvh)] [&_pre]:overflow-y-auto">
          <CodePanel label="Changes" tabs={changes} />
        </div>
      )}
      <p>
        <Button
          variant="text"
          onClick={() => {
            forget()
            announce('The comparison is closed')
            focusPageHeading()
          }}
        >
          The router is up to date: close the comparison
        </Button>
      </p>
    </div>
  )
}
