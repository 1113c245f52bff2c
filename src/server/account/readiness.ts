/** Whether the account's API answers. Probes are frequent and come from anyone, so one read answers all for a while. */
import { type Clock, steady } from '../clock.ts'
import type { Account } from './account.ts'

const KEPT_MS = 30_000

/** @param account null in the sandbox, which is part of this process */
export const createReadiness = (account: Account | null, clock: Clock): (() => Promise<boolean>) => {
  const now = steady(clock.now)
  let look = { at: Number.NEGATIVE_INFINITY, isReady: Promise.resolve(true) }
  return () => {
    if (account && now() - look.at >= KEPT_MS) {
      const isReady = account
        .read({ row: 'listTunnels', id: '', body: null })
        // A used-up budget passes by itself. A load balancer that then took this server away would turn a wait for some
        // into an outage for all.
        .then(({ status }) => status === 200 || status === 429)
      look = { at: now(), isReady }
    }
    return look.isReady
  }
}
