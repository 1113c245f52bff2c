/** Refuses options of the process itself that would disable its security. */
import { type Environment, Misconfigured } from '../config/environment.ts'

export interface Started {
  env: Environment
  /** Node's own options from the command line; `env` contains those in `NODE_OPTIONS`. */
  execArgv: readonly string[]
  /** The arguments after the script's name. */
  args: readonly string[]
}

export const CHECK = '--check-config'

/** Names of the settings that contain an API token, or the path of one. */
const TOKEN = /^CLOUDFLARE_API_TOKEN(_|$)/

/** A port, an address of this machine, or both. Any other name could resolve to any address. */
const HERE = /^(\d*|(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?)$/

/** Throws `Misconfigured`. */
export const checkProcess = ({ env, execArgv, args }: Started): void => {
  // Every user can read arguments in the process list, so no setting is accepted there.
  if (args.some((arg) => arg !== CHECK)) {
    throw new Misconfigured(`Settings are read from the environment only; the only argument is ${CHECK}`)
  }
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    throw new Misconfigured('NODE_TLS_REJECT_UNAUTHORIZED=0 would send the token to any server: unset it')
  }
  if (env.SSLKEYLOGFILE !== undefined) {
    throw new Misconfigured('SSLKEYLOGFILE would write the keys of every connection to a file: unset it')
  }
  const holdsToken = Object.keys(env).some((name) => TOKEN.test(name) && env[name] !== undefined)
  const options = [...execArgv, ...(env.NODE_OPTIONS ?? '').replace(/["\\]/g, '').split(/\s+/)]
  for (const [i, option] of options.entries()) {
    const [written = '', inline] = option.split('=')
    // Node also accepts underscores for dashes, and a value as the next argument.
    const name = written.replaceAll('_', '-')
    const next = options[i + 1] ?? ''
    const value = inline ?? (next.startsWith('-') ? '' : next)
    if (name === '--insecure-http-parser' || name === '--tls-keylog') {
      throw new Misconfigured(`Node's option ${name} is unsafe here: remove it`)
    }
    if (!/^--(inspect|debug)/.test(name)) continue
    // The inspector reads all memory and asks for no password.
    if (holdsToken) {
      throw new Misconfigured(`Node's option ${name} would show the API token to every user here: remove it`)
    }
    if (!HERE.test(value)) throw new Misconfigured(`Node's option ${name} must stay on this machine`)
  }
}
