/** The settings of a Worker: its variables and secrets, judged by the same rules as an environment on Node. */
import { version } from '../../../package.json'
import { type Config, createConfig } from '../config/config.ts'
import { type Environment, Misconfigured, readSettings, SECRETS } from '../config/environment.ts'
import type { Bindings } from './runtime.ts'

/** Throws `Misconfigured`. */
export const configOf = ({ ASSETS: _assets, ACCOUNTS: _accounts, ...vars }: Bindings): Config => {
  // A variable may also be a number or an object there; the reader refuses those by their names.
  const env = vars as Environment
  for (const name of SECRETS) {
    if (env[`${name}_FILE`] === undefined) continue
    throw new Misconfigured(`${name}_FILE names a file, and Workers have none: wrangler secret put ${name}`)
  }
  return createConfig(readSettings(env), { runtime: 'workers', port: null, version, user: 'visitor' })
}
