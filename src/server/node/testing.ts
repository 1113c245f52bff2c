/** For tests and benchmarks: an upstream that sends raw bytes, and clients that send many requests. */
import { once } from 'node:events'
import { Agent, request as httpRequest } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { ok } from '../../contract/envelope.ts'
import { answerOf, appOn, configOf, input, request, TUNNEL } from '../testing.ts'
import type { Send } from '../upstream/transport.ts'
import { createPool } from './connection-pool.ts'

/** One request that reached the upstream. */
export interface Got {
  method: string
  path: string
  body: string
}

/** A server that sends raw bytes, so that it can break off anywhere. */
export const createByteUpstream = async (answer: (socket: Socket, got: Got, count: number) => void) => {
  const seen: Got[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const [head = '', ...rest] = text.split('\r\n\r\n')
      const body = rest.join('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (rest.length === 0 || body.length < length) return
      text = ''
      const [method = '', path = ''] = head.split(' ')
      const got = { method, path, body }
      seen.push(got)
      answer(socket, got, seen.length)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    seen,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

export const httpBytes = (status: number, body: string, headers = '') =>
  `HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`

/** An app whose upstream is at `origin`, with short deadlines; waits between reads take no time. */
export const askerAt = (origin: string, send: Send, deadlineMs: number) => {
  const config = configOf()
  const deadlines = { read: deadlineMs, 'dry-run': deadlineMs, write: deadlineMs, analytics: deadlineMs }
  const upstream = { ...config.upstream, baseUrl: `${origin}/client/v4`, deadlines }
  const app = appOn(send, { ...config, upstream })
  return async (method: string, path: string, body?: unknown) =>
    answerOf(await app.fetch(request(method, path, body)))
}

/**
 * Creates tunnels while the upstream cuts each answer at a random byte; half of the creates store no tunnel.
 * @returns how many were created but reported unknown, created twice, or reported wrongly; all three should be 0
 */
export const createWithCutAnswers = async (count: number) => {
  const made = new Map<string, { name: string; id: string }[]>()
  let posts = 0
  let isMade = false
  const upstream = await createByteUpstream((socket, { method, body }) => {
    const all = [...made.values()].flat()
    if (method === 'GET') return void socket.write(httpBytes(200, JSON.stringify(ok({ ipsec_tunnels: all }))))
    posts += 1
    const tunnel = {
      ...(JSON.parse(body) as { name: string }),
      id: TUNNEL.slice(0, 24) + String(posts).padStart(8, '0'),
    }
    isMade = Math.random() < 0.5
    if (isMade) made.set(tunnel.name, [...(made.get(tunnel.name) ?? []), tunnel])
    const bytes = httpBytes(200, JSON.stringify(ok(tunnel)))
    socket.write(bytes.slice(0, Math.floor(Math.random() * bytes.length)), () => socket.destroy())
  })
  const { send, close } = createPool(upstream.origin)
  const result = { lost: 0, doubled: 0, wrong: 0, made: 0, posts: 0 }
  for (let i = 1; i <= count; i++) {
    // A new app for each create, so that neither budget nor breaker refuses one.
    const ask = askerAt(upstream.origin, send, 5000)
    const { outcome, result: shown } = await ask('POST', '/api/tunnels', input(`t${i}`))
    const [tunnel, second] = made.get(`t${i}`) ?? []
    if (second) result.doubled += 1
    const isShown = (shown as { id?: string } | null)?.id === tunnel?.id
    if (isMade && outcome === 'unknown') result.lost += 1
    else if (isMade ? outcome !== 'done' || !isShown : outcome !== 'unknown') result.wrong += 1
    // Only the last tunnel matters, and a growing list would slow the measured calls.
    result.made += made.size
    made.clear()
  }
  await close()
  upstream.close()
  return { ...result, posts }
}

/**
 * Twenty clients on kept-alive connections send requests until the server accepts no more connections.
 * @param stop asks the server to stop; called while all clients are sending
 * @returns the number of responses, and the error of every request without response while the server accepted some
 */
export const askUntilStopped = async (origin: string, stop: () => void) => {
  const at = new URL(origin)
  const agent = new Agent({ keepAlive: true, maxSockets: 20 })
  const dropped: string[] = []
  const kept = new WeakSet<Socket>()
  let answered = 0
  let isStopping = false
  const askOnce = () =>
    new Promise<string>((resolve) => {
      const asked = httpRequest(
        { host: at.hostname, port: at.port, path: '/api/tunnels', agent },
        (response) => {
          const { socket } = response
          response
            .resume()
            .on('end', () => {
              kept.add(socket)
              resolve(String(response.statusCode))
            })
            .on('error', () => resolve('cut'))
        },
      ).on('error', (error: NodeJS.ErrnoException) =>
        resolve(`${error.code}${asked.socket && kept.has(asked.socket) ? ' on a kept connection' : ''}`),
      )
      asked.end()
    })
  const client = async (): Promise<void> => {
    for (;;) {
      const ending = await askOnce()
      if (ending === 'ECONNREFUSED' && isStopping) return
      if (ending === '200') answered += 1
      else return void dropped.push(ending)
    }
  }
  const clients = Array.from({ length: 20 }, client)
  await new Promise((resolve) => setTimeout(resolve, 60))
  isStopping = true
  stop()
  await Promise.all(clients)
  agent.destroy()
  return { answered, dropped }
}
