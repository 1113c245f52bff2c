/** The codes of Cloudflare's errors that this project reacts to (docs/api.md, Envelope and errors). */
export const API_CODES = {
  /** The account is not onboarded to Magic WAN. */
  notOnboarded: 1012,
  routeNotFound: 1020,
  /** The token has no permission for Magic WAN. */
  unauthorized: 1025,
  tunnelNotFound: 1032,
} as const
