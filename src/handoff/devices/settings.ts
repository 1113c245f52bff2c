/** Settings of the tunnel that many devices need alike, each with its reason for the form. */
import type { Setting } from '../device.ts'

export const BOTH_WAYS = 'probe and answer then both go through the tunnel'

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

/** Answered by the device itself at the interface address, through the tunnel both ways. */
export const requestBothWays = (because: string): Setting[] => [
  { field: 'health_check.type', value: 'request', reason: because },
  {
    field: 'health_check.direction',
    value: 'bidirectional',
    reason: BOTH_WAYS,
  },
]

export const STATEFUL = 'a stateful firewall drops replies that it has seen no request for'
