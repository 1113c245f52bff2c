/** The rows of the first step, without the key (keys.ts) and what is under Advanced (advanced.ts). */

import { tidyAddress } from '../address/typed-address.ts'
import { endsOfText } from '../address.ts'
import { judgeCloudflareEndpoint, judgeCustomerEndpoint, judgeName } from '../rules/basics.ts'
import { judgeInterfaceAddress } from '../rules/interface.ts'
import { judgeDescription } from '../rules/text.ts'
import { extra_prefixes } from './bgp.ts'
import { field, isBlankText, mono, never, sent, sentAddress, text, words } from './field.ts'
import { psk } from './keys.ts'

const name = field({
  path: 'name',
  step: 'basics',
  label: 'Tunnel name',
  term: 'Tunnel name',
  control: 'open',
  required: true,
  part: null,
  secret: false,
  values: { name: text },
  others: {},
  isBlank: (values) => isBlankText(values.name),
  judge: (values, neighbours) => judgeName(values.name.trim(), neighbours),
  isBeyondTyping: never,
  toWire: (values) => sent(values.name),
  // Without a name in the response, `name` is the id, which must not be entered as a name.
  fromWire: ({ name, odd_values }) => ({ name: odd_values && 'name' in odd_values ? '' : name }),
  review: (values) => words(values.name.trim()),
  // The name is the page's heading.
  page: () => null,
  example: { values: { name: 'lis-branch-a' }, wire: 'lis-branch-a' },
})

const description = field({
  path: 'description',
  step: 'basics',
  label: 'Description',
  term: 'Description',
  control: 'open',
  required: false,
  part: null,
  secret: false,
  values: { description: text },
  others: {},
  isBlank: (values) => isBlankText(values.description),
  judge: (values) => judgeDescription(values.description.trim()),
  isBeyondTyping: never,
  toWire: (values) => sent(values.description),
  fromWire: (tunnel) => ({ description: tunnel.description ?? '' }),
  review: (values) => words(values.description.trim()),
  // The description is under the page's heading.
  page: () => null,
  example: { values: { description: 'Branch Lisbon, ISP A' }, wire: 'Branch Lisbon, ISP A' },
})

export const cloudflare_endpoint = field({
  path: 'cloudflare_endpoint',
  step: 'basics',
  label: 'Cloudflare endpoint',
  term: 'Cloudflare endpoint',
  control: 'open',
  required: true,
  part: null,
  secret: false,
  values: { cloudflare_endpoint: text },
  others: {},
  isBlank: (values) => isBlankText(values.cloudflare_endpoint),
  judge: (values, neighbours) => judgeCloudflareEndpoint(tidyAddress(values.cloudflare_endpoint), neighbours),
  isBeyondTyping: never,
  toWire: (values) => sentAddress(values.cloudflare_endpoint),
  fromWire: (tunnel) => ({ cloudflare_endpoint: tunnel.cloudflare_endpoint }),
  review: (values) => mono(tidyAddress(values.cloudflare_endpoint)),
  page: (tunnel) => mono(tunnel.cloudflare_endpoint),
  example: { values: { cloudflare_endpoint: '162.159.64.41' }, wire: '162.159.64.41' },
})

export const customer_endpoint = field({
  path: 'customer_endpoint',
  step: 'basics',
  label: 'Customer endpoint',
  term: 'Customer endpoint',
  control: 'open',
  required: false,
  part: null,
  secret: false,
  values: { customer_endpoint: text },
  others: cloudflare_endpoint.values,
  isBlank: (values) => isBlankText(values.customer_endpoint),
  judge: (values, neighbours) =>
    judgeCustomerEndpoint(
      tidyAddress(values.customer_endpoint),
      tidyAddress(values.cloudflare_endpoint),
      neighbours,
    ),
  isBeyondTyping: never,
  toWire: (values) => sentAddress(values.customer_endpoint),
  fromWire: (tunnel) => ({ customer_endpoint: tunnel.customer_endpoint ?? '' }),
  review: (values) => mono(tidyAddress(values.customer_endpoint)),
  page: (tunnel) => mono(tunnel.customer_endpoint ?? ''),
  example: { values: { customer_endpoint: '203.0.113.44' }, wire: '203.0.113.44' },
})

/** The typed address, which is Cloudflare's side, with a note that names the router's side. */
const shownInterface = (address: string) => {
  const ends = endsOfText(address)
  return mono(address, ends ? `your router ${ends.customer}` : undefined)
}

const interface_address = field({
  path: 'interface_address',
  step: 'basics',
  label: 'Interface address',
  term: 'Interface address',
  control: 'open',
  required: true,
  part: null,
  secret: false,
  values: { interface_address: text },
  others: extra_prefixes.values,
  isBlank: (values) => isBlankText(values.interface_address),
  judge: (values, neighbours) =>
    judgeInterfaceAddress(tidyAddress(values.interface_address), {
      neighbours,
      extraPrefixes: values.extra_prefixes,
    }),
  isBeyondTyping: never,
  toWire: (values) => sentAddress(values.interface_address),
  fromWire: (tunnel) => ({ interface_address: tunnel.interface_address }),
  review: (values) => shownInterface(tidyAddress(values.interface_address)),
  page: (tunnel) => mono(tunnel.interface_address),
  example: { values: { interface_address: '10.77.0.8/31' }, wire: '10.77.0.8/31' },
})

/** In the order of the page. */
export const BASICS_FIELDS = {
  name,
  description,
  cloudflare_endpoint,
  customer_endpoint,
  interface_address,
  psk,
}
