/** The proxy on Node: `node dist/server/node.js`. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../../package.json'
import { createSandbox } from '../sandbox/sandbox.ts'
import type { Config } from './config.ts'
import type { Launch } from './launch.ts'
import { loadAssets } from './node/assets.ts'
import { listen, type Parts } from './node/listen.ts'
import { createPool } from './node/pool.ts'
import { withSecretFiles } from './node/secrets.ts'
import { fetchSend } from './send.ts'
import { Misconfigured, readSettings } from './settings.ts'

/** As sysexits.h has it: the configuration is at fault, and trying again does not help. */
const EX_CONFIG = 78
const CLIENT = join(dirname(fileURLToPath(import.meta.url)), '../client')

const upstreamOf: Parts['upstreamOf'] = (config) => {
  if (config.account !== null) return createPool(config.upstream.baseUrl)
  const sandbox = createSandbox()
  return { send: fetchSend(async (request) => sandbox.fetch(request)), close: async () => undefined }
}

const print = (line: string) => process.stdout.write(`${line}\n`)

const greet = ({ publicOrigin, account }: Config, launch: Launch | null): void => {
  console.log(`Tunneldesk is at ${publicOrigin}`)
  if (launch) console.log(`Open it with this link, which works once: ${publicOrigin}/#${launch.fragment}`)
  if (account !== null) {
    console.log('Live: it works on the Cloudflare account of your settings.')
  } else {
    console.log('Sandbox: a stand-in inside this process plays Cloudflare, and nothing leaves this machine.')
    console.log('For a real account set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, then start again.')
  }
}

try {
  const settings = readSettings(withSecretFiles(process.env))
  const parts = { version, print, assets: loadAssets(CLIENT), upstreamOf }
  const { config, launch } = await listen(settings, parts)
  greet(config, launch)
} catch (error) {
  const isInUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
  console.error(`tunneldesk: ${isInUse ? 'PORT is in use: set another one' : (error as Error).message}`)
  process.exitCode = error instanceof Misconfigured ? EX_CONFIG : 1
}
