/** The table of endpoints: which requests it allows, and who may make them. */
import { describe, expect, test } from 'vitest'
import { BGP } from './bgp.ts'
import { ID_PATTERN } from './calls/api-calls.ts'
import { isOwnCode } from './calls/known-refusals.ts'
import { REFUSALS } from './calls/refusals.ts'
import { type EndpointName, endpoints, isSimulation } from './endpoints.ts'
import { IKE } from './ike.ts'
import { meta } from './meta.ts'
import { speakerOf } from './speaker.ts'

const rows = Object.entries(endpoints)
const served = rows.filter(([, { api }]) => api !== null)

const call = (where: { method: string; path: string; query?: Record<string, string> } | null) =>
  where
    ? `${where.method} ${where.path}${where.query ? `?${new URLSearchParams(where.query)}` : ''}`
    : 'nothing'

describe('the table', () => {
  test('contains exactly these calls: review every new line, because it allows a new request', () => {
    const lines = rows.map(([name, { api, upstream, role, spend }]) => {
      const below = call(upstream) + (upstream?.validateOnly ? '?validate_only=true' : '')
      const where = isSimulation(name as EndpointName) ? ' in the sandbox alone' : ''
      return `${name}: ${call(api)} -> ${below} (${role}, ${spend})${where}`
    })
    expect(lines).toMatchInlineSnapshot(`
      [
        "getMeta: GET /api/meta -> nothing (viewer, none)",
        "listTunnels: GET /api/tunnels -> GET /accounts/:account/magic/ipsec_tunnels (viewer, read)",
        "getTunnel: GET /api/tunnels/:id -> GET /accounts/:account/magic/ipsec_tunnels/:id (viewer, read)",
        "validateTunnel: POST /api/tunnels/validate -> POST /accounts/:account/magic/ipsec_tunnels?validate_only=true (operator, dry-run)",
        "createTunnel: POST /api/tunnels -> POST /accounts/:account/magic/ipsec_tunnels (operator, write)",
        "validateUpdate: POST /api/tunnels/:id/validate?for=update -> PUT /accounts/:account/magic/ipsec_tunnels/:id?validate_only=true (operator, dry-run)",
        "updateTunnel: PUT /api/tunnels/:id -> PUT /accounts/:account/magic/ipsec_tunnels/:id (operator, write)",
        "validateDelete: POST /api/tunnels/:id/validate?for=delete -> DELETE /accounts/:account/magic/ipsec_tunnels/:id?validate_only=true (operator, dry-run)",
        "deleteTunnel: DELETE /api/tunnels/:id -> DELETE /accounts/:account/magic/ipsec_tunnels/:id (operator, write)",
        "generatePsk: POST /api/tunnels/:id/psk -> POST /accounts/:account/magic/ipsec_tunnels/:id/psk_generate (operator, write)",
        "setPsk: POST /api/tunnels/:id/psk -> POST /accounts/:account/magic/ipsec_tunnels/psk (operator, write)",
        "updateTunnels: nothing -> PUT /accounts/:account/magic/ipsec_tunnels (operator, write)",
        "getHealth: GET /api/health -> POST /graphql (viewer, analytics)",
        "getHealthHour: GET /api/tunnels/:id/health?span=hour -> POST /graphql (viewer, analytics)",
        "getHealthDay: GET /api/tunnels/:id/health?span=day -> POST /graphql (viewer, analytics)",
        "getHealthWeek: GET /api/tunnels/:id/health?span=week -> POST /graphql (viewer, analytics)",
        "getTrafficHour: GET /api/tunnels/:id/traffic?span=hour -> POST /graphql (viewer, analytics)",
        "getTrafficDay: GET /api/tunnels/:id/traffic?span=day -> POST /graphql (viewer, analytics)",
        "getTrafficWeek: GET /api/tunnels/:id/traffic?span=week -> POST /graphql (viewer, analytics)",
        "listRoutes: GET /api/routes -> GET /accounts/:account/magic/routes (viewer, read)",
        "getRoute: GET /api/routes/:id -> GET /accounts/:account/magic/routes/:id (viewer, read)",
        "validateRoute: POST /api/routes/validate -> POST /accounts/:account/magic/routes?validate_only=true (operator, dry-run)",
        "createRoute: POST /api/routes -> POST /accounts/:account/magic/routes (operator, write)",
        "validateRouteUpdate: POST /api/routes/:id/validate?for=update -> PUT /accounts/:account/magic/routes/:id?validate_only=true (operator, dry-run)",
        "updateRoute: PUT /api/routes/:id -> PUT /accounts/:account/magic/routes/:id (operator, write)",
        "deleteRoute: DELETE /api/routes/:id -> DELETE /accounts/:account/magic/routes/:id (operator, write)",
        "getSimulation: GET /api/sandbox/world -> GET /sandbox/accounts/:account/world (viewer, none) in the sandbox alone",
        "setSimulation: PUT /api/sandbox/world -> PUT /sandbox/accounts/:account/world (operator, none) in the sandbox alone",
        "playRouter: PUT /api/sandbox/routers/:id -> PUT /sandbox/accounts/:account/routers/:id (operator, none) in the sandbox alone",
      ]
    `)
  })

  test('has no two rows that match the same request', () => {
    // Rows may share method, path and query if their bodies differ: one has none, the other a key.
    const requests = served.map(([name, { api, body }]) => {
      const takesEmpty = body?.safeParse({}).success ?? true
      return [name, `${call(api)} ${takesEmpty ? 'empty' : 'filled'}`] as const
    })
    expect(new Set(requests.map(([, request]) => request)).size).toBe(requests.length)
    expect(endpoints.generatePsk.body.safeParse({ psk: 'x' }).success).toBe(false)
    expect(endpoints.setPsk.body.safeParse({}).success).toBe(false)
    expect(endpoints.setPsk.body.safeParse({ psk: '' }).success).toBe(false)
  })

  test.each(served)(
    '%s: only an operator may change or dry-run, and only reads have no body',
    (_name, row) => {
      expect(row.role).toBe(row.api?.method === 'GET' ? 'viewer' : 'operator')
      expect(row.body === null).toBe(row.api?.method === 'GET')
      expect(row.api?.path).toMatch(/^\/api\/[a-z]+(\/:id)?(\/[a-z]+(\/:id)?)?$/)
    },
  )

  test.each(rows)('%s: uses the share of the budget that fits its call', (name, { upstream, spend }) => {
    // Calls that only the stand-in has cost nothing of the account's budget.
    if (isSimulation(name as EndpointName)) return expect(spend).toBe('none')
    const isQuestion = upstream !== null && 'isGraphql' in upstream
    const reads = isQuestion ? 'analytics' : upstream?.method === 'GET' ? 'read' : 'write'
    expect(spend).toBe(upstream === null ? 'none' : upstream.validateOnly ? 'dry-run' : reads)
  })

  test.each(rows.filter(([, { body }]) => body !== null && body !== endpoints.updateTunnels.body))(
    '%s refuses unknown fields',
    (_name, { body }) => {
      const known = { name: 'n', cloudflare_endpoint: 'c', interface_address: 'i' }
      for (const given of [{}, known, { psk: 'x' }]) {
        expect(body?.safeParse({ ...given, account_id: 'x' }).success).toBe(false)
      }
    },
  )

  test.each([
    ['c4a7362d577a6c3019a474fd6f485821', true],
    ['C4A7362D577A6C3019A474FD6F485821', false],
    ['c4a7362d577a6c3019a474fd6f48582', false],
    ['c4a7362d577a6c3019a474fd6f485821\n', false],
    ['../../../../user/tokens/verify00', false],
    ['', false],
  ])('%j is an id: %s', (text, expected) => expect(ID_PATTERN.test(text)).toBe(expected))
})

