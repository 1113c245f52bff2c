/** What is said above the list: why it could not be read, and what is missing in it. */
import { useQueryClient } from '@tanstack/react-query'
import { lazy, memo, Suspense } from 'react'
import { isPageOfList, tunnelListQuery } from '../../queries.ts'
import { Ago } from '../../ui/time.tsx'

export const loadStates = () => import('./list-states.tsx')
const loadTrouble = () => import('../../trouble-banner.tsx')
const TroubleBanner = lazy(async () => ({ default: (await loadTrouble()).TroubleBanner }))
const PartialBanner = lazy(async () => ({ default: (await loadStates()).PartialBanner }))
const Empty = lazy(async () => ({ default: (await loadStates()).Empty }))

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
  /** Tunnels with BGP that have no report, if they are too many to be an exception. */
  missing: number
  withBgp: number
}

export const ListNotes = memo((props: ListNotesProps) => {
  const { count, error, retryAt, onRetry, now, missing, withBgp } = props
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
