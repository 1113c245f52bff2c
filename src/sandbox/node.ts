/** The stand-in alone, for curl and any client of Cloudflare's API: `npm run sandbox`. */
import { serve } from '@hono/node-server'
import { createSandbox } from './sandbox.ts'

const PORT = Number(process.env.PORT ?? 8788)
const ACCOUNT = '0'.repeat(32)

const sandbox = createSandbox()
const server = serve({ fetch: sandbox.fetch, hostname: '127.0.0.1', port: PORT }, ({ port }) => {
  const base = `http://127.0.0.1:${port}/client/v4`
  console.log(`The stand-in for Cloudflare's API is at ${base}`)
  console.log('Any bearer token will do, and every account id is a world of its own. Try:')
  console.log(`curl -H 'Authorization: Bearer sandbox' ${base}/accounts/${ACCOUNT}/magic/ipsec_tunnels`)
})

const stop = () => {
  server.close()
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
