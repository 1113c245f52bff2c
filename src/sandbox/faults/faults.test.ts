/** The effect of every fault on a client, by a tunnel's name and as the setting of a world. */
import { describe, expect, test } from 'vitest'
import { tunnel as tunnelShape } from '../../contract/tunnel.ts'
import { CODES } from '../refusals.ts'
import { ACCOUNT, DRY, INPUT, problems, start } from '../testing.ts'
import { Cut } from './disturb.ts'
import { FAULTS } from './faults.ts'

const TUNNELS = `/client/v4/accounts/${ACCOUNT}/magic/ipsec_tunnels`
const USUAL = '200'

/** A short description of the answer. */
const see = async (world: ReturnType<typeof start>, method: string, path: string, body?: unknown) => {
  const startedAt = world.clock.time
  try {
    const response = await world.fetch(method, TUNNELS + path, body)
    const { status, headers } = response
    expect(headers.get('Ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/)
    expect(headers.get('Ratelimit-Policy')).toBe('"default";q=1200;w=300')
    const type = headers.get('Content-Type')
    const text = await response.text().catch(() => 'breaks off')
    const said = [
      String(status),
      ...(type && type !== 'application/json' ? [type] : []),
      ...(headers.has('Retry-After') ? [`after ${headers.get('Retry-After')}`] : []),
      ...(headers.has('Location') ? [`to ${headers.get('Location')}`] : []),
    ]
    const told = meaning(text)
    if (told) said.push(told)
    const waited = world.clock.time - startedAt
    return [...said, ...(waited > 1000 ? [`in ${waited / 1000} s`] : [])].join(', ')
  } catch (error) {
    if (!(error instanceof Cut)) throw error
    return `cut${world.clock.time - startedAt > 60_000 ? ' at last' : ''}`
  }
}

const meaning = (text: string): string | null => {
  if (text === '' || text === 'breaks off') return text
  try {
    const { success, errors, ...rest } = JSON.parse(text)
    if (!success) return `code ${errors[0].code} ${errors[0].source?.pointer ?? ''}`.trim()
    if (text.includes('BGP_FLAPPING')) return 'odd state'
    const { ipsec_tunnels: [first] = [undefined] } = rest.result ?? {}
    const odd = first === undefined ? undefined : tunnelShape.parse(first).odd_values
    if (odd)
      return `odd ${Object.keys(odd)
        .map((path) => path || 'entry')
        .join(' ')}`
    if (text.includes('"bgp":') && !text.includes('bgp_status')) return 'no session'
    return 'result' in rest ? null : 'no result'
  } catch {
    return text.startsWith('<') ? 'a page' : 'no JSON'
  }
}

const look = async (fault: string) => {
  const byName = { ...INPUT, name: fault }
  const set = async () => {
    const world = start()
    await world.steer('PUT', '/world', { fault })
    return world
  }
  const check = await see(await set(), 'POST', '?validate_only=true', INPUT)
  const write = await see(await set(), 'POST', '', INPUT)
  // A tunnel's name has the same effect on its calls as the setting has on all calls.
  expect(await see(start(), 'POST', '?validate_only=true', byName)).toBe(check)
  expect(await see(start(), 'POST', '', byName)).toBe(write)
  return { check, write, read: await see(await set(), 'GET', '') }
}

test('each fault has the effect that the table describes', async () => {
  const lines: string[] = []
  for (const name of Object.keys(FAULTS)) {
    const seen = await look(name)
    const { check, write, read } = FAULTS[name] ?? {}
    for (const [kind, effect] of Object.entries({ check, write, read })) {
      if (effect === undefined) expect(seen[kind as keyof typeof seen]).toBe(USUAL)
    }
    lines.push(`${name}: ${seen.check} | ${seen.write} | ${seen.read}`)
  }
  expect(lines).toMatchInlineSnapshot(`
    [
      "sandbox-slow: 200, in 5 s | 200, in 5 s | 200, in 5 s",
      "sandbox-hang: cut at last | cut at last | cut at last",
      "sandbox-hang-check: cut at last | 200 | 200",
      "sandbox-cut-before: 200 | cut | cut",
      "sandbox-cut-after: 200 | cut | 200",
      "sandbox-cut-inside: 200 | 200, breaks off | 200",
      "sandbox-cut-reading: 200 | 200 | 200, breaks off",
      "sandbox-refused: 200 | 409, code 99003 /name | 200",
      "sandbox-lock: 200 | 200 | 200",
      "sandbox-429: 429, after 6, code 971 | 429, after 6, code 971 | 429, after 6, code 971",
      "sandbox-429-check: 429, after 6, code 971 | 200 | 200",
      "sandbox-429-write: 200 | 429, after 6, code 971 | 200",
      "sandbox-429-silent: 429, code 971 | 429, code 971 | 429, code 971",
      "sandbox-429-past: 429, after -1, code 971 | 429, after -1, code 971 | 429, after -1, code 971",
      "sandbox-429-long: 429, after 99999, code 971 | 429, after 99999, code 971 | 429, after 99999, code 971",
      "sandbox-429-date: 429, after Fri, 15 Jan 2027 08:01:00 GMT, code 971 | 429, after Fri, 15 Jan 2027 08:01:00 GMT, code 971 | 429, after Fri, 15 Jan 2027 08:01:00 GMT, code 971",
      "sandbox-429-garbage: 429, after soon, code 971 | 429, after soon, code 971 | 429, after soon, code 971",
      "sandbox-401: 401, code 99014 | 401, code 99014 | 401, code 99014",
      "sandbox-token: 403, code 10000 | 403, code 10000 | 403, code 10000",
      "sandbox-403: 403, code 1025 | 403, code 1025 | 403, code 1025",
      "sandbox-1012: 400, code 1012 | 400, code 1012 | 400, code 1012",
      "sandbox-500: 500, text/html, a page | 500, text/html, a page | 500, text/html, a page",
      "sandbox-html: 200, text/html, a page | 200, text/html, a page | 200, text/html, a page",
      "sandbox-wrong-type: 200, text/plain | 200, text/plain | 200, text/plain",
      "sandbox-bad-json: 200, no JSON | 200, no JSON | 200, no JSON",
      "sandbox-failure-200: 200, code 99016 | 200, code 99016 | 200, code 99016",
      "sandbox-no-result: 200 | 200, no result | 200, no result",
      "sandbox-redirect: 307, to https://sandbox.invalid/elsewhere | 307, to https://sandbox.invalid/elsewhere | 307, to https://sandbox.invalid/elsewhere",
      "sandbox-odd-state: 200 | 200 | 200, odd state",
      "sandbox-no-report: 200 | 200 | 200, no session",
      "sandbox-lag: 200 | 200 | 200",
      "sandbox-odd-entry: 200 | 200 | 200, odd entry id name cloudflare_endpoint interface_address",
      "sandbox-empty: 204 | 204 | 204",
      "sandbox-bom: 200 | 200 | 200",
      "sandbox-success-errors: 200 | 200 | 200",
      "sandbox-500-envelope: 500, code 99016 | 500, code 99016 | 500, code 99016",
      "sandbox-odd-errors: 400, code undefined | 400, code undefined | 400, code undefined",
      "sandbox-pages: 200 | 200 | 200",
      "sandbox-odd-asn: 200 | 200 | 200, odd bgp.customer_asn",
      "sandbox-odd-zero-asn: 200 | 200 | 200",
      "sandbox-odd-report: 200 | 200 | 200, odd bgp_status",
      "sandbox-odd-address: 200 | 200 | 200, odd interface_address",
      "sandbox-odd-flag: 200 | 200 | 200, odd replay_protection",
      "sandbox-odd-name: 200 | 200 | 200, odd name",
      "sandbox-odd-prefixes: 200 | 200 | 200, odd bgp.extra_prefixes",
      "sandbox-odd-health: 200 | 200 | 200, odd health_check",
      "sandbox-odd-times: 200 | 200 | 200",
      "sandbox-odd-formats: 200 | 200 | 200, odd bgp_status created_on modified_on psk_metadata",
      "sandbox-odd-future: 200 | 200 | 200",
      "sandbox-odd-nesting: 200 | 200 | 200, odd bgp.customer_asn bgp.extra_prefixes bgp_status.cf_speaker_port custom_remote_identities description health_check",
      "sandbox-odd-sparse: 200 | 200 | 200",
      "sandbox-odd-field: 200 | 200 | 200",
      "sandbox-odd-everything: 200 | 200 | 200, odd name cloudflare_endpoint interface_address bgp bgp_status created_on customer_endpoint description health_check modified_on psk_metadata remote_identities",
      "sandbox-offline: 200 | 200 | 200",
      "sandbox-signed-out: 200 | 200 | 200",
      "sandbox-new-version: 200 | 200 | 200",
      "sandbox-no-pointer: 400, code 99016 | 400, code 99016 | 200",
      "sandbox-odd-pointer: 400, code 99016 /bgp/flux_capacitor | 400, code 99016 /bgp/flux_capacitor | 200",
      "sandbox-prefix-2: 400, code 99010 bgp.extra_prefixes[2] | 400, code 99010 bgp.extra_prefixes[2] | 200",
      "sandbox-markup: 400, code 99016 /description | 400, code 99016 /description | 200",
      "sandbox-health-denied: 200 | 200 | 200",
      "sandbox-health-account: 200 | 200 | 200",
      "sandbox-health-empty: 200 | 200 | 200",
      "sandbox-health-plan: 200 | 200 | 200",
      "sandbox-health-query: 200 | 200 | 200",
      "sandbox-health-limit: 200 | 200 | 200",
      "sandbox-health-busy: 200 | 200 | 200",
      "sandbox-health-null: 200 | 200 | 200",
      "sandbox-health-partial: 200 | 200 | 200",
      "sandbox-health-none: 200 | 200 | 200",
      "sandbox-health-sampled: 200 | 200 | 200",
    ]
  `)
})

describe('after a broken connection', () => {
  test.each([
    ['sandbox-cut-before', false],
    ['sandbox-cut-after', true],
    ['sandbox-cut-inside', true],
    ['sandbox-hang', false],
    ['sandbox-no-result', false],
    ['sandbox-500', false],
  ])('%s: the tunnel exists: %s', async (name, isThere) => {
    const world = start()
    await see(world, 'POST', '', { ...INPUT, name })
    expect((await world.list()).some((tunnel) => tunnel.name === name)).toBe(isThere)
  })

  test.each(['sandbox-cut-after', 'sandbox-cut-inside'])('%s: a dry-run creates nothing', async (name) => {
    const world = start()
    const before = await world.list()
    await see(world, 'POST', '?validate_only=true', { ...INPUT, name })
    expect(await world.list()).toEqual(before)
  })
})

test('an update to one of these names has the same effect', async () => {
  const world = start()
  const [{ id } = { id: '' }] = await world.list()
  const body = { ...INPUT, name: 'sandbox-500' }
  expect(await see(world, 'PUT', `/${id}`, body)).toBe('500, text/html, a page')
  expect(await see(world, 'PUT', `/${id}?validate_only=true`, body)).toBe('500, text/html, a page')
})

describe('the account lock', () => {
  const slow = () => {
    const held: (() => void)[] = []
    const world = start({ wait: () => new Promise<void>((resolve) => held.push(resolve)) })
    const release = () => {
      for (const resolve of held.splice(0)) resolve()
    }
    return { ...world, held, release }
  }

  test('refuses a change while another one is pending, and never a dry-run or a read', async () => {
    const { call, steer, held, release } = slow()
    await steer('PUT', '/world', { fault: 'sandbox-lock' })
    const answers = Promise.all([
      call('POST', '', INPUT),
      call('POST', '', { ...INPUT, name: 'lis-branch-b', interface_address: '10.77.0.10/31' }),
      call('POST', '', { ...INPUT, name: 'lis-branch-c', interface_address: '10.77.0.12/31' }, DRY),
      call('GET', ''),
    ])
    expect(held).toHaveLength(4)
    release()
    const [first, second, check, read] = await answers
    expect(first?.status).toBe(200)
    expect([second?.status, second && problems(second)]).toEqual([409, [[undefined, CODES.locked]]])
    expect([check?.status, read?.status]).toEqual([200, 200])
    const later = call('POST', '', { ...INPUT, name: 'lis-branch-b', interface_address: '10.77.0.10/31' })
    release()
    expect((await later).status).toBe(200)
  })

  test('is off by default: simultaneous changes both succeed', async () => {
    const { call, release } = slow()
    const answers = Promise.all([
      call('POST', '', INPUT),
      call('POST', '', { ...INPUT, name: 'lis-branch-b', interface_address: '10.77.0.10/31' }),
    ])
    release()
    for (const { status } of await answers) expect(status).toBe(200)
  })
})

describe('an odd record', () => {
  const NAME = 'sandbox-odd-asn'
  const asnOf = (tunnel: unknown) => (tunnel as { bgp?: { customer_asn: unknown } }).bgp?.customer_asn

  test('is only the first tunnel of a world with this fault, in the list and alone', async () => {
    const { call, steer } = start()
    await steer('PUT', '/world', { fault: NAME })
    const [first, ...others] = (await call('GET', '')).result.ipsec_tunnels
    expect(asnOf(first)).toBe('64501')
    expect(asnOf((await call('GET', `/${first.id}`)).result.ipsec_tunnel)).toBe('64501')
    for (const { bgp } of others) if (bgp) expect(bgp.customer_asn).toBeTypeOf('number')
  })

  test('is every tunnel with its name when it is read, but not in the answer to a create', async () => {
    const { call } = start()
    const made = await call('POST', '', { ...INPUT, name: NAME, bgp: { customer_asn: 64700 } })
    expect(asnOf(made.result)).toBe(64700)
    expect(asnOf((await call('GET', `/${made.result.id}`)).result.ipsec_tunnel)).toBe('64700')
    expect((await call('PUT', `/${made.result.id}`, { ...INPUT, name: 'renamed' })).status).toBe(200)
  })

  test('is not added to an account without tunnels', async () => {
    const { call, list, steer } = start()
    for (const { id } of await list()) await call('DELETE', `/${id}`, {})
    await steer('PUT', '/world', { fault: 'sandbox-odd-entry' })
    expect(await list()).toEqual([])
  })
})

test('an unknown token gets the answer of the real API', async () => {
  const world = start()
  await world.steer('PUT', '/world', { fault: 'sandbox-token' })
  const response = await world.fetch('GET', TUNNELS)
  expect([response.status, await response.json()]).toEqual([
    403,
    { success: false, errors: [{ code: 10_000, message: 'Authentication error' }] },
  ])
})
