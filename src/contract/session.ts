/** The sign-in of local mode, as the page and the server share it (docs/proxy.md). */

/** The address where the key of the launch link is exchanged for a sign-in. */
export const SESSION_PATH = '/api/session'

/** Carries the page's own secret. A cookie alone is also sent to other ports of this machine. */
export const PAGE_KEY_HEADER = 'x-tunneldesk-page'

/** What the exchange answers to a page that asked for its own secret. */
export interface PageSession {
  page_key: string
}
