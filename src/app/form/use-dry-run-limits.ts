/** Informs a dry-run about the account's remaining calls and about pauses. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Meta } from '../../contract/meta.ts'
import { apiPause } from '../api-pause.ts'
import { metaQuery } from '../queries.ts'
import type { createDryRun } from './dry-run.ts'

/** The proxy answers this itself, so it uses none of the account's calls. */
const BUDGET_EVERY_MS = 30_000

const shareLeft = ({ remaining, limit }: Meta['budget']): number => (limit > 0 ? remaining / limit : 1)

export const useDryRunLimits = (dryRun: ReturnType<typeof createDryRun>): void => {
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
