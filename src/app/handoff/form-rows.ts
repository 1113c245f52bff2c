/** The functions of the device rows that the form uses. Loaded once a router is chosen. */
import { deviceById } from '../../handoff/devices.ts'
import { advise } from '../../handoff/judge.ts'
import type { Rows } from './form-router.ts'

export const rows: Rows = { advise, deviceById }
