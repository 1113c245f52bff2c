/** The cookie with the id of the browser's simulated account. It is set in sandbox mode only. */
import { ID_PATTERN } from '../../contract/api-calls.ts'
import { randomHex } from './secrets.ts'

/** The world of clients without a cookie, such as curl and scripts. */
export const DEFAULT_WORLD = '0'.repeat(32)

// Cookies ignore ports, so a second server on this machine must not share the name.
const nameOf = (publicOrigin: string) => `tunneldesk_world_${new URL(publicOrigin).port || '443'}`

/** @returns the world in the request's cookie, or null */
export const worldIn = (request: Request, publicOrigin: string): string | null => {
  return cookies(request, nameOf(publicOrigin)).find((value) => ID_PATTERN.test(value)) ?? null
}

/** 30 days in seconds: as long as the stand-in keeps an unused world. */
const KEPT_S = 2_592_000

/** A `Set-Cookie` value that gives the browser a fresh world. */
export const newWorldCookie = (publicOrigin: string): string => {
  const id = randomHex(16)
  const secure = publicOrigin.startsWith('https:') ? '; Secure' : ''
  return `${nameOf(publicOrigin)}=${id}; Path=/; Max-Age=${KEPT_S}; HttpOnly; SameSite=Lax${secure}`
}

/** @returns the values of all cookies with this name: a browser can have several, for different paths */
export const cookies = (request: Request, name: string): string[] =>
  (request.headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const [key, ...value] = pair.trim().split('=')
    return key === name ? [value.join('=')] : []
  })
