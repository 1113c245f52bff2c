/** The health of every tunnel of the account, for the list. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Tunnel } from '../../contract/tunnel.ts'
import type { Probes } from '../tunnels/state.ts'
import { accountHealthQuery } from './queries.ts'
import { readingIn } from './reading.ts'

export interface AccountHealth {
  probesOf(tunnel: Tunnel): Probes
  error: Error | null
}

export const useAccountHealth = (): AccountHealth => {
  const { data, error } = useQuery(accountHealthQuery)
  return useMemo(() => {
    const series = data && new Map(data.series.map((each) => [each.name, each]))
    return {
      probesOf: (tunnel) => (data && series ? readingIn(series, data, tunnel) : undefined),
      error,
    }
  }, [data, error])
}
