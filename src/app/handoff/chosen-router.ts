/**
 * The router at the far end of a tunnel, as chosen on this device. It is never sent. Several parts of a page read it,
 * so it is stored in one place that notifies them.
 */
import { useSyncExternalStore } from 'react'
import { type DeviceId, isDeviceId } from '../../handoff/device-names.ts'
import { readKept, writeKept } from '../kept.ts'
import { createListeners } from '../ui/listeners.ts'

const chosen = new Map<string, DeviceId | null>()
const listeners = createListeners()

const keyOf = (tunnelId: string): string => `router.${tunnelId}`

export const subscribeRouters = listeners.subscribe

export const chosenRouter = (tunnelId: string): DeviceId | null => {
  const known = chosen.get(tunnelId)
  if (known !== undefined) return known
  const kept = readKept(keyOf(tunnelId))
  const router = typeof kept === 'string' && isDeviceId(kept) ? kept : null
  chosen.set(tunnelId, router)
  return router
}

export const chooseRouter = (tunnelId: string, router: DeviceId | null): void => {
  chosen.set(tunnelId, router)
  writeKept(keyOf(tunnelId), router)
  listeners.tell()
}

export const useChosenRouter = (tunnelId: string): DeviceId | null =>
  useSyncExternalStore(subscribeRouters, () => chosenRouter(tunnelId))
