/** The action buttons of a tunnel's page. */
import { useLocation } from 'wouter'
import type { Tunnel } from '../../contract/tunnel.ts'
import { markdownOf } from '../export/markdown.ts'
import { paths } from '../paths.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import type { TunnelState } from './state.ts'

export const TunnelButtons = ({ tunnel, state }: { tunnel: Tunnel; state: TunnelState }) => {
  const [, navigate] = useLocation()
  const { id } = tunnel
  const goTo = (label: string, path: string) => <Button onClick={() => navigate(path)}>{label}</Button>
  return (
    <fieldset aria-label="Actions" className="mt-3 flex flex-wrap gap-2 print:hidden">
      {goTo('Edit', paths.editTunnel(id))}
      {goTo('Clone', paths.cloneTunnel(id))}
      {goTo('Change key', paths.tunnelDialog(id, 'change-key'))}
      {goTo('Export', paths.tunnelDialog(id, 'export'))}
      {goTo('Delete', paths.tunnelDialog(id, 'delete'))}
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
