/** Calls the proxy by the name of a row in the contract's table. The proxy has already parsed each answer. */

import { BUILD_HEADER } from '../contract/build.ts'
import { apiCalls } from '../contract/calls/api-calls.ts'
import { KNOWN_REFUSALS } from '../contract/calls/known-refusals.ts'
import type { Body, Result, ServedRow, TakesId } from '../contract/endpoints.ts'
import type { Envelope, Outcome, ResponseInfo } from '../contract/envelope.ts'
import { PAGE_KEY_HEADER, type PageSession, SESSION_PATH } from '../contract/session.ts'
import { apiPause } from './api-pause.ts'
import { readKept, writeKept } from './kept.ts'
import { noticeBuild } from './new-version.tsx'

export type FailureKind = 'offline' | 'api' | 'server'

/** A failed call, with everything the page can show about it. */
export class ApiError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly errors: ResponseInfo[]
  /** ID of the call in the server's log; null when no answer came. */
  readonly requestId: string | null
  /** Seconds to wait, if the answer said so. */
  readonly retryAfterS: number | null
  /** Outcome of a write, if the proxy reported one. */
  readonly outcome: Outcome | undefined
  readonly kind: FailureKind

  constructor(kind: FailureKind, status: number, errors: ResponseInfo[], more: Partial<ApiError> = {}) {
    super(errors[0]?.message ?? 'The server cannot be reached')
    this.name = 'ApiError'
    this.kind = kind
    this.status = status
    this.errors = errors
    this.requestId = more.requestId ?? null
    this.retryAfterS = more.retryAfterS ?? null
    this.outcome = more.outcome
  }
}

/** The outcome of a failed write. A request that the proxy refused before sending anything has no outcome. */
export const writeOutcomeOf = ({ outcome, kind }: ApiError): Outcome =>
  outcome ?? (kind === 'api' ? 'not_done' : 'unknown')

export interface Answer<K extends ServedRow> {
  result: Result<K>
  messages: ResponseInfo[]
  requestId: string | null
  /** Identifies the state that was read: an update is based on it, and a repeated read of it is answered without body. */
  etag: string | null
}

/** Arguments of a call: the ID if the row's path has one, the body if the row has one. */
type Options<K extends ServedRow> = {
  signal?: AbortSignal | undefined
  /** The `etag` that an update is based on: the update is refused if the tunnel has changed since. */
  base?: string | null
  /** The last answer, which is returned again if nothing has changed since. */
  known?: Answer<K> | undefined
} & (TakesId<K> extends true ? { id: string } : { id?: never }) &
  (Body<K> extends null ? { body?: never } : { body: Body<K> })

type IsOptional<T> = Partial<T> extends T ? true : false

const urlOf = (name: ServedRow, id: string | undefined): { method: string; url: string } => {
  const api = apiCalls[name]
  const path = api.path.replace(':id', encodeURIComponent(id ?? ''))
  const query = 'query' in api ? `?${new URLSearchParams(api.query)}` : ''
  return { method: api.method, url: path + query }
}

const retryAfter = (headers: Headers): number | null => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}

const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === 'object' && value !== null && 'success' in value && 'errors' in value

/** Asks a sign-in proxy in front of the server to answer 401 instead of an HTML page, which no call can read. */
const HEADERS = { 'X-Requested-With': 'XMLHttpRequest' }

/** Headers that the proxy requires on every write. */
const UNSAFE_HEADERS = { ...HEADERS, 'Content-Type': 'application/json', 'X-Tunneldesk': '1' }

const signedOut = (): ApiError => {
  const { status, code, message } = KNOWN_REFUSALS.no_identity
  return new ApiError('api', status, [{ code, message }])
}

export const isSignedOut = (error: Error | null): boolean => error instanceof ApiError && error.status === 401

/** Local storage belongs to this port, and cookies to every port of the machine (src/server/identity/launch-link.ts). */
const PAGE_KEY = 'session'

const pageKey = (): Record<string, string> => {
  const kept = readKept(PAGE_KEY)
  return typeof kept === 'string' ? { [PAGE_KEY_HEADER]: kept } : {}
}

/**
 * Exchanges the key of a launch link, which is in the URL fragment, for a cookie that scripts cannot read and a secret
 * for this page. A wrong or used key changes nothing; who is not signed in is told what to do by the following calls.
 */
export const signIn = async (): Promise<void> => {
  const [, key] = location.hash.match(/^#k=([0-9a-f]+)$/) ?? []
  if (key === undefined) return
  // First removed from the URL, where the history and other scripts could read it.
  history.replaceState(null, '', location.pathname + location.search)
  // Without storage the page would lose its secret, so it does not ask for one. The secret of an earlier sign-in stays:
  // any site can link here with a wrong key, and the printed link can be opened twice.
  const page = writeKept(PAGE_KEY, readKept(PAGE_KEY) ?? '')
  const body = JSON.stringify({ key, page })
  const send = fetch(SESSION_PATH, { method: 'POST', headers: UNSAFE_HEADERS, body })
  const answer = await send.then((response) => response.json()).catch(() => null)
  const session: PageSession | null = isEnvelope(answer) ? (answer.result as PageSession | null) : null
  if (session) writeKept(PAGE_KEY, session.page_key)
}

/** Sends a request to our server. The sandbox replaces this function to simulate connection faults. */
type Ask = (url: string, init: RequestInit) => Promise<Response>

let ask: Ask = (url, init) => fetch(url, init)

/** Replaces the function that sends requests. @param intercept receives the direct one, returns the new one */
export const interceptRequests = (intercept: (direct: Ask) => Ask): void => {
  ask = intercept((url, init) => fetch(url, init))
}

/** @throws ApiError on every failure, and the abort error when `signal` was aborted */
export const call = async <K extends ServedRow>(
  name: K,
  ...[options]: IsOptional<Options<K>> extends true ? [options?: Options<K>] : [options: Options<K>]
): Promise<Answer<K>> => {
  const { id, body, signal, base, known } = options ?? {}
  const { method, url } = urlOf(name, id)
  const isUnsafe = method !== 'GET'
  let response: Response
  let envelope: unknown
  try {
    response = await ask(url, {
      method,
      headers: {
        ...(isUnsafe ? UNSAFE_HEADERS : HEADERS),
        ...pageKey(),
        ...(base && { 'If-Match': base }),
        ...(known?.etag && { 'If-None-Match': known.etag }),
      },
      body: isUnsafe ? JSON.stringify(body ?? {}) : null,
      signal: signal ?? null,
      // Our server never redirects a call. A sign-in proxy in front of it does once the session has expired.
      redirect: 'manual',
    })
    if (response.type === 'opaqueredirect') throw signedOut()
    noticeBuild(response.headers.get(BUILD_HEADER))
    if (response.status === 304 && known) return known
    envelope = await response.json().catch(() => null)
  } catch (error) {
    if (signal?.aborted || error instanceof ApiError) throw error
    throw new ApiError('offline', 0, [])
  }
  const requestId = response.headers.get('x-request-id')
  if (!isEnvelope(envelope) && response.status === 401) throw signedOut()
  if (!isEnvelope(envelope)) throw new ApiError('server', response.status, [], { requestId })
  const { success, errors, messages, result, outcome } = envelope
  if (response.ok && success) {
    return { result: result as Result<K>, messages, requestId, etag: response.headers.get('etag') }
  }
  if (response.status === 429) apiPause.extend(retryAfter(response.headers))
  throw new ApiError(response.status >= 500 ? 'server' : 'api', response.status, errors, {
    requestId,
    retryAfterS: retryAfter(response.headers),
    outcome: outcome as Outcome,
  })
}
