/** The network that every world starts with: a few sites in different states. Addresses are examples. */
import type { RouterSetup } from '../../contract/sandbox.ts'
import type { TunnelInput } from '../../contract/tunnel.ts'
import { settingsOf } from '../router/router.ts'
import type { StoredTunnel, World } from '../world/world.ts'
import { generatedId, generatedSite, type Site } from './fill.ts'
import { routesInto } from './seed-routes.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The two anycast endpoints of the simulated account. */
const EAST = '203.0.113.18'
const WEST = '203.0.113.146'

const site = (
  name: string,
  description: string,
  endpoint: string,
  customer: string,
  address: string,
  more: Partial<TunnelInput> = {},
): Site['input'] => ({
  name,
  description,
  cloudflare_endpoint: endpoint,
  customer_endpoint: customer,
  interface_address: address,
  health_check: { enabled: true, direction: 'bidirectional', type: 'reply', rate: 'mid' },
  ...more,
})

const asn = (customer_asn: number, more: Partial<NonNullable<TunnelInput['bgp']>> = {}) => ({
  bgp: { customer_asn, ...more },
})

const request = (rate: 'low' | 'mid' | 'high') => ({
  health_check: { enabled: true, direction: 'bidirectional' as const, type: 'request' as const, rate },
})

const aged = (ageDays: number, setup: RouterSetup, input: Site['input'], more: Partial<Site> = {}): Site => ({
  input,
  ageDays,
  setup,
  isCut: false,
  hasKey: true,
  sinceDays: ageDays,
  wasUp: true,
  ...more,
})

const SITES: readonly Site[] = [
  aged(
    212,
    'correct',
    site('ams-dc1-a', 'Amsterdam DC 1, ISP A', EAST, '198.51.100.10', '10.213.9.0/31', asn(64501)),
  ),
  aged(
    212,
    'correct',
    site('ams-dc1-b', 'Amsterdam DC 1, ISP B', WEST, '198.51.100.66', '10.213.9.2/31', asn(64501)),
  ),
  aged(
    41,
    'correct',
    site(
      'aws-euw1-vgw',
      'AWS Ireland, transit gateway, static routes',
      EAST,
      '192.0.2.201',
      '169.254.250.2/30',
      {
        ...request('low'),
        replay_protection: true,
      },
    ),
  ),
  aged(
    96,
    'correct',
    site('chi-dc2-a', 'Chicago DC 2, ISP A', EAST, '192.0.2.18', '10.213.20.0/31', {
      ...request('high'),
      ...asn(64520, { md5_key: 'chi-peer-2026' }),
    }),
    { isCut: true, sinceDays: 0.02 },
  ),
  aged(
    96,
    'wrong_asn',
    site('chi-dc2-b', 'Chicago DC 2, ISP B', WEST, '192.0.2.82', '10.213.20.2/31', {
      ...request('high'),
      ...asn(64520),
    }),
    { sinceDays: 3, wasUp: false },
  ),
  aged(
    18,
    'stuck',
    site('fra-core-02', 'Frankfurt core, router 2', WEST, '192.0.2.98', '10.213.9.6/31', {
      ...request('high'),
      ...asn(64502, { extra_prefixes: ['100.96.0.0/12'] }),
    }),
    { sinceDays: 0.003, wasUp: false },
  ),
  aged(
    60,
    'correct',
    site('osl-hq-a', 'Oslo head office, ISP A', EAST, '198.51.100.130', '10.213.10.0/31', {
      ...asn(64505, { extra_prefixes: ['0.0.0.0/0'] }),
      custom_remote_identities: { fqdn_id: 'osl-hq.20481653.custom.ipsec.cloudflare.com' },
    }),
  ),
  aged(
    0.1,
    'correct',
    site('osl-hq-b', 'Oslo head office, ISP B', WEST, '198.51.100.194', '10.213.10.2/31', {
      ...asn(64505),
      custom_remote_identities: { fqdn_id: 'osl-hq.20481653.custom.ipsec.cloudflare.com' },
    }),
    { hasKey: false, wasUp: false },
  ),
]

const stored = (site: Site, now: number, id: string): StoredTunnel => {
  const { input, ageDays, hasKey, setup, isCut, sinceDays, wasUp, isUnreported } = site
  const created = new Date(now - ageDays * DAY_MS).toISOString()
  return {
    id,
    input,
    created_on: created,
    modified_on: created,
    psk_set_on: hasKey ? created : null,
    // A session without another time has its state since the tunnel was created.
    router: {
      setup,
      settings: settingsOf(setup, input),
      is_cut: isCut,
      since: now - sinceDays * DAY_MS,
      was_up: wasUp,
      ...(isUnreported && { is_unreported: true }),
    },
  }
}

/** @param newId generates ids @param now milliseconds since the epoch */
export const createWorld = (newId: () => string, now: number): World => {
  const tunnels = SITES.map((each) => stored(each, now, newId()))
  return {
    account_number: 20481653,
    tunnels,
    routes: routesInto(tunnels, newId),
    flags: { coupler_integration: false },
    pace: 1,
    fault: null,
  }
}

/** The tunnels of a filled world, starting with those of every world. @param now milliseconds since the epoch */
export const filled = (count: number, now: number): StoredTunnel[] =>
  Array.from({ length: count }, (_, index) =>
    stored(SITES[index] ?? generatedSite(index - SITES.length), now, generatedId(index)),
  )
