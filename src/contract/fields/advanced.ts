/** The rows of the first step that are under Advanced. */
import { tidyAddress } from '../address/typed-address.ts'
import { judgeCustomIdentity } from '../rules/identity.ts'
import { judgeInterfaceAddress6 } from '../rules/interface.ts'
import { cloudflare_endpoint } from './basics.ts'
import { field, isBlankText, mono, never, nothing, off, onOff, sentAddress, text } from './field.ts'

const interface_address6 = field({
  path: 'interface_address6',
  step: 'basics',
  label: 'IPv6 interface address',
  term: 'IPv6 interface address',
  control: 'advanced',
  required: false,
  part: null,
  secret: false,
  values: { interface_address6: text },
  others: {},
  isBlank: (values) => isBlankText(values.interface_address6),
  judge: (values) => judgeInterfaceAddress6(tidyAddress(values.interface_address6)),
  isBeyondTyping: never,
  toWire: (values) => sentAddress(values.interface_address6),
  fromWire: (tunnel) => ({ interface_address6: tunnel.interface_address6 ?? '' }),
  review: (values) => mono(tidyAddress(values.interface_address6)),
  page: (tunnel) => mono(tunnel.interface_address6 ?? ''),
  example: {
    values: { interface_address6: '2606:54c1:7:0:a9fe:12d2:1:200/127' },
    wire: '2606:54c1:7:0:a9fe:12d2:1:200/127',
  },
})

const replay_protection = field({
  path: 'replay_protection',
  step: 'basics',
  label: 'Replay protection',
  term: 'Replay protection',
  control: 'advanced',
  required: false,
  part: null,
  secret: false,
  values: { replay_protection: off },
  others: {},
  isBlank: never,
  judge: nothing,
  isBeyondTyping: never,
  toWire: (values) => values.replay_protection,
  fromWire: (tunnel) => ({ replay_protection: tunnel.replay_protection ?? false }),
  review: (values) => onOff(values.replay_protection),
  page: (tunnel) => onOff(tunnel.replay_protection),
  example: { values: { replay_protection: true }, wire: true },
})

const automatic_return_routing = field({
  path: 'automatic_return_routing',
  step: 'basics',
  label: 'Automatic return routing',
  term: 'Automatic return routing',
  control: 'advanced',
  required: false,
  part: null,
  secret: false,
  values: { automatic_return_routing: off },
  others: {},
  isBlank: never,
  judge: nothing,
  isBeyondTyping: never,
  toWire: (values) => values.automatic_return_routing,
  fromWire: (tunnel) => ({ automatic_return_routing: tunnel.automatic_return_routing ?? false }),
  review: (values) => onOff(values.automatic_return_routing),
  page: (tunnel) => onOff(tunnel.automatic_return_routing),
  example: { values: { automatic_return_routing: true }, wire: true },
})

const fqdn_id = field({
  path: 'custom_remote_identities.fqdn_id',
  step: 'basics',
  label: 'Custom IKE ID',
  term: 'Custom IKE ID',
  control: 'advanced',
  required: false,
  part: null,
  secret: false,
  values: { fqdn_id: text },
  others: cloudflare_endpoint.values,
  isBlank: (values) => isBlankText(values.fqdn_id),
  judge: (values, neighbours) =>
    judgeCustomIdentity(tidyAddress(values.fqdn_id), tidyAddress(values.cloudflare_endpoint), neighbours),
  isBeyondTyping: never,
  toWire: (values) => sentAddress(values.fqdn_id),
  fromWire: (tunnel) => ({ fqdn_id: tunnel.custom_remote_identities?.fqdn_id ?? '' }),
  review: (values) => mono(tidyAddress(values.fqdn_id)),
  page: (tunnel) => mono(tunnel.custom_remote_identities?.fqdn_id ?? ''),
  example: {
    values: { fqdn_id: 'lis.12345.custom.ipsec.cloudflare.com' },
    wire: 'lis.12345.custom.ipsec.cloudflare.com',
  },
})

/** In the order of the page. */
export const ADVANCED_FIELDS = {
  interface_address6,
  replay_protection,
  automatic_return_routing,
  fqdn_id,
}
