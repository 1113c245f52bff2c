/** Stops without dropping an answer: requests under way are finished, new connections are refused. */
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

/** The longest write and its looks, with a little to spare. */
const LONGEST_MS = 40_000
/**
 * The listener stays open until no new connection has come for a while, because closing it cuts connections that the system
 * has taken and Node has not: one by one, it takes them, and under load that is not at once.
 */
const QUIET_LOOKS = 6
const OPEN_MS = 5000
/** How long kept connections may still bring a request that was on its way when the listener closed. */
const GRACE_MS = 600
/** How long a connection that has not asked anything yet may take to do so; browsers open some in advance. */
const FIRST_MS = 1000
const LOOK_MS = 25

export interface Stop {
  isStopping(): boolean
  /** Work that must end before the process does, even if nobody waits for it. */
  waitFor(work: Promise<unknown>): void
  waitForResponse(response: ServerResponse): void
  /** Ends the process with this code once nothing is under way. */
  now(code: number): Promise<void>
}

/** @param close what to end last */
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
    silent.set(socket, Date.now())
    socket.on('close', () => {
      open.delete(socket)
      silent.delete(socket)
    })
  })
  /** On a busy machine time passes without connections being accepted, so accept rounds are counted instead. */
  const look = async () => {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    await new Promise((resolve) => setImmediate(resolve))
  }

  const now = async (code: number): Promise<void> => {
    if (isStopping) return
    isStopping = true
    const askedAt = Date.now()
    for (let quiet = 0; quiet < QUIET_LOOKS && Date.now() - askedAt < OPEN_MS; ) {
      const before = came
      await look()
      quiet = came === before ? quiet + 1 : 0
    }
    isClosed = true
    const closedAt = Date.now()
    // An HTTP server's own `close` also cuts kept connections, a request on its way to us among them.
    NetServer.prototype.close.call(server)
    // Without this a client that keeps its connection would keep the process, too.
    for (const response of responses) if (!response.headersSent) response.setHeader('connection', 'close')
    const isAwaited = () => [...silent.values()].some((since) => Date.now() - since < FIRST_MS)
    const isBusy = () => work.size > 0 || responses.size > 0 || isAwaited()
    const isLate = () => Date.now() - closedAt >= LONGEST_MS
    const isHeld = () => open.size > 0 && Date.now() - Math.max(closedAt, answeredAt) < GRACE_MS
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
        answeredAt = Date.now()
      })
    },
    now,
  }
}
