/** Refuses a process whose own options undo what the rest of this server promises. */
import { type Environment, Misconfigured } from '../settings.ts'

export interface Started {
  env: Environment
  /** Options of Node itself, from its command line; those in `NODE_OPTIONS` are looked up in `env`. */
  execArgv: readonly string[]
  /** What follows the script's name. */
  args: readonly string[]
}

export const CHECK = '--check-config'

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
  for (const option of [...execArgv, ...(env.NODE_OPTIONS ?? '').split(/\s+/)]) {
    const [name = '', value = ''] = option.split('=')
    if (name === '--insecure-http-parser' || name === '--tls-keylog') {
      throw new Misconfigured(`Node's option ${name} is unsafe here: leave it out`)
    }
    const isForeign =
      /^--(inspect|debug)/.test(name) && /[:.]/.test(value) && !/^(127\.|localhost|\[::1\])/.test(value)
    if (isForeign) throw new Misconfigured(`Node's option ${name} must stay on this machine`)
  }
}
