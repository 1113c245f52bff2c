/**
 * Every error that the stand-in gives. Codes below 90000 are Cloudflare's, each with its source; where no source
 * knows the code the stand-in invents one from 99000 to 99999, so that it is never mistaken for Cloudflare's.
 */
import type { ResponseInfo } from '../contract/envelope.ts'

export const CODES = {
  /** Account not onboarded to Magic (docs/api.md, Envelope and errors; the exact text is not known). */
  notOnboarded: 1012,
  /** Static route not found (docs/api.md, Envelope and errors). */
  routeNotFound: 1020,
  /** A body that does not parse (docs/api.md, Envelope and errors, the text verbatim). */
  badBody: 1022,
  /** Unauthorized for Magic WAN (docs/api.md, Envelope and errors). */
  unauthorized: 1025,
  /** IPsec tunnel not found (docs/api.md, Envelope and errors). */
  notFound: 1032,
  /** Invalid request headers (docs/api.md, Envelope and errors). */
  badHeaders: 6003,
  /** The address is not routed (docs/api.md, Envelope and errors). */
  noRoute: 7003,
  /** A token that is not accepted (docs/api.md, Envelope and errors). */
  authentication: 10_000,
  /** Too many requests (docs/api.md, Rate limits). */
  rateLimited: 971,
  // Invented from here on.
  missing: 99001,
  wrongValue: 99002,
  nameTaken: 99003,
  badAddress: 99004,
  overlap: 99005,
  badIdentity: 99006,
  identityTaken: 99007,
  badAsn: 99008,
  badMd5Key: 99009,
  badPrefix: 99010,
  badTarget: 99011,
  flagMissing: 99012,
  badToken: 99014,
  wrongContentType: 99015,
  simulated: 99016,
  tooLarge: 99017,
  worldFull: 99018,
  locked: 99019,
  badQuery: 99020,
  targetForm: 99021,
  idTwice: 99022,
} as const

/** A problem of the request with the JSON pointer to it. */
export const at = (pointer: string, code: number, message: string): ResponseInfo => ({
  code,
  message,
  source: { pointer },
})

/** The text that a client matches on (docs/api.md, Envelope and errors). */
export const NO_TUNNEL: ResponseInfo = { code: CODES.notFound, message: 'IPsec tunnel not found' }

/** The text that an older client matches on (docs/api.md, Envelope and errors). */
export const NO_ROUTE: ResponseInfo = { code: CODES.routeNotFound, message: 'Route not found' }

/** What a request wants, in the words of the API's sentence about null. */
export type Doing = 'creating' | 'updating'

/**
 * Verbatim for a text in an update (docs/api.md, Envelope and errors); other types and a create are worded alike.
 * @param type as in "string"
 * @param what the kind of thing that is sent
 */
export const nullRefused = (type: string, doing: Doing, what = 'IPsec Tunnel'): string =>
  `Invalid Request: error parsing request body while ${doing} ${what}: type "${type}" is not permitted to be null`

/** Verbatim but for the path. */
export const notRouted = (path: string): string =>
  `Could not route to ${path}, perhaps your object identifier is invalid?`

/** Verbatim but for the numbers (docs/api.md, Rate limits). */
export const rateLimited = (limit: number, windowS: number): string =>
  `More than ${limit} requests per ${windowS} seconds reached. Please wait and consider throttling your request speed`
