/** Limits how many connections the server keeps, and how long a client may take for one response. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** More than the clients of any team keep open, fewer than the process may have open files. */
const MAX_CONNECTIONS = 2000
/** The share of the limit above which idle connections are closed, so that new clients can connect. */
const CROWDED = 0.8
/** Longer than the slowest write with its wait in the queue. In milliseconds. */
export const LONGEST_RESPONSE_MS = 120_000

/**
 * Anyone who can connect may keep idle connections open, so above `CROWDED` they are closed. A client whose request
 * meets such a close sends it again, as after any close of a kept-alive connection.
 */
export const limitConnections = (server: Server): void => {
  server.maxConnections = MAX_CONNECTIONS
  let open = 0
  server.on('connection', (socket) => {
    open += 1
    socket.on('close', () => {
      open -= 1
    })
    if (open > server.maxConnections * CROWDED) server.closeIdleConnections()
  })
  // At the limit no `connection` is reported. This client is refused; its next attempt succeeds.
  server.on('drop', () => server.closeIdleConnections())
}

/** Disconnects a client that does not read its response. Node has no timeout that covers this for pipelined requests. */
export const limitResponse = ({ socket }: IncomingMessage, response: ServerResponse): void => {
  const late = setTimeout(() => socket.destroy(), LONGEST_RESPONSE_MS).unref()
  response.on('close', () => clearTimeout(late))
}
