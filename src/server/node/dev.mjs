// @ts-check
/**
 * `npm run dev`: Vite serves the pages on one port and forwards everything else to the proxy behind it. Vite runs code
 * of many packages and must not have the token, so it is started without the settings of the proxy. Pages from Vite
 * have no Content-Security-Policy, because Vite's own client would not run under ours.
 */
import { spawn } from 'node:child_process'
import { existsSync, rmSync, watch } from 'node:fs'
import { createServer } from 'node:net'

const port = process.env.PORT ?? '8787'
const origin = `http://127.0.0.1:${port}`
const bundle = 'dist/server/node.js'
const OURS = /^(CLOUDFLARE|ACCESS|JWT|PROXY|TRUSTED_PROXY|AUDIT|OPERATORS|VIEWERS)/

/** @returns {Promise<string>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(String(address && typeof address === 'object' ? address.port : 0)))
    })
  })

const proxyPort = await freePort()
const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)))
const run = (/** @type {string[]} */ args, /** @type {NodeJS.ProcessEnv} */ env) =>
  spawn(process.execPath, args, { stdio: 'inherit', env })

/** @type {import('node:child_process').ChildProcess | null} */
let proxy = null
const startProxy = () => {
  const old = proxy
  const begin = () => {
    proxy = run([bundle], { ...process.env, HOST: '127.0.0.1', PORT: proxyPort, PUBLIC_ORIGIN: origin })
  }
  if (!old || old.exitCode !== null) return begin()
  old.once('exit', begin)
  old.kill('SIGTERM')
}

const vite = 'node_modules/vite/bin/vite.js'
rmSync(bundle, { force: true })
const children = [
  run([vite, 'build', '--ssr', '--watch', '--logLevel', 'warn'], plain),
  run([vite, '--host', '127.0.0.1', '--port', port], {
    ...plain,
    DEV_PROXY_ORIGIN: `http://127.0.0.1:${proxyPort}`,
  }),
]

/** @type {NodeJS.Timeout | undefined} */
let settled
const onBuilt = () => {
  clearTimeout(settled)
  // Vite writes the bundle in several steps.
  settled = setTimeout(() => existsSync(bundle) && startProxy(), 150)
}
const wait = setInterval(() => {
  if (!existsSync(bundle)) return
  clearInterval(wait)
  onBuilt()
  watch('dist/server', onBuilt)
}, 100)

const stop = () => {
  clearInterval(wait)
  for (const child of [...children, proxy]) child?.kill('SIGTERM')
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
for (const child of children) child.on('exit', stop)
