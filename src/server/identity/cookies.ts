/** Names and reads cookies. */

/** Cookies ignore ports, so a second server on this machine must not share the name. */
export const cookieName = (what: string, publicOrigin: string): string => {
  const { port, protocol } = new URL(publicOrigin)
  return `tunneldesk_${what}_${port || (protocol === 'https:' ? '443' : '80')}`
}

/** @returns the values of all cookies with this name: a browser can have several, for different paths */
export const cookies = (request: Request, name: string): string[] =>
  (request.headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const [key, ...value] = pair.trim().split('=')
    return key === name ? [value.join('=')] : []
  })
