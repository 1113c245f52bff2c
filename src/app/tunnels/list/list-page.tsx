/** Every tunnel of the account. */
import { usePolledTunnels } from '../../use-polled-tunnels.ts'
import { useWriteRefusal } from '../../use-write-refusal.ts'
import { ListView } from './list-view.tsx'
import { useRows } from './use-rows.ts'

/** Separate from the view, so that a key press in the search box does not read the queries again. */
export const ListPage = () => {
  const polled = usePolledTunnels()
  const rows = useRows(polled.tunnels, polled.now, polled.health.probesOf)
  return <ListView polled={polled} rows={rows} refusal={useWriteRefusal()} />
}
