/**
 * Sign-in in local mode: a link that is printed once at start. Its key is in the fragment, so it reaches no server
 * log. The page exchanges it for a cookie that scripts cannot read. Other users and programs of this machine can
 * connect to the port, but have neither key nor cookie.
 */

import { cookie } from './sandbox-cookie.ts'
import { isSameSecret, randomHex } from './secrets.ts'

/** The key in the link, and the session that `POST /api/session` exchanges it for. */
export interface Launch {
  /** The link's fragment, without `#`. */
  fragment: string
  /** @returns a `Set-Cookie` value, or null for a wrong or used key */
  exchange(key: string): Promise<string | null>
  isSignedIn(request: Request): Promise<boolean>
}

export const createLaunch = (publicOrigin: string): Launch => {
  // Cookies ignore ports, so a second server on this machine must not share the name.
  const name = `tunneldesk_session_${new URL(publicOrigin).port || '80'}`
  const session = randomHex(32)
  let key: string | null = randomHex(32)
  return {
    fragment: `k=${key}`,
    async exchange(given) {
      const isRight = key !== null && isSameSecret(given, key)
      if (!isRight) return null
      key = null
      return `${name}=${session}; Path=/; HttpOnly; SameSite=Strict`
    },
    async isSignedIn(request) {
      const given = cookie(request, name)
      return given !== null && isSameSecret(given, session)
    },
  }
}
