/** The stand-in as a program, for curl and any client of Cloudflare's API: `npm run sandbox`. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createFileStore } from './node/world-files.ts'
import { createSandbox } from './sandbox.ts'

const PORT = process.env.PORT ?? '8788'
const ACCOUNT = '0'.repeat(32)

const warn = (line: string) => console.error(`sandbox: ${line}`)
const fail = (why: string): never => {
  warn(why)
  process.exit(1)
}

// Separate from the worlds of `npm start`, because two processes would not see each other's changes.
const folder = join(process.cwd(), '.tunneldesk/sandbox')
const sandbox = createSandbox({ store: createFileStore(folder, { warn }) })
const listener = getRequestListener(async (request, env) => {
  try {
    return await sandbox.fetch(request)
  } catch {
    // A fault cuts the connection.
    const { outgoing } = env as HttpBindings
    outgoing.destroy()
    return RESPONSE_ALREADY_SENT
  }
})

if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) fail('PORT must be a port number')
const server = createServer((request, response) => void listener(request, response))
server.on('error', (error: NodeJS.ErrnoException) =>
  fail(
    error.code === 'EADDRINUSE' ? `port ${PORT} is in use: set PORT to another one, or to 0` : error.message,
  ),
)
server.listen(Number(PORT), '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const base = `${origin}/client/v4`
  console.log(`The stand-in for Cloudflare's API is at ${base}`)
  console.log('It accepts any bearer token, and every account id has its own simulated account. Try:')
  console.log(`curl -H 'Authorization: Bearer sandbox' ${base}/accounts/${ACCOUNT}/magic/ipsec_tunnels`)
  console.log('Control its routers and faults at:')
  console.log(`curl ${origin}/sandbox/accounts/${ACCOUNT}/world`)
})

const stop = () => {
  // Calls that hang on purpose would keep the process running. Every confirmed change is already in its file.
  server.close(() => process.exit(0))
  server.closeAllConnections()
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
