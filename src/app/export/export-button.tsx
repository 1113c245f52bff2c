/** Opens the export of these tunnels. Nothing of it is loaded before. */
import { lazy, Suspense, useState } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import { Button } from '../ui/button.tsx'

const ExportDialog = lazy(() =>
  import('./export-dialog.tsx').then(({ ExportDialog }) => ({ default: ExportDialog })),
)

export const ExportButton = ({ tunnels }: { tunnels: readonly Tunnel[] }) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Export</Button>
      <Suspense>{isOpen && <ExportDialog tunnels={tunnels} onClose={() => setIsOpen(false)} />}</Suspense>
    </>
  )
}
