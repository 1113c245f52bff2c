/** What the dry-run asks of the browser that it runs in. */
import type { createDryRun } from './dry-run.ts'

type DryRunDeps = Parameters<typeof createDryRun>[0]

/** A server on this machine is reached without any network. */
const isLoopback = /^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname)

export const pageState: Omit<DryRunDeps, 'answers' | 'isOnlyMissing'> = {
  now: () => Date.now(),
  setTimer: (callback, ms) => window.setTimeout(callback, ms),
  clearTimer: (timer) => window.clearTimeout(timer as number),
  random: () => Math.random(),
  isVisible: () => document.visibilityState === 'visible',
  isOnline: () => navigator.onLine || isLoopback,
}
