/**
 * The names of the devices, in the order of the select. They are in a file of their own so that the form can
 * show the select before it loads the generators.
 */
export const DEVICE_NAMES = {
  'strongswan-frr': 'strongSwan with FRR',
  'strongswan-bird': 'strongSwan with BIRD',
  vyos: 'VyOS',
  'cisco-ios-xe': 'Cisco IOS XE',
  'juniper-srx': 'Juniper SRX',
  fortigate: 'FortiGate',
  'palo-alto': 'Palo Alto PAN-OS',
  mikrotik: 'MikroTik RouterOS 7',
  pfsense: 'pfSense',
  opnsense: 'OPNsense',
  unifi: 'Ubiquiti UniFi',
  meraki: 'Cisco Meraki MX',
  aws: 'AWS Transit Gateway',
  azure: 'Azure VPN Gateway',
  gcp: 'Google Cloud VPN',
  oracle: 'Oracle Cloud',
  generic: 'Other router',
} as const

export type DeviceId = keyof typeof DEVICE_NAMES

export const isDeviceId = (id: string): id is DeviceId => Object.hasOwn(DEVICE_NAMES, id)
