/** Stops without dropping an answer: what is under way is finished, what is new finds the door closed. */
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'

/** The longest write and its looks, with a little to spare. */
const LONGEST_MS = 40_000
/**
 * The door stays open until nobody new has come for a while, because closing it cuts connections that the system
 * has taken and Node has not: one by one, it takes them, and under load that is not at once.
 */
const QUIET_MS = 150
const OPEN_MS = 1500
/** How long kept connections may still bring a request that was on its way when the door closed. */
const GRACE_MS = 250
const LOOK_MS = 25

export interface Stop {
  isStopping(): boolean
  /** Work that must end before the process does, whoever still waits for it. */
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
  let cameAt = 0
  let answeredAt = 0
  server.on('connection', () => {
    cameAt = Date.now()
  })
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

  const now = async (code: number): Promise<void> => {
    if (isStopping) return
    isStopping = true
    const askedAt = Date.now()
    do await pause(LOOK_MS)
    while (Date.now() - Math.max(askedAt, cameAt) < QUIET_MS && Date.now() - askedAt < OPEN_MS)
    isClosed = true
    const closedAt = Date.now()
    // An HTTP server's own `close` also cuts kept connections, a request on its way to us among them.
    NetServer.prototype.close.call(server)
    // Without this a client that keeps its connection would keep the process, too.
    for (const response of responses) if (!response.headersSent) response.setHeader('connection', 'close')
    const isBusy = () => work.size > 0 || responses.size > 0
    const isLate = () => Date.now() - closedAt >= LONGEST_MS
    while (!isLate() && (isBusy() || Date.now() - Math.max(closedAt, answeredAt) < GRACE_MS))
      await pause(LOOK_MS)
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
