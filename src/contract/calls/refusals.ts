import { MAX_REQUEST_BYTES } from '../rules/text.ts'
import { ANALYTICS_REFUSALS } from './analytics-refusals.ts'
import { KNOWN_REFUSALS } from './known-refusals.ts'

/**
 * Every refusal by the proxy itself, with the HTTP status and the code in the envelope's `errors`. Codes from
 * 90000 to 90999 are ours; no source shows Cloudflare using them. The text says what to do and never contains
 * a value from the request.
 */
export const REFUSALS = {
  ...KNOWN_REFUSALS,
  ...ANALYTICS_REFUSALS,
  bad_request: { status: 400, code: 90000, message: 'This server does not accept this request' },
  bad_body: { status: 400, code: 90001, message: 'The body does not have the expected shape' },
  bad_id: { status: 400, code: 90002, message: 'An id has 32 hexadecimal digits' },
  signed_out: {
    status: 401,
    code: 90010,
    message: 'Sign in: open the link that the server printed when it started',
  },
  cross_site: { status: 403, code: 90011, message: "Requests must come from this server's own pages" },
  missing_header: { status: 403, code: 90012, message: 'Changes need the header X-Tunneldesk: 1' },
  not_found: { status: 404, code: 90020, message: 'There is nothing at this address' },
  wrong_method: { status: 405, code: 90021, message: 'This address does not support that method' },
  name_taken: { status: 409, code: 90022, message: 'A tunnel with this name exists already' },
  in_progress: {
    status: 409,
    code: 90023,
    message: 'Another change of the same tunnel or route is in progress. Try again when it has ended',
  },
  key_not_set: { status: 409, code: 90028, message: 'The API did not apply this key' },
  too_large: { status: 413, code: 90024, message: `The body is larger than ${MAX_REQUEST_BYTES / 1024} KiB` },
  wrong_type: { status: 415, code: 90025, message: 'Send the body as application/json, not compressed' },
  wrong_host: { status: 421, code: 90026, message: 'This server does not answer under that name' },
  budget: { status: 429, code: 90030, message: 'The API budget of this server is used up for the moment' },
  broken: { status: 500, code: 90040, message: 'This server failed. Its log has the request id' },
  keys_unavailable: {
    status: 503,
    code: 90017,
    message: "Sign-ins cannot be checked at the moment: the issuer's keys cannot be read",
  },
  audit_unavailable: {
    status: 503,
    code: 90060,
    message: 'The audit log cannot be written, so nothing was changed',
  },
  busy: {
    status: 503,
    code: 90063,
    message: 'Too many changes are waiting at this server, so this one was not started',
  },
  misconfigured: { status: 503, code: 90062, message: 'This server is misconfigured. Its log says how' },
  outcome_unknown: {
    status: 202,
    code: 90070,
    message: 'The API did not confirm the change. It may or may not have been made',
  },
} as const satisfies Record<string, { status: number; code: number; message: string }>

export type Refusal = keyof typeof REFUSALS
