/** A fake API on loopback for the live mode: it records requests and stores writes. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ok } from '../src/contract/envelope.ts'
import type { Route } from '../src/contract/route.ts'
import type { Tunnel } from '../src/contract/tunnel.ts'
import { carryOutOnRoutes } from './fake-routes.ts'

export const ACCOUNT = 'ac'.repeat(16)

/** The GraphQL answer for an account without health data. */
const NO_DATA = {
  data: { viewer: { accounts: [{ all: [], failed: [], traffic: [] }] } },
  errors: null,
}

export interface Seen {
  /** Method and URL as on the request line, without `/client/v4`. */
  line: string
  token: string
  body: string
}

export interface FakeApi {
  /** The settings of a server for this account with this token. */
  settings(token: string): Record<string, string>
  seen: Seen[]
  /** By id. */
  tunnels: Map<string, Tunnel>
  routes: Map<string, Route>
  stop(): Promise<void>
}

/** May handle a request in another way. @returns false to let the fake answer */
export type Twist = (request: IncomingMessage, response: ServerResponse, answer: unknown) => boolean

export const startFakeApi = async (twist: Twist = () => false): Promise<FakeApi> => {
  const seen: Seen[] = []
  const tunnels = new Map<string, Tunnel>()
  const routes = new Map<string, Route>()
  let made = 0

  /** Handles a request like the API: stores every write that is not a dry-run. */
  const carryOut = ({ method, url = '' }: IncomingMessage, body: string): [number, unknown] => {
    const { pathname, search } = new URL(url, 'http://api.invalid')
    const [, id, action] = /ipsec_tunnels(?:\/([0-9a-z]+))?(?:\/([a-z_]+))?$/.exec(pathname) ?? []
    if (pathname.endsWith('/graphql')) return [200, NO_DATA]
    if (search === '?validate_only=true') return [200, ok({})]
    const route = /\/magic\/routes(?:\/(\w+))?$/.exec(pathname)
    if (route) return carryOutOnRoutes(routes, method, route[1], body)
    if (method === 'GET' && id === undefined) return [200, ok({ ipsec_tunnels: [...tunnels.values()] })]
    if (action === 'psk_generate') return [200, ok({ ipsec_tunnel_id: id, psk: 'generated-by-the-fake' })]
    if (id === undefined) {
      made += 1
      const now = new Date().toISOString()
      const tunnel = { ...JSON.parse(body), id: made.toString(16).padStart(32, '0') } as Tunnel
      tunnels.set(tunnel.id, { ...tunnel, created_on: now, modified_on: now })
      return [200, ok(tunnels.get(tunnel.id))]
    }
    const tunnel = tunnels.get(id)
    if (!tunnel) return [404, { success: false, errors: [{ code: 1032, message: 'Tunnel not found' }] }]
    if (method === 'GET') return [200, ok({ ipsec_tunnel: tunnel })]
    if (method === 'DELETE') tunnels.delete(id)
    else tunnels.set(id, { ...tunnel, ...JSON.parse(body), modified_on: new Date().toISOString() })
    return [200, ok({ modified: true, modified_ipsec_tunnel: tunnels.get(id) ?? tunnel })]
  }

  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method, url = '', headers } = request
    seen.push({
      line: `${method} ${url.replace('/client/v4', '')}`,
      token: headers.authorization ?? '',
      body,
    })
    const [status, answer] = carryOut(request, body)
    if (twist(request, response, answer)) return
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    settings: (token) => ({
      CLOUDFLARE_API_TOKEN: token,
      CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
      CLOUDFLARE_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
    }),
    seen,
    tunnels,
    routes,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
