/** Exports the shown routes as text, to copy or download. */
import { useState } from 'react'
import type { Route } from '../../contract/route.ts'
import { counted } from '../counted.ts'
import { ExportPanel } from '../export/export-panel.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { routeTexts } from './route-formats.ts'

export const RouteExport = ({ routes, onClose }: { routes: readonly Route[]; onClose(): void }) => {
  // Exports the routes as they were when the dialog opened, even if the list refreshes meanwhile.
  const [exported] = useState(routes)
  return (
    <Dialog title={`Export ${counted(exported.length, 'route')}`} kind="wide" open onClose={onClose}>
      <ExportPanel
        texts={routeTexts(exported)}
        nameOf={(ending) => `static-routes-${exported.length}.${ending}`}
      />
    </Dialog>
  )
}
