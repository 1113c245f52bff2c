/** Stops without dropping an answer: what is under way is finished, what is new finds the door closed. */
import type { Server, ServerResponse } from 'node:http'

/** The longest write and its looks, with a little to spare. */
const LONGEST_MS = 40_000
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

  const now = async (code: number): Promise<void> => {
    if (isStopping) return
    isStopping = true
    const deadline = Date.now() + LONGEST_MS
    server.close()
    // Without this a client that keeps its connection would keep the process, too.
    for (const response of responses) if (!response.headersSent) response.setHeader('connection', 'close')
    while ((work.size > 0 || responses.size > 0) && Date.now() < deadline) {
      server.closeIdleConnections()
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    server.closeIdleConnections()
    await close()
    process.exit(code)
  }
  process.on('SIGTERM', () => void now(0))
  process.on('SIGINT', () => void now(0))

  return {
    isStopping: () => isStopping,
    waitFor(promise) {
      work.add(promise)
      const forget = () => void work.delete(promise)
      promise.then(forget, forget)
    },
    waitForResponse(response) {
      if (isStopping) response.setHeader('connection', 'close')
      responses.add(response)
      response.on('close', () => responses.delete(response))
    },
    now,
  }
}
