/**
 * Failures on demand; this table is their documentation. There are two ways to use a fault. As the name of a tunnel
 * it affects the calls for that tunnel: `check` the dry-run, `write` creating and updating. As the setting of a world
 * it affects every call until it is removed: also `read`, which is lists and views, and `ask`, the GraphQL API. A call
 * without an effect here behaves as usual. Odd records work in both ways: for every tunnel with that name, or for the
 * first tunnel of a world.
 */
import { RATE } from '../allowance.ts'
import { CODES, rateLimited } from '../refusals.ts'
import type { Effect, Fault } from './fault.ts'
import { GRAPHQL_FAULTS } from './graphql-faults.ts'
import { ODD_ANSWERS } from './odd-answers.ts'
import { ODD_RECORDS, type OddRecord } from './odd-records.ts'

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

const PAGE = '<!doctype html><title>Error</title><h1>Something went wrong</h1>'
const html = (status: number): Effect => ({
  kind: 'answer',
  status,
  body: PAGE,
  headers: { 'Content-Type': 'text/html' },
})

const everywhere = (what: string, effect: Effect): Fault => ({
  what,
  check: effect,
  write: effect,
  read: effect,
})

/** Only for calls that check a tunnel, because reads have no fields to refuse. */
const judging = (what: string, effect: Effect): Fault => ({ what, check: effect, write: effect })

/** @param retryAfter without a value, the answer has no Retry-After */
const limited = (retryAfter?: string): Effect =>
  failure(
    429,
    CODES.rateLimited,
    rateLimited(RATE.limit, RATE.windowS),
    undefined,
    retryAfter === undefined ? {} : { 'Retry-After': retryAfter },
  )

/** Short enough to watch the countdown end. */
const LIMITED_S = '6'

export const IN_A_MINUTE = 'date'

