/** The table of devices: one row for each name, which the type enforces (docs/recipes.md, Add a router). */
import type { Device } from './device.ts'
import { type DeviceId, isDeviceId } from './device-names.ts'
import { aws } from './devices/aws.ts'
import { azure } from './devices/azure.ts'
import { ciscoIosXe } from './devices/cisco-ios-xe.ts'
import { fortigate } from './devices/fortigate.ts'
import { gcp } from './devices/gcp.ts'
import { generic } from './devices/generic.ts'
import { juniperSrx } from './devices/juniper-srx.ts'
import { meraki } from './devices/meraki.ts'
import { mikrotik } from './devices/mikrotik.ts'
import { opnsense } from './devices/opnsense.ts'
import { oracle } from './devices/oracle.ts'
import { paloAlto } from './devices/palo-alto.ts'
import { pfsense } from './devices/pfsense.ts'
import { strongswanBird } from './devices/strongswan-bird.ts'
import { strongswanFrr } from './devices/strongswan-frr.ts'
import { unifi } from './devices/unifi.ts'
import { vyos } from './devices/vyos.ts'

const rows: Record<DeviceId, Device> = {
  'strongswan-frr': strongswanFrr,
  'strongswan-bird': strongswanBird,
  vyos,
  'cisco-ios-xe': ciscoIosXe,
  'juniper-srx': juniperSrx,
  fortigate,
  'palo-alto': paloAlto,
  mikrotik,
  pfsense,
  opnsense,
  unifi,
  meraki,
  aws,
  azure,
  gcp,
  oracle,
  generic,
}

export const devices: readonly Device[] = Object.values(rows)

export const deviceById = (id: string): Device | null => (isDeviceId(id) ? rows[id] : null)
