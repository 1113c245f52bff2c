/**
 * The proxy's refusals that the browser handles by their code. In a file apart from the whole table
 * (refusals.ts), so that a page loads only these.
 */
export const KNOWN_REFUSALS = {
  no_identity: {
    status: 401,
    code: 90015,
    message: "Sign in again: there is no valid sign-in with this request, or this server's clock is wrong",
  },
  not_allowed: { status: 403, code: 90013, message: 'Your role is read-only. An operator can do this' },
  not_listed: {
    status: 403,
    code: 90016,
    message: 'This address has no role here. An administrator can add it to OPERATORS or VIEWERS',
  },
  read_only: { status: 403, code: 90014, message: 'This server is set to read-only' },
  changed_meanwhile: {
    status: 409,
    code: 90027,
    message: 'Somebody else changed this since you opened it. Load it again and compare',
  },
  upstream_credentials: { status: 502, code: 90052, message: "The API does not accept this server's token" },
  upstream_permission: {
    status: 502,
    code: 90057,
    message: "This server's token lacks a permission: it needs Magic WAN Write",
  },
  upstream_unreachable: { status: 502, code: 90050, message: 'The API cannot be reached' },
  upstream_dns: { status: 502, code: 90055, message: "The API's name cannot be resolved" },
  upstream_tls: {
    status: 502,
    code: 90056,
    message: 'No secure connection to the API: its certificate was not accepted',
  },
  upstream_timeout: {
    status: 504,
    code: 90053,
    message: 'The API did not answer in time. Try again in a minute',
  },
  upstream_answer: {
    status: 502,
    code: 90051,
    message: 'The API answered in an unexpected format',
  },
  upstream_resting: { status: 503, code: 90054, message: 'The API failed repeatedly. Calls resume shortly' },
} as const

export type KnownRefusal = keyof typeof KNOWN_REFUSALS

/** Whether an error's code is the proxy's own, not the API's. */
export const isOwnCode = (code: number): boolean => code >= 90_000 && code <= 90_999
