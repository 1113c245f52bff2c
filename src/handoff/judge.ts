/**
 * Checks a tunnel's values against what a device can express: in the form, before the tunnel exists, and on
 * the tunnel's page. In the form none of these findings blocks, because the API accepts values that a
 * particular router cannot express.
 */
import { parseCidr4 } from '../contract/address.ts'
import { error, type Finding, warning } from '../contract/finding.ts'
import type { Tunnel, TunnelDraft } from '../contract/tunnel.ts'
import { HEALTH_CHECK_DEFAULTS, savedTarget } from '../contract/tunnel-values.ts'
import type { Device, Setting } from './device.ts'
import type { HandoffFinding } from './handoff-finding.ts'
import { judgeKey } from './keys.ts'

/** A value that the form sets for a device in a field where nothing was typed. */
export interface DeviceDefault {
  field: Setting['field']
  value: NonNullable<Setting['value']>
  /** For which device, and why. */
  says: string
}

export interface Advice {
  defaults: readonly DeviceDefault[]
  findings: readonly HandoffFinding[]
}

const at = (field: string, finding: Finding): HandoffFinding => ({ ...finding, field })

const judgeAddress = ({ name, expresses }: Device, text: string, hasBgp: boolean): HandoffFinding[] => {
  const cidr = parseCidr4(text)
  if (!cidr) return []
  return expresses.addresses
    .filter(({ refuses }) => refuses(cidr, hasBgp))
    .map(({ because }) => at('interface_address', error(`${name}: ${because}`)))
}

const judgeMd5 = ({ name, expresses: { md5 } }: Device, key: string): HandoffFinding[] =>
  'unsupported' in md5
    ? [at('bgp.md5_key', error(`${name}: ${md5.unsupported}`))]
    : judgeKey(name, 'MD5 key', 'bgp.md5_key', key, md5)

type Judged = Pick<TunnelDraft, 'interface_address'> & {
  psk?: string | null | undefined
  bgp?: { md5_key?: string | null | undefined } | null | undefined
}

/**
 * Findings about values that the device cannot express. Each is an error, because a file with such a value
 * would be wrong, except BGP on a device without it: the files then use static routes.
 */
export const judgeValues = (device: Device, { interface_address, psk, bgp }: Judged): HandoffFinding[] => [
  ...judgeAddress(device, interface_address ?? '', Boolean(bgp)),
  ...(psk ? judgeKey(device.name, 'PSK', 'psk', psk, device.expresses.psk) : []),
  ...(bgp && device.expresses.bgp !== true
    ? [at('bgp', warning(`${device.name}: ${device.expresses.bgp.unsupported}`))]
    : []),
  ...(bgp?.md5_key && device.expresses.bgp === true ? judgeMd5(device, bgp.md5_key) : []),
]

type Configured = Pick<Tunnel, 'replay_protection' | 'health_check'> | TunnelDraft

const configured = (set: Configured, field: Setting['field']): string | boolean => {
  const { replay_protection: replay, health_check: check } = set
  switch (field) {
    case 'replay_protection':
      return replay === true
    // What the API uses for an absent value: docs/api.md, Health check.
    case 'health_check.type':
      return check?.type ?? HEALTH_CHECK_DEFAULTS.type
    case 'health_check.direction':
      return check?.direction ?? HEALTH_CHECK_DEFAULTS.direction
    case 'health_check.rate':
      return check?.rate ?? HEALTH_CHECK_DEFAULTS.rate
    case 'health_check.target':
      return savedTarget(check?.target)
  }
}

const SETTING_NAMES: Record<Setting['field'], string> = {
  replay_protection: 'Replay protection',
  'health_check.type': 'Health check type',
  'health_check.direction': 'Health check direction',
  'health_check.rate': 'Health check rate',
  'health_check.target': 'Health check target',
}

/** A value as the form's control shows it. */
const wordOf = (value: string | boolean): string =>
  typeof value === 'boolean' ? (value ? 'on' : 'off') : value.charAt(0).toUpperCase() + value.slice(1)

const wishOf = ({ field, value, reason }: Setting): string =>
  value === null
    ? `${SETTING_NAMES[field]} must be typed: ${reason}`
    : `${SETTING_NAMES[field]} should be ${wordOf(value)}: ${reason}`

/** Warnings for settings of the tunnel that differ from what the device needs. */
export const judgeSettings = (settings: readonly Setting[], set: Configured): HandoffFinding[] =>
  settings
    .filter(({ field, value }) =>
      value === null ? configured(set, field) === '' : configured(set, field) !== value,
    )
    .map((setting) => at(setting.field, warning(wishOf(setting))))

/** Such a device has no other identity that Cloudflare accepts (docs/api.md, IKE and IPsec). */
const judgeIdentity = ({ name, expresses }: Device, { customer_endpoint }: TunnelDraft): HandoffFinding[] =>
  expresses.identities.every((kind) => kind === 'ipv4') && !customer_endpoint
    ? [
        at(
          'customer_endpoint',
          warning(`${name} identifies itself by its IPv4 address only. Enter that address here`),
        ),
      ]
    : []

/** For the form: the device's defaults, and warnings for values that it cannot express. */
export const advise = (device: Device, draft: TunnelDraft): Advice => {
  const settings = device.settings(draft)
  const findings = [
    ...judgeValues(device, draft),
    ...judgeIdentity(device, draft),
    ...judgeSettings(settings, draft),
  ]
  return {
    defaults: settings.flatMap(({ field, value, reason }) =>
      value === null ? [] : [{ field, value, says: `Set for ${device.name}: ${reason}` }],
    ),
    findings: findings.map((finding) => ({ ...finding, severity: 'warning' })),
  }
}
