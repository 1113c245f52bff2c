/** What the stand-in refuses, as Cloudflare's own client reports it. */
import Cloudflare from 'cloudflare'
import { describe, expect, test } from 'vitest'
import { onStandIn, refusalOf } from './start.ts'

const open = onStandIn()
const good = (name: string) => ({
  name,
  cloudflare_endpoint: '162.159.64.1',
  interface_address: '10.77.0.0/31',
})

describe.concurrent('the official client understands', () => {
  test('a malformed token', async () => {
    const { tunnels, account_id } = open({ apiToken: 'two words' })
    const { kind, errors } = await refusalOf(tunnels.list({ account_id }))
    expect(kind).toBe(Cloudflare.BadRequestError)
    expect(errors).toMatchObject([
      { code: 6003, message: 'Invalid request headers', error_chain: [{ code: 6111 }] },
    ])
  })

  test('no token at all', async () => {
    const { tunnels, account_id } = open({ apiToken: null, defaultHeaders: { authorization: null } })
    const { kind, errors } = await refusalOf(
      tunnels.list(
        { account_id },
        { headers: { authorization: null, 'x-auth-key': null, 'x-auth-email': null } },
      ),
    )
    expect([kind, errors[0]?.code]).toEqual([Cloudflare.BadRequestError, 6003])
  })

  test('the older authentication with an email address and a key', async () => {
    const { tunnels, account_id } = open({
      apiToken: null,
      apiEmail: 'ops@corp.example',
      apiKey: 'k'.repeat(37),
    })
    expect((await tunnels.list({ account_id })).ipsec_tunnels?.length).toBeGreaterThan(0)
  })

  test('an invalid token, and one without permission', async () => {
    const { tunnels, account_id, setFault } = open()
    await setFault('sandbox-401')
    expect((await refusalOf(tunnels.list({ account_id }))).kind).toBe(Cloudflare.AuthenticationError)
    await setFault('sandbox-403')
    expect((await refusalOf(tunnels.list({ account_id }))).kind).toBe(Cloudflare.PermissionDeniedError)
  })

  test('a name that is taken: it tries three times and creates no tunnel', async () => {
    const { tunnels, account_id, calls } = open({ maxRetries: 2 })
    await tunnels.create({ account_id, ...good('twice') })
    const before = calls.length
    const again = { ...good('twice'), interface_address: '10.77.1.0/31' }
    const { kind, errors } = await refusalOf(tunnels.create({ account_id, ...again }))
    expect(kind).toBe(Cloudflare.ConflictError)
    expect(errors).toMatchObject([{ source: { pointer: '/name' } }])
    // The client retries after 409, as for a temporary lock. Whether the real API returns 409 here is not known.
    expect(calls.slice(before).map(({ status }) => status)).toEqual([409, 409, 409])
    const { ipsec_tunnels: all = [] } = await tunnels.list({ account_id })
    expect(all.filter(({ name }) => name === 'twice')).toHaveLength(1)
  })

  test('the refusal of its own documented example, whose address is for documentation only', async () => {
    const { tunnels, account_id } = open()
    const example = { cloudflare_endpoint: '203.0.113.1', interface_address: '192.0.2.0/31', name: 'IPsec_1' }
    const { kind, errors } = await refusalOf(tunnels.create({ account_id, ...example }))
    expect(kind).toBe(Cloudflare.BadRequestError)
    const pointed = errors.filter(({ source }) => source?.pointer === '/interface_address')
    expect(pointed).toHaveLength(1)
    expect(pointed[0]?.message).toMatch(/169\.254\.240\.0\/20/)
  })

  test('all problems of a request at once, each with a pointer', async () => {
    const { tunnels, account_id } = open()
    const { errors } = await refusalOf(
      tunnels.create({
        account_id,
        name: 'wrong',
        cloudflare_endpoint: 'nowhere',
        interface_address: '10.0.0.0/24',
        bgp: { customer_asn: 13_335, md5_key: 'with "quotes"', extra_prefixes: ['everywhere'] },
      }),
    )
    expect(errors.map(({ source }) => source?.pointer).sort()).toEqual([
      '/bgp/customer_asn',
      '/bgp/extra_prefixes/0',
      '/bgp/md5_key',
      '/cloudflare_endpoint',
      '/interface_address',
    ])
  })

  test('an unknown path, and an invalid account', async () => {
    const { client, tunnels } = open()
    const nowhere = await refusalOf(client.get('/accounts/x/magic/ipsec_tunnel') as Promise<unknown>)
    expect([nowhere.kind, nowhere.errors[0]?.code]).toEqual([Cloudflare.NotFoundError, 7003])
    const nobody = await refusalOf(tunnels.list({ account_id: 'not-an-account' }))
    expect([nobody.kind, nobody.errors[0]?.code]).toEqual([Cloudflare.NotFoundError, 7003])
  })

  test('the refusal of null for a text, with the text of the real API', async () => {
    const { tunnels, account_id } = open()
    const description = null as unknown as string
    const { errors } = await refusalOf(tunnels.create({ account_id, ...good('null'), description }))
    expect(errors).toMatchObject([
      { code: 1022, message: expect.stringContaining('not permitted to be null') },
    ])
  })

  test('a broken connection: it tries again, and then reports an error', async () => {
    const { tunnels, account_id, calls, setFault } = open({ maxRetries: 1 })
    await setFault('sandbox-cut-before')
    const { kind } = await refusalOf(tunnels.list({ account_id }))
    expect(kind).toBe(Cloudflare.APIConnectionError)
    expect(calls.map(({ status }) => status)).toEqual([0, 0])
  })
})

