/** An odd record of the API, read and logged by the proxy. */
import { expect, test } from 'vitest'
import { ok } from '../../contract/envelope.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { appOn, configOf, createClock, createFake, incoming, input, request, TUNNEL } from '../testing.ts'

const odd = {
  ...input('madrid'),
  id: TUNNEL,
  interface_address: null,
  bgp: { customer_asn: 'canary-value' },
  bgp_status: {},
}

test('an odd record is read, logged by field without its value, and blocks neither reads nor creates', async () => {
  const clock = createClock()
  const fake = createFake(clock.now)
  const log: string[] = []
  const app = appOn(
    async (sent) => {
      const { pathname } = new URL(sent.url)
      if (sent.method !== 'GET') return fake.send(sent)
      // Without `messages`, like some answers of the API.
      const { success, errors, result } = ok(
        pathname.endsWith(TUNNEL)
          ? { ipsec_tunnel: odd }
          : { ipsec_tunnels: [odd, { ...input('plain'), id: 'b'.repeat(32) }] },
      )
      return incoming(200, { success, errors, result })
    },
    configOf(),
    { clock, log: (line) => log.push(line) },
  )
  for (let round = 0; round < 8; round++) {
    clock.time += 6000
    const response = await app.fetch(request('GET', '/api/tunnels'))
    expect(response.status).toBe(200)
    const { ipsec_tunnels } = ((await response.json()) as { result: { ipsec_tunnels: Tunnel[] } }).result
    expect(ipsec_tunnels.map(({ name }) => name)).toEqual(['madrid', 'plain'])
  }
  const page = (await (await app.fetch(request('GET', `/api/tunnels/${TUNNEL}`))).json()) as {
    result: { ipsec_tunnel: Tunnel }
  }
  expect(page.result.ipsec_tunnel.odd_values).toEqual({
    interface_address: null,
    'bgp.customer_asn': 'canary-value',
    bgp_status: {},
  })
  expect((await app.fetch(request('POST', '/api/tunnels', input('new')))).status).toBe(200)
  const lines = log.filter((line) => line.includes('odd_field'))
  expect(lines.some((line) => line.includes('"field":"bgp.customer_asn"'))).toBe(true)
  expect(lines.join()).not.toContain('canary-value')
})

test('a result of another shape is refused at each read, and counts for nothing against the API', async () => {
  const clock = createClock()
  const log: string[] = []
  let result: unknown = { ipsec_tunnels: 'canary-value' }
  const app = appOn(async () => incoming(200, { success: true, errors: [], result }), configOf(), {
    clock,
    log: (line) => log.push(line),
  })
  for (let round = 0; round < 12; round++) {
    clock.time += 200
    const response = await app.fetch(request('GET', '/api/tunnels'))
    expect([response.status, (await response.json()) as object]).toMatchObject([
      502,
      { errors: [{ code: 90051 }] },
    ])
  }
  expect(log.join()).toContain('"fault":"odd_result"')
  expect(log.join()).not.toContain('canary-value')
  result = { ipsec_tunnels: [] }
  expect((await app.fetch(request('GET', '/api/tunnels'))).status).toBe(200)
})
