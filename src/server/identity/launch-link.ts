/**
 * Sign-in in local mode: a link that is printed once at start. Its key is in the fragment, so it reaches no server
 * log. The page exchanges it for a cookie that scripts cannot read, and for a second secret, which it stores and sends as
 * a header. Other users and programs of this machine can connect to the port, but have neither. Browsers send cookies
 * to every port of a host, so a program with a port of its own can be sent the cookie; storage belongs to one port.
 */
import { PAGE_KEY_HEADER } from '../../contract/session.ts'
import { cookieName, cookieOf, cookies } from './cookies.ts'
import { isSameSecret, randomHex } from './secrets.ts'

/** The key in the link, and the session that `POST /api/session` exchanges it for. */
export interface Launch {
  /** The link's fragment, without `#`. */
  fragment: string
  /**
   * @param isPage whether the client will send the second secret with every request; from then on it is required
   * @returns a `Set-Cookie` value and the second secret, or null for a wrong or used key
   */
  exchange(key: string, isPage: boolean): Promise<{ setCookie: string; pageKey: string | null } | null>
  isSignedIn(request: Request): Promise<boolean>
}

const SESSION = 'session'

export const createLaunch = (publicOrigin: string): Launch => {
  const name = cookieName(SESSION, publicOrigin)
  const session = randomHex(32)
  let key: string | null = randomHex(32)
  let pageKey: string | null = null
  return {
    fragment: `k=${key}`,
    async exchange(given, isPage) {
      const isRight = key !== null && isSameSecret(given, key)
      if (!isRight) return null
      key = null
      if (isPage) pageKey = randomHex(32)
      return { setCookie: cookieOf(SESSION, session, publicOrigin, 'SameSite=Strict'), pageKey }
    },
    async isSignedIn(request) {
      // A page on another port can set a second cookie of this name, which must not sign anybody out.
      const isRight = cookies(request, name).some((given) => isSameSecret(given, session))
      return (
        isRight && (pageKey === null || isSameSecret(request.headers.get(PAGE_KEY_HEADER) ?? '', pageKey))
      )
    },
  }
}
