/** The cookie with the id of the browser's simulated account. It is set in sandbox mode only. */
import { ID_PATTERN } from '../../contract/api-calls.ts'
import { randomHex } from './secrets.ts'

/** The world of clients without a cookie, such as curl and scripts. */
export const DEFAULT_WORLD = '0'.repeat(32)

// Cookies ignore ports, so a second server on this machine must not share the name.
const nameOf = (publicOrigin: string) => `tunneldesk_world_${new URL(publicOrigin).port || '443'}`

/** @returns the world in the request's cookie, or null */
export const worldIn = (request: Request, publicOrigin: string): string | null => {
  const value = cookie(request, nameOf(publicOrigin))
  return value !== null && ID_PATTERN.test(value) ? value : null
}

/** 30 days in seconds: as long as the stand-in keeps an unused world. */
const KEPT_S = 2_592_000

/** A `Set-Cookie` value that gives the browser a fresh world. */
export const newWorldCookie = (publicOrigin: string): string => {
  const id = randomHex(16)
  const secure = publicOrigin.startsWith('https:') ? '; Secure' : ''
  return `${nameOf(publicOrigin)}=${id}; Path=/; Max-Age=${KEPT_S}; HttpOnly; SameSite=Lax${secure}`
}

/** @returns the first value of the cookie, or null */
export const cookie = (request: Request, name: string): string | null => {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=')
    if (key === name) return value.join('=')
  }
  return null
}
