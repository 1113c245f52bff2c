/** Sends the table of hostile requests to the Worker on Cloudflare's runtime, over raw sockets. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ACCOUNT } from '../fake-api.ts'
import { ask } from '../hostile/ask.ts'
import { type Case, INPUT, ONE, REACHED, ROUTE, type Target, TUNNEL_ID } from '../hostile/case.ts'
import { corpus } from '../hostile/corpus.ts'
import { tokenCases } from '../hostile/identity.ts'
import { type Live, READ_TOKEN, startLive, TOKEN } from './live.ts'
import { HOST, ORIGIN } from './start.ts'

/** Rows with another result here. On Cloudflare's network the edge parses the bytes before the Worker. */
const HERE: Record<string, Partial<Case>> = {
  // The runtime drops an empty header, and everything after a `#`: these arrive as valid requests.
  'origin: a read from ""': { expected: [200], reaches: ['GET /ipsec_tunnels'] },
  'origin: a dry-run from ""': { expected: [200], reaches: ['POST /ipsec_tunnels?validate_only=true'] },
  [`id: GET ${TUNNEL_ID}#/psk`]: { expected: [200], reaches: [`GET /ipsec_tunnels/${TUNNEL_ID}`] },
  [`id: PUT ${TUNNEL_ID}#/psk`]: {
    expected: [200],
    reaches: [`GET /ipsec_tunnels/${TUNNEL_ID}`, `PUT /ipsec_tunnels/${TUNNEL_ID}`],
  },
}
/** The runtime refuses these rows itself, without our headers, before the Worker runs. */
const BY_RUNTIME: Record<string, Partial<Case>> = {
  'host: nothing': { expected: [400] },
  'host: a name with a byte outside ASCII': { expected: [400] },
  // A quotation mark in a URL.
  ...Object.fromEntries(
    ['health: a tunnel', 'traffic: a tunnel', 'health: the account'].map((what) => [
      `${what} with ?span=hour")%7bactive%7d#`,
      { expected: [400] },
    ]),
  ),
}

let live: Live
let target: Target
beforeAll(async () => {
  live = await startLive()
  const signedIn = Object.entries(live.operator).map(([name, value]) => `${name}: ${value}`)
  target = { port: live.worker.port, host: HOST, origin: ORIGIN, signedIn }
})
afterAll(() => live.stop())
beforeEach(async () => {
  live.api.tunnels.clear()
  live.api.tunnels.set(TUNNEL_ID, { ...INPUT, name: 'there', id: TUNNEL_ID })
  live.api.routes.clear()
  live.api.routes.set(ROUTE.id, ROUTE)
})

const OURS = [
  "content-security-policy: default-src 'none'",
  'x-content-type-options: nosniff',
  'x-request-id: ',
]
const PREFIX = `/accounts/${ACCOUNT}/magic`

/** Checks the answers, their headers, that they contain no secret, and which calls reached the API. */
const check = async (row: Case) => {
  live.api.seen.length = 0
  const { name, bytes, expected, reaches } = { ...row, ...HERE[row.name], ...BY_RUNTIME[row.name] }
  const told = await ask(target.port, bytes(target))
  expect(
    told.map(({ status }) => status),
    name,
  ).toEqual(expected)
  for (const { headers, body } of told) {
    if (!(row.name in BY_RUNTIME)) for (const line of OURS) expect(headers, name).toContain(line)
    expect(headers, name).not.toMatch(/^(server|x-powered-by|access-control-.*|set-cookie):/m)
    for (const secret of [TOKEN, READ_TOKEN]) expect(headers + body, name).not.toContain(secret)
  }
  const below = live.api.seen.map(({ line }) => line.replace(PREFIX, ''))
  expect(below.filter((line) => !REACHED.test(line))).toEqual([])
  // Reads are cached, so a valid read may or may not reach the API.
  const isRead = (line: string) => line.startsWith('GET ')
  const wanted = reaches ?? []
  const isGood = name.startsWith('passes') || wanted.length > 0
  expect(isGood ? below.filter((line) => !isRead(line)) : below, name).toEqual(
    isGood ? wanted.filter((line) => !isRead(line)) : [],
  )
}

const forAll = ({ only }: Case) => only === undefined

describe('a hostile request gets one answer and reaches no upstream; a valid one passes', () => {
  test.each(corpus.filter(forAll))('$name', check)

  test('an invalid sign-in gives no access', async () => {
    const rows = (await tokenCases(live.issuer)).filter(forAll)
    expect(rows.length).toBeGreaterThan(100)
    for (const row of rows) await check(row)
    expect(live.worker.output()).not.toMatch(/eyJ/)
  })

  test('every row with another result here is in the table', () => {
    const names = new Set(corpus.filter(forAll).map(({ name }) => name))
    expect([...Object.keys(HERE), ...Object.keys(BY_RUNTIME)].filter((name) => !names.has(name))).toEqual([])
  })

  test('the Worker still works afterwards', async () => {
    expect((await live.worker.ask('GET', ONE, undefined, live.operator)).status).toBe(200)
    expect(live.worker.output()).not.toContain('"event":"error"')
  })
})
