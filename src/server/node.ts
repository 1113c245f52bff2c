/** The proxy on Node: `node dist/server/node.js`. With `--check-config` it only checks its settings. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../../package.json'
import { createFileStore } from '../sandbox/node/world-files.ts'
import { createSandbox } from '../sandbox/sandbox.ts'
import type { Config } from './config/config.ts'
import { Misconfigured, readSettings } from './config/environment.ts'
import type { Launch } from './identity/launch-link.ts'
import { loadAssets } from './node/assets.ts'
import { createPool } from './node/connection-pool.ts'
import { checkSettings, listen, type Parts } from './node/listen.ts'
import { CHECK, checkProcess } from './node/process-options.ts'
import { withSecretFiles } from './node/secret-files.ts'
import { CLOUDFLARE } from './upstream/exchange.ts'
import { fetchSend } from './upstream/transport.ts'

/** The exit code of a configuration error, as in sysexits.h: a supervisor need not try again. */
const EX_CONFIG = 78
const CLIENT = join(dirname(fileURLToPath(import.meta.url)), '../client')

// Without a listener, each line that a full disk or a closed pipe refuses would be an uncaught error, which is logged,
// which fails again, without end.
process.stdout.on('error', () => undefined)
const print = (line: string) =>
  new Promise<void>((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()))
  })

const upstreamOf: Parts['upstreamOf'] = (config) => {
  if (config.account !== null) return createPool(config.upstream.baseUrl)
  const warn = (line: string) => console.error(`tunneldesk: ${line}`)
  const store = createFileStore(join(process.cwd(), '.tunneldesk/worlds'), { warn })
  const sandbox = createSandbox({ store })
  return { send: fetchSend(async (request) => sandbox.fetch(request)), close: async () => undefined }
}

const greet = ({ publicOrigin, account, upstream }: Config, launch: Launch | null): void => {
  console.log(`Tunneldesk is at ${publicOrigin}`)
  if (launch) console.log(`Open it with this link, which works once: ${publicOrigin}/#${launch.fragment}`)
  if (account !== null) {
    console.log('Live: it manages the Cloudflare account in your settings.')
    if (upstream.baseUrl !== CLOUDFLARE) {
      console.log(`CLOUDFLARE_BASE_URL is set: the token goes to ${upstream.baseUrl}, not to Cloudflare.`)
    }
  } else {
    console.log(
      'Sandbox: a stand-in inside this process replaces Cloudflare, and nothing leaves this machine.',
    )
    console.log('For a real account set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, then start again.')
  }
}

const start = async (): Promise<void> => {
  const { env, execArgv } = process
  const args = process.argv.slice(2)
  checkProcess({ env, execArgv, args })
  const settings = readSettings(withSecretFiles(env))
  const parts: Parts = { version, print, assets: loadAssets(CLIENT), upstreamOf }
  if (args.includes(CHECK)) {
    const { close } = await checkSettings(settings, parts)
    await close()
    return console.log('tunneldesk: the settings are valid')
  }
  const { config, launch, stop } = await listen(settings, parts)
  const end = (code: number) => () => void stop.now(code)
  process.on('SIGTERM', end(0)).on('SIGINT', end(0))
  // After an uncaught error the state cannot be trusted. Pending requests finish, then the process exits.
  const fail = (error: unknown) => {
    const kind = error instanceof Error ? error.name : typeof error
    const line = JSON.stringify({ time: new Date().toISOString(), event: 'error', id: 'process', kind })
    print(line).catch(() => undefined)
    void stop.now(1)
  }
  process.on('uncaughtException', fail).on('unhandledRejection', fail)
  greet(config, launch)
}

const NO_ADDRESS = 'HOST is not an address of this machine: set one, or leave it out for 127.0.0.1'
/** Errors of opening the port. The system's own texts quote the value. */
const PORT_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use: set PORT to another one, or to 0 for any free one',
  EACCES: 'PORT may not be opened by this user: set one above 1023',
  EADDRNOTAVAIL: NO_ADDRESS,
  EAI_AGAIN: NO_ADDRESS,
  EINVAL: NO_ADDRESS,
  ENOTFOUND: NO_ADDRESS,
}

start().catch((error: unknown) => {
  const { code = '', message } = error as NodeJS.ErrnoException
  console.error(`tunneldesk: ${PORT_ERRORS[code] ?? message}`)
  process.exit(error instanceof Misconfigured ? EX_CONFIG : 1)
})