describe.concurrent('the rate limit', () => {
  test('makes the client wait as long as the answer says, and then repeat the call', async () => {
    const { tunnels, account_id, calls, setFault } = open({ maxRetries: 2 })
    await setFault('sandbox-429')
    const listed = tunnels.list({ account_id })
    await expect.poll(() => calls[0]?.status).toBe(429)
    await setFault(null)
    expect((await listed).ipsec_tunnels?.length).toBeGreaterThan(0)
    expect(calls.map(({ status }) => status)).toEqual([429, 200])
    const [first, second] = calls
    const waited = Number(first?.headers.get('retry-after')) * 1000
    expect(waited).toBe(6000)
    // Timers may fire slightly early.
    expect((second?.sentAt ?? 0) - (first?.answeredAt ?? 0)).toBeGreaterThanOrEqual(waited - 50)
  })

  test('is reported as its own error when the client does not wait, with the text of the real API', async () => {
    const { tunnels, account_id, calls, setFault } = open()
    await setFault('sandbox-429')
    const { kind, headers, errors } = await refusalOf(tunnels.create({ account_id, ...good('limited') }))
    expect(kind).toBe(Cloudflare.RateLimitError)
    expect(headers?.get('retry-after')).toBe('6')
    expect(errors[0]?.message).toMatch(/^More than 1200 requests per 300 seconds reached\. /)
    expect(calls).toHaveLength(1)
  })

  test('of 1,200 calls counts down in every answer; then all calls are refused for five minutes', async () => {
    const { tunnels, account_id, calls } = open()
    for (let i = 0; i < 12; i++) {
      await Promise.all(Array.from({ length: 100 }, () => tunnels.list({ account_id })))
    }
    const left = calls.map(({ headers }) =>
      Number(/^"default";r=(\d+);t=\d+$/.exec(headers.get('ratelimit') ?? '')?.[1]),
    )
    expect([...left].sort((a, b) => b - a)).toEqual(Array.from({ length: 1200 }, (_, i) => 1199 - i))
    expect(calls[0]?.headers.get('ratelimit-policy')).toBe('"default";q=1200;w=300')
    const { kind, headers, errors } = await refusalOf(tunnels.list({ account_id }))
    expect([kind, headers?.get('retry-after')]).toEqual([Cloudflare.RateLimitError, '300'])
    expect(errors[0]?.message).toMatch(/^More than 1200 requests per 300 seconds reached\. /)
  })
})
