/** Tunnel settings that many devices need, each with the reason that the form shows. */
import type { Setting } from '../device.ts'

export const BOTH_WAYS = 'the probe and its reply then both go through the tunnel'

export const replayOff = (because: string): Setting => ({
  field: 'replay_protection',
  value: false,
  reason: because,
})

export const replayOn = (because: string): Setting => ({
  field: 'replay_protection',
  value: true,
  reason: because,
})

/**
 * Probes of type Request, which the device itself answers at its interface address, through the tunnel both
 * ways.
 */
export const requestBothWays = (because: string): Setting[] => [
  { field: 'health_check.type', value: 'request', reason: because },
  {
    field: 'health_check.direction',
    value: 'bidirectional',
    reason: BOTH_WAYS,
  },
]

export const STATEFUL = 'a stateful firewall drops replies without a request'
