/** The settings of a Worker: its variables and secrets, checked by the same rules as the environment on Node. */
import { version } from '../../../package.json'
import { type Config, createConfig } from '../config/config.ts'
import { type Environment, Misconfigured, readSettings, SECRETS } from '../config/environment.ts'
import type { Bindings } from './runtime.ts'

/** Throws `Misconfigured`. */
export const configOf = ({ ASSETS: _assets, ACCOUNTS: _accounts, ...vars }: Bindings): Config => {
  // A variable of a Worker may be a number or an object; `readSettings` refuses those by name.
  const env = vars as Environment
  for (const name of SECRETS) {
    if (env[`${name}_FILE`] === undefined) continue
    throw new Misconfigured(
      `${name}_FILE needs a file system, which Workers do not have: use wrangler secret put ${name}`,
    )
  }
  return createConfig(readSettings(env), { runtime: 'workers', port: null, version, user: 'visitor' })
}