describe('the result of a create', () => {
  const one = { id: 'x', name: 'n', cloudflare_endpoint: 'c', interface_address: 'i', later: true }

  test('is one tunnel, bare or as the only one of a list (docs/api.md, Contradictions between sources)', () => {
    const { result } = endpoints.createTunnel
    expect(result.parse(one)).toEqual(one)
    expect(result.parse({ ipsec_tunnels: [one] })).toEqual(one)
  })

  test.each([[{ ipsec_tunnels: [] }], [{ ipsec_tunnels: [one, one] }], [null], [{}], [{ id: 'x' }]])(
    'is not %j',
    (answer) => expect(endpoints.createTunnel.result.safeParse(answer).success).toBe(false),
  )
})

describe('this server', () => {
  const refusals = Object.entries(REFUSALS)

  test('has unique refusal codes outside the range that Cloudflare uses', () => {
    const codes = refusals.map(([, { code }]) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.every(isOwnCode)).toBe(true)
    expect([1012, 10_000, 89_999, 91_000, 99_003].some(isOwnCode)).toBe(false)
  })

  test('has an error status for every refusal except a write of unknown outcome', () => {
    const mild = refusals.filter(([, { status }]) => status < 400).map(([name]) => name)
    expect(mild).toEqual(['outcome_unknown'])
  })

  test('does not call the stand-in Cloudflare', () => {
    expect(meta.shape.mode.options.map(speakerOf)).toEqual(['The sandbox', 'Cloudflare'])
  })
})

test('recommended proposals are strong and accepted by Cloudflare (docs/api.md, IKE and IPsec)', () => {
  const proposals = [IKE.ikeProposal, IKE.espProposal]
  for (const proposal of proposals) expect(proposal).toMatch(/AES-GCM-16 256.*group 20/)
  expect(JSON.stringify(IKE)).not.toMatch(/\b(3DES|MD5|IKEv1|NULL|group [12]|group 19)\b/)
  expect(IKE.mssClamp).toBe(1360)
  expect(BGP.port).toBe(179)
})
