/** The table of devices, in the order of the select. A further router is one more row (docs/recipes.md, Add a router). */
import type { Device } from './device.ts'
import { strongswanBird } from './devices/strongswan-bird.ts'
import { strongswanFrr } from './devices/strongswan-frr.ts'

export const devices: readonly Device[] = [strongswanFrr, strongswanBird]

export const deviceById = (id: string): Device | null => devices.find((one) => one.id === id) ?? null
