/** Runs Cloudflare's deployment tool in the version of the tests: `node e2e/workerd/wrangler.mjs deploy`. */
import { spawnSync } from 'node:child_process'
import { install } from '../install.mjs'

install('e2e/workerd')
const { status } = spawnSync('e2e/workerd/node_modules/.bin/wrangler', process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
})
process.exit(status ?? 1)
