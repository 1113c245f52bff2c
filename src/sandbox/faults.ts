/**
 * Failures on demand: a tunnel with one of these names makes the stand-in fail in that way. This table is the
 * documentation. `check` says what the dry-run does, `write` what creating and updating do; a part that is left
 * out behaves as usual.
 */
import { CODES, RATE_LIMITED } from './refusals.ts'

/** What happens instead of, or around, the ordinary answer. */
export type Effect =
  | { kind: 'wait'; ms: number }
  /** Never answers. */
  | { kind: 'hang' }
  /** Takes the connection away: before anything was done, after it was, or in the middle of the answer. */
  | { kind: 'cut'; when: 'before' | 'after' | 'inside' }
  /** Answers with this and does nothing. */
  | { kind: 'answer'; status: number; body: string; headers?: Record<string, string> }

interface Fault {
  what: string
  check?: Effect
  write?: Effect
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Effect => ({
  kind: 'answer',
  status,
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json', ...headers },
})

const failure = (
  status: number,
  code: number,
  message: string,
  pointer?: string,
  headers?: Record<string, string>,
) =>
  json(
    status,
    {
      success: false,
      errors: [{ code, message, ...(pointer === undefined ? {} : { source: { pointer } }) }],
      messages: [],
      result: null,
    },
    headers,
  )

const html = (status: number): Effect => ({
  kind: 'answer',
  status,
  body: '<!doctype html><title>Error</title><h1>Something went wrong</h1>',
  headers: { 'Content-Type': 'text/html' },
})

const both = (what: string, effect: Effect): Fault => ({ what, check: effect, write: effect })

/** Short enough to watch the countdown end. */
const LIMITED_S = 6

export const FAULTS: Record<string, Fault> = {
  'sandbox-slow': both('Answers, but only after five seconds', { kind: 'wait', ms: 5_000 }),
  'sandbox-hang': both('Never answers; nothing is done', { kind: 'hang' }),
  'sandbox-hang-check': { what: 'The dry-run never answers; creating works', check: { kind: 'hang' } },
  'sandbox-cut-before': {
    what: 'Creating: the connection breaks before anything is done',
    write: { kind: 'cut', when: 'before' },
  },
  'sandbox-cut-after': {
    what: 'Creating: the tunnel is made, then the connection breaks',
    write: { kind: 'cut', when: 'after' },
  },
  'sandbox-cut-inside': {
    what: 'Creating: the tunnel is made, the answer breaks off half way',
    write: { kind: 'cut', when: 'inside' },
  },
  'sandbox-refused': {
    what: 'The dry-run accepts, creating refuses: somebody else was faster',
    write: failure(409, CODES.nameTaken, 'Another tunnel took this name in the meantime', '/name'),
  },
  'sandbox-429': both(
    'Rate limited for six seconds, however often it is tried',
    failure(429, CODES.rateLimited, RATE_LIMITED, undefined, { 'Retry-After': String(LIMITED_S) }),
  ),
  'sandbox-429-check': {
    what: 'Only the dry-run is rate limited',
    check: failure(429, CODES.rateLimited, RATE_LIMITED, undefined, { 'Retry-After': String(LIMITED_S) }),
  },
  'sandbox-401': both('The token is refused', failure(401, CODES.badToken, 'Invalid API token')),
  'sandbox-403': both(
    'The token may not do this',
    failure(403, CODES.unauthorized, 'Unauthorized for Magic WAN'),
  ),
  'sandbox-1012': both(
    'The account has no Magic WAN',
    failure(400, CODES.notOnboarded, 'Account is not onboarded to Magic WAN'),
  ),
  'sandbox-500': both('A broken server with an HTML page', html(500)),
  'sandbox-html': both('A page instead of an answer, with status 200', html(200)),
  'sandbox-bad-json': both('JSON that breaks off', {
    kind: 'answer',
    status: 200,
    body: '{"success":true,"result":{"id":"',
    headers: { 'Content-Type': 'application/json' },
  }),
  'sandbox-no-result': {
    what: 'Creating: success without a result',
    write: json(200, { success: true, errors: [], messages: [] }),
  },
  'sandbox-redirect': both('Redirects elsewhere', {
    kind: 'answer',
    status: 307,
    body: '',
    headers: { Location: 'https://sandbox.invalid/elsewhere' },
  }),
  'sandbox-no-pointer': both(
    'An error that names no field',
    failure(400, CODES.simulated, 'This tunnel cannot be made, and no field is named'),
  ),
  'sandbox-odd-pointer': both(
    'An error about a field that this form does not have',
    failure(400, CODES.simulated, 'flux_capacitor is out of range', '/bgp/flux_capacitor'),
  ),
  'sandbox-prefix-2': both(
    'An error about the third prefix, in another spelling of pointers',
    failure(400, CODES.badPrefix, 'This prefix may not be advertised', 'bgp.extra_prefixes[2]'),
  ),
  'sandbox-markup': both(
    'Markup in an error text, which must show as text',
    failure(400, CODES.simulated, '<img src=x onerror=alert(1)> \u202eis text\u202c', '/description'),
  ),
}

export const faultFor = (name: unknown, isCheck: boolean): Effect | undefined => {
  const fault = typeof name === 'string' && Object.hasOwn(FAULTS, name) ? FAULTS[name] : undefined
  return isCheck ? fault?.check : fault?.write
}
