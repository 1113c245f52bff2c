/** Opens the export of these tunnels. Nothing of it is loaded before. */
import { lazy, memo, type ReactNode, Suspense, useState } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import { Button } from '../ui/button.tsx'

const ExportDialog = lazy(() =>
  import('./export-dialog.tsx').then(({ ExportDialog }) => ({ default: ExportDialog })),
)

interface ExportButtonProps {
  /** As a function it is asked when the button is pressed: the list gathers thousands only then. */
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
