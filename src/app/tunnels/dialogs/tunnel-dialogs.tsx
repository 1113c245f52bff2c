/** The dialogs of a tunnel's page, opened by what stands behind the `#` of its address. */
import { lazy, Suspense } from 'react'
import { useLocation } from 'wouter'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { paths } from '../../paths.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useHash } from '../../use-hash.ts'

const DeleteDialog = lazy(async () => ({ default: (await import('./delete-dialog.tsx')).DeleteDialog }))
const ChangeKeyDialog = lazy(async () => ({
  default: (await import('./change-key-dialog.tsx')).ChangeKeyDialog,
}))

export const TunnelDialogs = ({ tunnel }: { tunnel: Tunnel }) => {
  const hash = useHash()
  const [location, navigate] = useLocation()
  const page = paths.tunnel(tunnel.id)
  // Closing a dialog that went with its page must not lead back to it.
  const close = () => {
    if (location === page && window.location.hash !== '') navigate(page, { replace: true })
  }
  return (
    <>
      <Dialog title={`Delete ${tunnel.name}`} open={hash === 'delete'} onClose={close}>
        <Suspense fallback={null}>
          <DeleteDialog tunnel={tunnel} onClose={close} />
        </Suspense>
      </Dialog>
      <Dialog title={`Change key of ${tunnel.name}`} open={hash === 'change-key'} onClose={close}>
        <Suspense fallback={null}>
          <ChangeKeyDialog tunnel={tunnel} onClose={close} />
        </Suspense>
      </Dialog>
    </>
  )
}
