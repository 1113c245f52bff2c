/** A stand-in for Cloudflare's API that speaks bytes, so that it can break off anywhere, and remembers everything. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface Got {
  method: string
  path: string
  /** Names in lower case. */
  headers: Record<string, string>
  body: string
}

export type Answerer = (socket: Socket, got: Got) => void

export interface FakeApi {
  origin: string
  seen: Got[]
  tunnels: Record<string, unknown>[]
  /** What is done instead of the usual answer; null for the usual one. */
  instead: Answerer | null
  /** The key set under `/keys`; called each time it is asked for. */
  keys: () => unknown
  close(): void
}

/** One whole answer. */
export const http = (status: number, body: string | Buffer, headers: Record<string, string> = {}): Buffer => {
  const all = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return Buffer.concat([
    Buffer.from([`HTTP/1.1 ${status} X`, ...lines, '', ''].join('\r\n')),
    Buffer.from(body),
  ])
}

export const ok = (result: unknown) => JSON.stringify({ success: true, errors: [], messages: [], result })

/** Keeps whatever is not a dry-run, as the real one does: what slips through shows in `tunnels`. */
export const keep = (api: FakeApi, { body }: Got): Record<string, unknown> => {
  const tunnel = {
    ...(JSON.parse(body) as object),
    id: crypto.randomUUID().replaceAll('-', ''),
    created_on: new Date().toISOString(),
  }
  api.tunnels.push(tunnel)
  return tunnel
}

const usual = (api: FakeApi, got: Got): Buffer => {
  if (got.path === '/keys') return http(200, JSON.stringify(api.keys()))
  if (got.path.endsWith('?validate_only=true')) return http(200, ok({}))
  if (got.method === 'POST') return http(200, ok(keep(api, got)))
  if (got.path.endsWith('/ipsec_tunnels')) return http(200, ok({ ipsec_tunnels: api.tunnels }))
  return http(404, JSON.stringify({ success: false, errors: [{ code: 1032, message: 'not found' }] }))
}

export const createFakeApi = async (): Promise<FakeApi> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const got = parse(text)
      if (!got) return
      text = ''
      api.seen.push(got)
      if (api.instead) api.instead(socket, got)
      else socket.write(usual(api, got))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const api: FakeApi = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    tunnels: [],
    instead: null,
    keys: () => ({ keys: [] }),
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  return api
}

/** @returns null while it is not whole */
const parse = (text: string): Got | null => {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  const body = text.slice(end + 4)
  if (body.length < Number(headers['content-length'] ?? 0)) return null
  const [method = '', path = ''] = first.split(' ')
  return { method, path, headers, body }
}
