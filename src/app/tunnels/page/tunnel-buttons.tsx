/** The action buttons of a tunnel's page. */
import { useLocation } from 'wouter'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { markdownOf } from '../../export/markdown.ts'
import type { TunnelState } from '../../state/state.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useWriteRefusal } from '../../use-write-refusal.ts'
import { actionsOf } from '../tunnel-actions.ts'

export const TunnelButtons = ({ tunnel, state }: { tunnel: Tunnel; state: TunnelState }) => {
  const [, navigate] = useLocation()
  const refusal = useWriteRefusal()
  return (
    <fieldset aria-label="Actions" className="mt-3 flex flex-wrap gap-2 print:hidden">
      {actionsOf(tunnel.id).map(({ label, href, isWrite }) => (
        <Button key={label} disabledReason={isWrite ? refusal : undefined} onClick={() => navigate(href)}>
          {label}
        </Button>
      ))}
      <CopyButton
        text={() => markdownOf(tunnel, `${state.title}. ${state.sentence}`)}
        label="tunnel as Markdown"
        variant="secondary"
        inPalette
      >
        Copy as Markdown
      </CopyButton>
    </fieldset>
  )
}
