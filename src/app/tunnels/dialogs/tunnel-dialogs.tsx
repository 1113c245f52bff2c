/** The dialogs of a tunnel's page, opened by the URL fragment. */
import { Suspense, useEffect } from 'react'
import { useLocation } from 'wouter'
import { isolated } from '../../../contract/characters.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { focusIfLost } from '../../page-heading.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { loadedLater } from '../../ui/loaded-later.tsx'
import { useHash } from '../../use-hash.ts'

const DeleteForm = loadedLater('The form', async () => (await import('./delete-form.tsx')).DeleteForm)
const ExportDialog = lazyPart(async () => (await import('../../export/export-dialog.tsx')).ExportDialog)
const ChangeKeyForm = loadedLater(
  'The form',
  async () => (await import('./change-key-form.tsx')).ChangeKeyForm,
)

export const TunnelDialogs = ({ tunnel }: { tunnel: Tunnel }) => {
  const hash = useHash()
  const [, navigate] = useLocation()
  const page = paths.tunnel(tunnel.id)
  const name = isolated(tunnel.name)
  // A dialog also closes because the URL changed: that navigation must not be undone.
  const leave = (dialog: string) => () => {
    if (location.pathname === page && location.hash === `#${dialog}`) navigate(page, { replace: true })
  }
  const closeDelete = leave('delete')
  const closeKey = leave('change-key')
  const closeExport = leave('export')

  // A dialog that opened together with the page, from the list's menu or after a reload, has no element to return to.
  useEffect(() => {
    if (hash === '') focusIfLost()
  }, [hash])

  return (
    <>
      <Dialog title={`Delete ${name}`} open={hash === 'delete'} onClose={closeDelete}>
        <DeleteForm tunnel={tunnel} onClose={closeDelete} />
      </Dialog>
      <Dialog title={`Change key of ${name}`} open={hash === 'change-key'} onClose={closeKey}>
        <ChangeKeyForm tunnel={tunnel} onClose={closeKey} />
      </Dialog>
      <Suspense fallback={null}>
        {hash === 'export' && <ExportDialog tunnels={[tunnel]} onClose={closeExport} />}
      </Suspense>
    </>
  )
}
