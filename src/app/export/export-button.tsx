/** Opens the export of these tunnels. Nothing of it is loaded before. */
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import { Button } from '../ui/button.tsx'

const ExportDialog = lazy(() =>
  import('./export-dialog.tsx').then(({ ExportDialog }) => ({ default: ExportDialog })),
)

interface ExportButtonProps {
  tunnels: readonly Tunnel[]
  children?: ReactNode
}

export const ExportButton = ({ tunnels, children = 'Export' }: ExportButtonProps) => {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{children}</Button>
      <Suspense>{isOpen && <ExportDialog tunnels={tunnels} onClose={() => setIsOpen(false)} />}</Suspense>
    </>
  )
}
