/** When the list was last read. A separate component, so that a poll without changes renders nothing else. */
import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'
import { tunnelListQuery } from '../../queries.ts'
import { RefreshButton } from '../../ui/refresh-button.tsx'
import { Clock } from '../../ui/time.tsx'
import { ZoneSwitch } from '../../ui/zone-switch.tsx'

export const Updated = memo(({ everyMs }: { everyMs: number }) => {
  const { dataUpdatedAt, isFetching, refetch } = useQuery(tunnelListQuery)
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-1 text-xs text-fg-3">
      <RefreshButton isFetching={isFetching} onRefresh={() => refetch()} />
      <p>
        Updated <Clock ms={dataUpdatedAt} />
        <span className="print:hidden">, every {everyMs / 1000} s while this page is shown</span>.
      </p>
      <p className="ml-auto">
        Times: <ZoneSwitch />
      </p>
    </div>
  )
})
