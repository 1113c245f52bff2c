/** Refuses a process whose own options undo what the rest of this server promises. */
import { type Environment, Misconfigured } from '../config/environment.ts'

export interface Started {
  env: Environment
  /** Options of Node itself, from its command line; those in `NODE_OPTIONS` are looked up in `env`. */
  execArgv: readonly string[]
  /** What follows the script's name. */
  args: readonly string[]
}

export const CHECK = '--check-config'

/** A port, an address of this machine, or both. Any other name could lead anywhere. */
const HERE = /^(\d*|(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?)$/

/** Throws `Misconfigured`. */
export const checkProcess = ({ env, execArgv, args }: Started): void => {
  // Arguments show in the process list of every user, so nothing is ever taken from them.
  if (args.some((arg) => arg !== CHECK)) {
    throw new Misconfigured(`Settings are taken from the environment only; the one argument is ${CHECK}`)
  }
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    throw new Misconfigured('NODE_TLS_REJECT_UNAUTHORIZED=0 would send the token to anyone: unset it')
  }
  if (env.SSLKEYLOGFILE !== undefined) {
    throw new Misconfigured('SSLKEYLOGFILE would write down the keys of every connection: unset it')
  }
  const options = [...execArgv, ...(env.NODE_OPTIONS ?? '').replaceAll('"', '').split(/\s+/)]
  for (const [i, option] of options.entries()) {
    const [written = '', inline] = option.split('=')
    // Node takes underscores for dashes, and a value that follows for one that is joined.
    const name = written.replaceAll('_', '-')
    const next = options[i + 1] ?? ''
    const value = inline ?? (next.startsWith('-') ? '' : next)
    if (name === '--insecure-http-parser' || name === '--tls-keylog') {
      throw new Misconfigured(`Node's option ${name} is unsafe here: leave it out`)
    }
    if (/^--(inspect|debug)/.test(name) && !HERE.test(value))
      throw new Misconfigured(`Node's option ${name} must stay on this machine`)
  }
}
