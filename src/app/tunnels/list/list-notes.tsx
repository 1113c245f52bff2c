/** What is said above the list: why it could not be read, and what is missing in it. */
import { useQueryClient } from '@tanstack/react-query'
import { memo, Suspense, useMemo } from 'react'
import { isPageOfList, tunnelListQuery } from '../../queries.ts'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Ago } from '../../ui/time.tsx'
import { missingReports, type Row } from './rows.ts'

export const loadStates = () => import('./list-states.tsx')
const loadTrouble = () => import('../../trouble-banner.tsx')
const TroubleBanner = lazyPart(async () => (await loadTrouble()).TroubleBanner)
const PartialBanner = lazyPart(async () => (await loadStates()).PartialBanner)
const Empty = lazyPart(async () => (await loadStates()).Empty)

/** Loads the messages while the server is there to send them. If this fails, showing one tries again. */
export const loadNotes = () => {
  for (const load of [loadStates, loadTrouble]) load().catch(() => {})
}

interface ListNotesProps {
  /** Tunnels in the newest answer; undefined without one. */
  count: number | undefined
  error: Error | null
  retryAt: number | null
  onRetry(): void
  /** Milliseconds since the epoch. */
  now: number
  rows: readonly Row[]
}

export const ListNotes = memo((props: ListNotesProps) => {
  const { count, error, retryAt, onRetry, now, rows } = props
  const { withBgp, missing } = useMemo(() => missingReports(rows), [rows])
  const client = useQueryClient()
  const fetchedAt = () => client.getQueryState(tunnelListQuery.queryKey)?.dataUpdatedAt ?? 0
  return (
    <Suspense>
      {error && (
        <div className="mb-4">
          <TroubleBanner error={error} retryAt={retryAt} onRetry={onRetry}>
            {count !== undefined && (
              <p>
                The list could not be refreshed. What you see is from <Ago ms={fetchedAt()} now={now} />.
              </p>
            )}
          </TroubleBanner>
        </div>
      )}
      {count !== undefined && !error && (missing > 0 || isPageOfList()) && (
        <PartialBanner missing={missing} of={withBgp} shown={count} />
      )}
      {count === 0 && <Empty />}
    </Suspense>
  )
})
