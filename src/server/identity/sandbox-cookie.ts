/** The cookie with the id of the browser's simulated account. It is set in sandbox mode only. */
import { ID_PATTERN } from '../../contract/calls/api-calls.ts'
import { cookieName, cookieOf, cookies } from './cookies.ts'
import { randomHex } from './secrets.ts'

/** The world of clients without a cookie, such as curl and scripts. */
export const DEFAULT_WORLD = '0'.repeat(32)

const WORLD = 'world'

/** @returns the world in the request's cookie, or null */
export const worldIn = (request: Request, publicOrigin: string): string | null => {
  return cookies(request, cookieName(WORLD, publicOrigin)).find((value) => ID_PATTERN.test(value)) ?? null
}

/** 30 days in seconds: as long as the stand-in keeps an unused world. */
const KEPT_S = 2_592_000

/** A `Set-Cookie` value that gives the browser a fresh world. */
export const newWorldCookie = (publicOrigin: string): string =>
  cookieOf(WORLD, randomHex(16), publicOrigin, `SameSite=Lax; Max-Age=${KEPT_S}`)
