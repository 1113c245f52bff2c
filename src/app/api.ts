/** Calls the proxy by the name of a row in the contract's table. The proxy has parsed what it passes on. */
import { apiCalls } from '../contract/api-calls.ts'
import { BUILD_HEADER } from '../contract/build.ts'
import type { Body, Result, ServedRow, TakesId } from '../contract/endpoints.ts'
import type { Envelope, Outcome, ResponseInfo } from '../contract/envelope.ts'
import { KNOWN_REFUSALS } from '../contract/known-refusals.ts'
import { apiPause } from './api-pause.ts'
import { tellBuild } from './new-version.tsx'

export type FailureKind = 'offline' | 'api' | 'server'

/** A call that did not succeed, with everything there is to show about it. */
export class ApiError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number
  readonly errors: ResponseInfo[]
  /** Names the call in the server's log; null when no answer came. */
  readonly requestId: string | null
  /** Seconds to wait, when the answer said so. */
  readonly retryAfterS: number | null
  /** How a write ended, when the proxy said so. */
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

/** How a write ended that did not succeed. What the proxy refuses before it sends anything carries no outcome. */
export const outcomeOf = ({ outcome, kind }: ApiError): Outcome =>
  outcome ?? (kind === 'api' ? 'not_done' : 'unknown')

export interface Answer<K extends ServedRow> {
  result: Result<K>
  messages: ResponseInfo[]
  requestId: string | null
  /** Names what was read: an update rests on it, and a read that would bring the same again brings nothing. */
  etag: string | null
}

/** What a call must be given: the id where the row's path has one, the body where the row takes one. */
type Options<K extends ServedRow> = {
  signal?: AbortSignal | undefined
  /** The `etag` that an update rests on: it is refused when somebody else was faster. */
  base?: string | null
  /** The last answer, which is given again when nothing has changed since. */
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

/** Asks a sign-in page in front of us to answer 401 instead of sending a page that no call can read. */
const HEADERS = { 'X-Requested-With': 'XMLHttpRequest' }

/** What the proxy wants to see on everything that changes something. */
const UNSAFE_HEADERS = { ...HEADERS, 'Content-Type': 'application/json', 'X-Tunneldesk': '1' }

const signedOut = (): ApiError => {
  const { status, code, message } = KNOWN_REFUSALS.no_identity
  return new ApiError('api', status, [{ code, message }])
}

export const isSignedOut = (error: Error | null): boolean => error instanceof ApiError && error.status === 401

/**
 * Hands in the key of a launch link, which comes after the `#` of the address, for a cookie that scripts cannot
 * read. A key that is wrong or used shows in the calls that follow: they are refused with what to do.
 */
export const signIn = async (): Promise<void> => {
  const [, key] = location.hash.match(/^#k=([0-9a-f]+)$/) ?? []
  if (key === undefined) return
  // Out of the address first, where history and other scripts would find it.
  history.replaceState(null, '', location.pathname + location.search)
  const body = JSON.stringify({ key })
  await fetch('/api/session', { method: 'POST', headers: UNSAFE_HEADERS, body }).catch(() => undefined)
}

/** Asks our server. The sandbox puts itself in between to play what can happen on this way. */
type Ask = (url: string, init: RequestInit) => Promise<Response>

let ask: Ask = (url, init) => fetch(url, init)

/** @param way given the way as it is */
export const playOnTheWay = (way: (direct: Ask) => Ask): void => {
  ask = way((url, init) => fetch(url, init))
}

/** @throws ApiError for everything but success, and the abort error when `signal` was aborted */
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
        ...(base && { 'If-Match': base }),
        ...(known?.etag && { 'If-None-Match': known.etag }),
      },
      body: isUnsafe ? JSON.stringify(body ?? {}) : null,
      signal: signal ?? null,
      // Our server redirects no call: only a sign-in page in front of it does, once the sign-in has run out.
      redirect: 'manual',
    })
    if (response.type === 'opaqueredirect') throw signedOut()
    tellBuild(response.headers.get(BUILD_HEADER))
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
  if (response.status === 429) apiPause.tell(retryAfter(response.headers))
  throw new ApiError(response.status >= 500 ? 'server' : 'api', response.status, errors, {
    requestId,
    retryAfterS: retryAfter(response.headers),
    outcome: outcome as Outcome,
  })
}
