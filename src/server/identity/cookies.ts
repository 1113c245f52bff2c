/** Names, sets and reads cookies. */

/** Cookies ignore ports, so a second server on this machine must not share the name. */
export const cookieName = (what: string, publicOrigin: string): string => {
  const { port, protocol } = new URL(publicOrigin)
  return `tunneldesk_${what}_${port || (protocol === 'https:' ? '443' : '80')}`
}

/** @param more attributes other than those that every cookie here has @returns a `Set-Cookie` value */
export const cookieOf = (what: string, value: string, publicOrigin: string, more: string): string => {
  // Without it, a browser also sends the cookie over plain http, to any port of the host.
  const secure = publicOrigin.startsWith('https:') ? '; Secure' : ''
  return `${cookieName(what, publicOrigin)}=${value}; Path=/; HttpOnly; ${more}${secure}`
}

/** @returns the values of all cookies with this name: a browser can have several, for different paths */
export const cookies = (request: Request, name: string): string[] =>
  (request.headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const [key, ...value] = pair.trim().split('=')
    return key === name ? [value.join('=')] : []
  })
