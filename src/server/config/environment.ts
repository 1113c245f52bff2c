/**
 * The settings, by their names in the environment. Error messages name settings and never their values, because a
 * value under the wrong name may be a secret.
 */
import * as z from 'zod/mini'

/** A setting prevents the start. The message is one line that says what to change. */
export class Misconfigured extends Error {}

const text = z.optional(z.string())
const isPort = (value: string) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535
const flag = z._default(z.enum(['0', '1'], 'must be 1 or 0'), '0')

const settings = z.object({
  // An empty value would open the port on every address.
  HOST: z._default(z.string().check(z.minLength(1, 'is empty: leave it out for 127.0.0.1')), '127.0.0.1'),
  PORT: z._default(z.string().check(z.refine(isPort, 'must be a port number')), '8787'),
  PUBLIC_ORIGIN: text,
  ALLOWED_HOSTS: z._default(z.string(), ''),
  CLOUDFLARE_API_TOKEN: text,
  CLOUDFLARE_API_TOKEN_READ: text,
  CLOUDFLARE_ACCOUNT_ID: text,
  CLOUDFLARE_BASE_URL: text,
  AUTH_MODE: z._default(z.enum(['local', 'access', 'header'], 'must be local, access or header'), 'local'),
  LOCAL_LAUNCH_TOKEN: z._default(z.enum(['on', 'off'], 'must be on or off'), 'on'),
  ACCESS_TEAM_DOMAIN: text,
  ACCESS_AUD: text,
  JWT_ISSUER: text,
  JWT_AUDIENCE: text,
  JWT_JWKS_URL: text,
  JWT_HEADER: z._default(z.string(), 'Cf-Access-Jwt-Assertion'),
  TRUSTED_PROXY_CIDRS: z._default(z.string(), ''),
  PROXY_SECRET: text,
  IDENTITY_HEADER: text,
  OPERATORS: z._default(z.string(), ''),
  VIEWERS: z._default(z.string(), ''),
  AUDIT_FILE: text,
  READ_ONLY: flag,
})

export type Settings = z.infer<typeof settings>

export type Environment = Readonly<Record<string, string | undefined>>

/** Settings that can also be read from a file (`NAME_FILE`), so that the secret is not in the environment. */
export const SECRETS = ['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_API_TOKEN_READ', 'PROXY_SECRET'] as const

export const KNOWN = [...Object.keys(settings.shape), ...SECRETS.map((name) => `${name}_FILE`)]

/** Reads settings from an environment in which `NAME_FILE` is already resolved. Throws `Misconfigured`. */
export const readSettings = (env: Environment): Settings => {
  refuseLookalikes(env)
  const read = settings.safeParse(env)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Misconfigured(`${String(issue?.path[0])} ${issue?.message}`)
}

/** Splits a comma-separated value; drops spaces and empty parts. */
export const list = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** @param hostname as returned by `URL`, or an address to listen on */
export const isLoopback = (hostname: string): boolean =>
  ['localhost', '[::1]', '::1'].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname)

/** @returns null when the value is not an absolute URL */
export const parseUrl = (value: string): URL | null => (URL.canParse(value) ? new URL(value) : null)

/** Refuses a Global API Key, which cannot be restricted, and misspelt settings, which would be ignored silently. */
const refuseLookalikes = (env: Environment): void => {
  for (const name of ['CLOUDFLARE_API_KEY', 'CLOUDFLARE_EMAIL']) {
    if (env[name] !== undefined)
      throw new Misconfigured(`${name} is set: this server accepts an API token only`)
  }
  for (const name of Object.keys(env)) {
    if (name.length < 6 || KNOWN.includes(name)) continue
    const meant = KNOWN.find((known) => known.length >= 6 && distance(name.toUpperCase(), known) <= 2)
    if (meant) throw new Misconfigured(`${name} is not a setting. Did you mean ${meant}?`)
  }
}

/** The Levenshtein distance: how many characters to change, add or remove; 3 when lengths differ by 3 or more. */
const distance = (a: string, b: string): number => {
  if (Math.abs(a.length - b.length) > 2) return 3
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const swapped = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
