/**
 * For tests: a stand-in that answers at once and has the same ids in every run, a clock that only waiting moves, and
 * calls like those of a client.
 */
import { expect } from 'vitest'
import { envelope } from '../contract/envelope.ts'
import type { Tunnel, TunnelInput } from '../contract/tunnel.ts'
import type { SandboxOptions } from './deps.ts'
import { createSandbox } from './sandbox.ts'

export const ACCOUNT = 'ac'.repeat(16)

/** The required fields of a tunnel, without conflict with the seed. */
export const INPUT: TunnelInput = {
  name: 'lis-branch-a',
  cloudflare_endpoint: '162.159.64.41',
  interface_address: '10.77.0.8/31',
}

/** Every field that can be written, with the target in object form. */
export const FULL: TunnelInput = {
  ...INPUT,
  customer_endpoint: '203.0.113.44',
  description: 'Lisbon branch, ISP A',
  health_check: {
    enabled: true,
    direction: 'bidirectional',
    rate: 'low',
    type: 'request',
    target: { saved: '203.0.113.45' },
  },
  psk: 'canary-psk-5f1b0c7e9a2d4438',
  replay_protection: true,
  bgp: {
    customer_asn: 64700,
    extra_prefixes: ['0.0.0.0/0'],
    md5_key: 'lis-peer',
    import_filter_id: 'f'.repeat(32),
    export_filter_id: 'e'.repeat(32),
  },
  custom_remote_identities: { fqdn_id: 'lis.20481653.custom.ipsec.cloudflare.com' },
  interface_address6: '2606:54c1:7:0:a9fe:12d2:1:200/127',
}

export interface Said {
  status: number
  headers: Headers
  text: string
  success: boolean
  errors: { code: number; message: string; source?: { pointer?: string }; error_chain?: unknown }[]
  // biome-ignore lint/suspicious/noExplicitAny: tests look into results of every shape.
  result: any
}

interface Options {
  query?: string
  headers?: Record<string, string>
  account?: string
  /** The resource below the account. */
  resource?: 'ipsec_tunnels' | 'routes'
}

/** Returns the same numbers in every run, so that ids and all that depends on them do not change a test's result. */
const sameRandom = () => {
  let state = 1
  return () => {
    // The multiplier and modulus of the "minimal standard" generator (Park and Miller, 1988; revised 1993).
    state = (state * 48_271) % 0x7fff_ffff
    return state / 0x7fff_ffff
  }
}

/** `call` checks the envelope, the type and the rate headers of each answer of the API. */
export const start = (options: SandboxOptions = {}) => {
  const clock = { time: Date.parse('2027-01-15T08:00:00Z') }
  const sandbox = createSandbox({
    now: () => clock.time,
    random: sameRandom(),
    wait: async (ms) => {
      clock.time += ms
    },
    latency: () => 0,
    ...options,
  })
  const fetch = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    sandbox.fetch(
      new Request(`http://sandbox.invalid${path}`, {
        method,
        headers: {
          Authorization: 'Bearer sandbox',
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    { query = '', headers = {}, account = ACCOUNT, resource = 'ipsec_tunnels' }: Options = {},
  ): Promise<Said> => {
    const response = await fetch(
      method,
      `/client/v4/accounts/${account}/magic/${resource}${path}${query}`,
      body,
      { 'x-magic-new-hc-target': 'true', ...headers },
    )
    expect(response.headers.get('Content-Type')).toBe('application/json')
    expect(response.headers.get('Ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/)
    expect(response.headers.get('Ratelimit-Policy')).toMatch(/^"default";q=\d+;w=300$/)
    const text = await response.text()
    const said = JSON.parse(text)
    envelope.parse(said)
    expect(said.success).toBe(response.ok)
    return { ...said, status: response.status, headers: response.headers, text }
  }
  const list = async (account?: string): Promise<Tunnel[]> =>
    (await call('GET', '', undefined, { account: account ?? ACCOUNT })).result.ipsec_tunnels
  const steer = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(method, `/sandbox/accounts/${ACCOUNT}${path}`, body)
    return { status: response.status, ...(await response.json()) } as Omit<Said, 'headers' | 'text'>
  }
  return { sandbox, clock, fetch, call, list, steer }
}

export const DRY = { query: '?validate_only=true' }

/** The pointer and code of each problem. */
export const problems = ({ errors }: Said): [string | undefined, number][] =>
  errors.map(({ source, code }) => [source?.pointer, code])