export const FAULTS: Record<string, Fault> = {
  'sandbox-slow': everywhere('Answers, but only after five seconds', { kind: 'wait', ms: 5_000 }),
  'sandbox-hang': everywhere('Never answers; nothing is done', { kind: 'hang' }),
  'sandbox-hang-check': { what: 'The dry-run never answers; creating works', check: { kind: 'hang' } },
  'sandbox-cut-before': {
    what: 'The connection breaks before anything is done; dry-runs work',
    write: { kind: 'cut', when: 'before' },
    read: { kind: 'cut', when: 'before' },
  },
  'sandbox-cut-after': {
    what: 'A change is made, then the connection breaks; everything else works',
    write: { kind: 'cut', when: 'after' },
  },
  'sandbox-cut-inside': {
    what: 'A change is made, then its answer breaks off halfway; everything else works',
    write: { kind: 'cut', when: 'inside' },
  },
  'sandbox-cut-reading': {
    what: 'Answers to reads break off halfway; everything else works',
    read: { kind: 'cut', when: 'inside' },
  },
  'sandbox-refused': {
    what: 'The dry-run accepts, creating refuses: the name was taken meanwhile',
    write: failure(409, CODES.nameTaken, 'Another tunnel took this name in the meantime', '/name'),
  },
  'sandbox-lock': {
    what: 'A change is refused while another one of the account is in progress',
    write: { kind: 'lock' },
  },
  'sandbox-429': everywhere('Rate limited for six seconds, at every attempt', limited(LIMITED_S)),
  'sandbox-429-check': { what: 'Only the dry-run is rate limited', check: limited(LIMITED_S) },
  'sandbox-429-write': { what: 'Only changes are rate limited; dry-runs work', write: limited(LIMITED_S) },
  'sandbox-429-silent': everywhere('Rate limited, without Retry-After', limited()),
  'sandbox-429-past': everywhere('Rate limited, with a Retry-After in the past', limited('-1')),
  'sandbox-429-long': everywhere('Rate limited for more than a day', limited('99999')),
  'sandbox-429-date': everywhere('Rate limited until a date, one minute from now', limited(IN_A_MINUTE)),
  'sandbox-429-garbage': everywhere('Rate limited, with an invalid Retry-After', limited('soon')),
  'sandbox-401': everywhere('The token is refused', failure(401, CODES.badToken, 'Invalid API token')),
  // The answer of the real API to such a token has neither messages nor result.
  'sandbox-token': everywhere(
    'The token is unknown, with the answer of the real API',
    json(403, {
      success: false,
      errors: [{ code: CODES.authentication, message: 'Authentication error' }],
    }),
  ),
  'sandbox-403': everywhere(
    'The token may not do this',
    failure(403, CODES.unauthorized, 'Unauthorized for Magic WAN'),
  ),
  'sandbox-1012': everywhere(
    'The account has no Magic WAN',
    failure(400, CODES.notOnboarded, 'Account is not onboarded to Magic WAN'),
  ),
  'sandbox-500': everywhere('An HTML page with status 500', html(500)),
  'sandbox-html': everywhere('An HTML page with status 200', html(200)),
  'sandbox-wrong-type': everywhere('The right answer, with the type of plain text', {
    kind: 'distort',
    type: 'text/plain',
  }),
  'sandbox-bad-json': everywhere('JSON that breaks off', {
    kind: 'answer',
    status: 200,
    body: '{"success":true,"result":{"id":"',
    headers: { 'Content-Type': 'application/json' },
  }),
  'sandbox-failure-200': everywhere(
    'A refusal under HTTP 200',
    failure(200, CODES.simulated, 'This did not work, although the status is 200'),
  ),
  'sandbox-no-result': {
    what: 'Success without a result; dry-runs work',
    write: json(200, { success: true, errors: [], messages: [] }),
    read: json(200, { success: true, errors: [], messages: [] }),
  },
  'sandbox-redirect': everywhere('Redirects elsewhere', {
    kind: 'answer',
    status: 307,
    body: '',
    headers: { Location: 'https://sandbox.invalid/elsewhere' },
  }),
  'sandbox-odd-state': {
    what: 'Sessions are reported in an unknown state',
    read: { kind: 'distort', pattern: /"state":"BGP_[A-Z]+"/g, by: '"state":"BGP_FLAPPING"' },
  },
  'sandbox-no-report': {
    what: 'No session is reported, although BGP is configured',
    read: { kind: 'distort', pattern: /"bgp_status":\{[^}]*\},/g, by: '' },
  },
  'sandbox-lag': {
    what: 'A list shows a new tunnel only after twelve seconds',
    read: { kind: 'lag', ms: 12_000 },
  },
  'sandbox-odd-entry': {
    what: 'The list begins with an entry that is not a tunnel',
    read: { kind: 'distort', pattern: /"ipsec_tunnels":\[(?=\{)/g, by: '"ipsec_tunnels":[null,' },
  },
  ...ODD_ANSWERS,
  ...Object.fromEntries(
    Object.entries(ODD_RECORDS).map(([name, { what, change }]): [string, Fault] => [
      name,
      { what, read: { kind: 'record', change } },
    ]),
  ),
  'sandbox-offline': { what: 'This browser does not reach its server', page: 'offline' },
  'sandbox-signed-out': { what: 'The sign-in of this browser has expired', page: 'signed_out' },
  'sandbox-new-version': { what: 'A new version of Tunneldesk is on the server', page: 'new_version' },
  'sandbox-no-pointer': judging(
    'An error that names no field',
    failure(400, CODES.simulated, 'This tunnel cannot be made, and no field is named'),
  ),
  'sandbox-odd-pointer': judging(
    'An error about a field that this form does not have',
    failure(400, CODES.simulated, 'flux_capacitor is out of range', '/bgp/flux_capacitor'),
  ),
  'sandbox-prefix-2': judging(
    'An error about the third prefix, in another spelling of pointers',
    failure(400, CODES.badPrefix, 'This prefix may not be advertised', 'bgp.extra_prefixes[2]'),
  ),
  'sandbox-markup': judging(
    'Markup in an error text, which must show as text',
    failure(400, CODES.simulated, '<img src=x onerror=alert(1)> \u202eis text\u202c', '/description'),
  ),
  ...GRAPHQL_FAULTS,
}

/** Which of its effects a fault has on a call. */
export type Kind = 'check' | 'write' | 'read' | 'ask'

export const faultFor = (name: unknown, kind: Kind): Effect | undefined =>
  typeof name === 'string' && Object.hasOwn(FAULTS, name) ? FAULTS[name]?.[kind] : undefined

/** How far behind lists are in a world with this fault, in milliseconds. */
export const lagOf = (name: string | null): number => {
  const effect = faultFor(name, 'read')
  return effect?.kind === 'lag' ? effect.ms : 0
}

/** How a fault changes the tunnel with its name, or the first tunnel of a world with this fault. */
export const recordFaultFor = (name: string | null): OddRecord['change'] | undefined => {
  const effect = faultFor(name, 'read')
  return effect?.kind === 'record' ? effect.change : undefined
}
