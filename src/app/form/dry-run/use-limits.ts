/** Informs a dry-run about the connection, whether the page is visible, the account's remaining calls and pauses. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Meta } from '../../../contract/meta.ts'
import { apiPause } from '../../api-pause.ts'
import { metaQuery } from '../../queries.ts'
import type { DryRun } from './state.ts'

/** The proxy answers this itself, so it uses none of the account's calls. */
const BUDGET_EVERY_MS = 30_000

const shareLeft = ({ remaining, limit }: Meta['budget']): number => (limit > 0 ? remaining / limit : 1)

export const useDryRunLimits = (dryRun: DryRun): void => {
  useEffect(() => {
    const gone = new AbortController()
    const { signal } = gone
    window.addEventListener('online', dryRun.wake, { signal })
    window.addEventListener('offline', dryRun.wake, { signal })
    document.addEventListener('visibilitychange', dryRun.wake, { signal })
    dryRun.wake()
    return () => {
      gone.abort()
      dryRun.stop()
    }
  }, [dryRun])

  const { data: meta } = useQuery({ ...metaQuery, refetchInterval: BUDGET_EVERY_MS })
  useEffect(() => {
    if (meta) dryRun.setBudget(shareLeft(meta.budget))
  }, [meta, dryRun])

  useEffect(() => {
    const pause = () => dryRun.pause(apiPause.until())
    pause()
    return apiPause.subscribe(pause)
  }, [dryRun])
}
