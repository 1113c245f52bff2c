/** The browser functions that the dry-run needs. */
import type { DryRunDeps } from './dry-run.ts'

/** Whether the server is on this machine, which needs no network. */
const isLoopback = /^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname)

export const browserDeps: Omit<DryRunDeps, 'answers' | 'isOnlyMissing'> = {
  now: () => Date.now(),
  setTimer: (callback, ms) => window.setTimeout(callback, ms),
  clearTimer: (timer) => window.clearTimeout(timer as number),
  random: () => Math.random(),
  isVisible: () => document.visibilityState === 'visible',
  isOnline: () => navigator.onLine || isLoopback,
}
