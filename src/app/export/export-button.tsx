/** Opens the export of these tunnels. Its code loads when it is first opened. */
import { memo, type ReactNode, Suspense, useState } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import { Button } from '../ui/button.tsx'
import { lazyPart } from '../ui/lazy-part.ts'

const ExportDialog = lazyPart(async () => (await import('./export-dialog.tsx')).ExportDialog)

interface ExportButtonProps {
  /** A function is called when the button is pressed, so that the list collects thousands of tunnels only then. */
  tunnels: readonly Tunnel[] | (() => readonly Tunnel[])
  children?: ReactNode
}

export const ExportButton = memo(({ tunnels, children = 'Export' }: ExportButtonProps) => {
  const [exported, setExported] = useState<readonly Tunnel[] | null>(null)
  return (
    <>
      <Button data-palette onClick={() => setExported(typeof tunnels === 'function' ? tunnels() : tunnels)}>
        {children}
      </Button>
      <Suspense>{exported && <ExportDialog tunnels={exported} onClose={() => setExported(null)} />}</Suspense>
    </>
  )
})
