/** Stops without dropping a response: finishes pending requests and refuses new connections. */
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

/** More than the longest write takes, with the reads that find its outcome. */
const LONGEST_MS = 40_000
/**
 * The listener stays open until no new connection has arrived for this many looks. Closing it resets connections that
 * the operating system has accepted and Node has not yet; Node accepts them one by one, which takes time under load.
 */
const QUIET_LOOKS = 6
const OPEN_MS = 5000
/** How long kept-alive connections stay open for requests that were sent before the listener closed. */
const GRACE_MS = 600
/** How long a new connection may take to send its first request; browsers open some in advance. */
const FIRST_MS = 1000
const LOOK_MS = 25

export interface Stop {
  isStopping(): boolean
  /** Delays the exit until this work ends, even if its client is gone. */
  waitFor(work: Promise<unknown>): void
  waitForResponse(response: ServerResponse): void
  /** Exits the process with this code when nothing is pending. */
  now(code: number): Promise<void>
}

/** @param close runs last, before the process exits */
export const createStop = (server: Server, close: () => Promise<void>): Stop => {
  const work = new Set<Promise<unknown>>()
  const responses = new Set<ServerResponse>()
  let isStopping = false
  let isClosed = false
  let came = 0
  let answeredAt = 0
  const open = new Set<Socket>()
  const silent = new Map<Socket, number>()
  server.on('connection', (socket) => {
    came += 1
    open.add(socket)
    silent.set(socket, performance.now())
    socket.on('close', () => {
      open.delete(socket)
      silent.delete(socket)
      // Node reports `close` only for the first of several pipelined responses.
      for (const response of responses) if (response.req.socket === socket) responses.delete(response)
    })
  })
  /** Waits for one round of the event loop: on a busy machine, time alone passes without connections being accepted. */
  const look = async () => {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    await new Promise((resolve) => setImmediate(resolve))
  }

  const now = async (code: number): Promise<void> => {
    if (isStopping) return
    isStopping = true
    const askedAt = performance.now()
    for (let quiet = 0; quiet < QUIET_LOOKS && performance.now() - askedAt < OPEN_MS; ) {
      const before = came
      await look()
      quiet = came === before ? quiet + 1 : 0
    }
    isClosed = true
    const closedAt = performance.now()
    // `close` of an HTTP server also cuts idle kept-alive connections, on which a request may be arriving.
    NetServer.prototype.close.call(server)
    // Without this header, clients that keep connections alive would keep the process running.
    for (const response of responses) if (!response.headersSent) response.setHeader('connection', 'close')
    const isAwaited = () => [...silent.values()].some((since) => performance.now() - since < FIRST_MS)
    const isBusy = () => work.size > 0 || responses.size > 0 || isAwaited()
    const isLate = () => performance.now() - closedAt >= LONGEST_MS
    const isHeld = () => open.size > 0 && performance.now() - Math.max(closedAt, answeredAt) < GRACE_MS
    while (!isLate() && (isBusy() || isHeld())) await look()
    await close()
    process.exit(code)
  }

  return {
    isStopping: () => isStopping,
    waitFor(promise) {
      work.add(promise)
      const forget = () => void work.delete(promise)
      promise.then(forget, forget)
    },
    waitForResponse(response) {
      silent.delete(response.req.socket)
      if (isClosed) response.setHeader('connection', 'close')
      responses.add(response)
      response.on('close', () => {
        responses.delete(response)
        answeredAt = performance.now()
      })
    },
    now,
  }
}
