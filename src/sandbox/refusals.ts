/**
 * Every error of the stand-in. Codes below 90000 are Cloudflare's, each with its source. Where no source has a code,
 * the stand-in uses an invented one from 99000 to 99999, so that it is never mistaken for Cloudflare's.
 */
import { API_CODES } from '../contract/calls/api-codes.ts'
import type { ResponseInfo } from '../contract/envelope.ts'

export const CODES = {
  ...API_CODES,
  /** A body that cannot be parsed (docs/api.md, Envelope and errors, with the exact text). */
  badBody: 1022,
  /** Invalid request headers (docs/api.md, Envelope and errors). */
  badHeaders: 6003,
  /** The address is not routed (docs/api.md, Envelope and errors). */
  noRoute: 7003,
  /** A token that is not accepted (docs/api.md, Envelope and errors). */
  authentication: 10_000,
  /** Too many requests (docs/api.md, Rate limits). */
  rateLimited: 971,
  // The codes below are invented.
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

/** An error with a JSON pointer to the field. */
export const at = (pointer: string, code: number, message: string): ResponseInfo => ({
  code,
  message,
  source: { pointer },
})

/** The text that a client matches on (docs/api.md, Envelope and errors). */
export const NO_TUNNEL: ResponseInfo = { code: CODES.tunnelNotFound, message: 'IPsec tunnel not found' }

/** The text that an older client matches on (docs/api.md, Envelope and errors). */
export const NO_ROUTE: ResponseInfo = { code: CODES.routeNotFound, message: 'Route not found' }

/** What a request does, as in the API's error text about null. */
export type Doing = 'creating' | 'updating'

/**
 * The exact text for a string in an update (docs/api.md, Envelope and errors); for other cases it is assumed.
 * @param type as in "string"
 * @param what the kind of object in the request
 */
export const nullRefused = (type: string, doing: Doing, what = 'IPsec Tunnel'): string =>
  `Invalid Request: error parsing request body while ${doing} ${what}: type "${type}" is not permitted to be null`

/** The exact text, except for the path. */
export const notRouted = (path: string): string =>
  `Could not route to ${path}, perhaps your object identifier is invalid?`

/** The exact text, except for the numbers (docs/api.md, Rate limits). */
export const rateLimited = (limit: number, windowS: number): string =>
  `More than ${limit} requests per ${windowS} seconds reached. Please wait and consider throttling your request speed`
