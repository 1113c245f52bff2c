/**
 * One call of the account's API. The only reader of the token; each request is built from constants and
 * validated parts, and its body is read to the end, under a deadline and a cap.
 */
import { ID_PATTERN } from '../../contract/api-calls.ts'
import type { Spend } from '../../contract/endpoint.ts'
import {
  endpoints,
  type ParsedBody,
  type Result,
  type UpstreamRow,
  upstreamBody,
} from '../../contract/endpoints.ts'
import type { Refusal } from '../../contract/refusals.ts'
import { neverSent, noTrace, outcomeOf, type Trace, type Unknown, type UpstreamOutcome } from './outcome.ts'
import { redacted } from './redaction.ts'
import { type Incoming, NotSent, type Send } from './transport.ts'

export const CLOUDFLARE = 'https://api.cloudflare.com/client/v4'

const MAX_ANSWER_BYTES = 8 * 1024 * 1024

export interface UpstreamConfig {
  baseUrl: string
  token: string
  /** A token that may only read; writes and dry-runs never use it, reads always do when it is set. */
  readToken: string | null
  /** In milliseconds, headers and body together. */
  deadlines: Readonly<Record<Exclude<Spend, 'none'>, number>>
}

export const DEADLINES = { read: 15_000, 'dry-run': 15_000, write: 30_000 }

export interface Call<K extends UpstreamRow> {
  account: string
  row: K
  /** The path's `:id`; empty where the path has none. */
  id: string
  body: ParsedBody<K>
}

/** Never throws: whatever goes wrong is an outcome. */
export type Upstream = <K extends UpstreamRow>(call: Call<K>) => Promise<UpstreamOutcome<Result<K>>>

export const createUpstream = (config: UpstreamConfig, send: Send): Upstream => {
  return async <K extends UpstreamRow>({ account, row, id, body: given }: Call<K>) => {
    const { upstream, spend, result } = endpoints[row]
    const url = addressOf(config.baseUrl, upstream, { account, id })
    const body = upstreamBody(row, given, { account, id })
    const token = spend === 'read' ? (config.readToken ?? config.token) : config.token
    const deadline = createDeadline(config.deadlines[spend === 'none' ? 'read' : spend])
    try {
      const incoming = await Promise.race([
        send({
          url,
          method: upstream.method,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            // A body cut inside its compression can still look whole on Node (undici#2126).
            'accept-encoding': 'identity',
            'user-agent': 'tunneldesk',
            // Without it the target of a health check is a bare string on reads (docs/api.md, Health check).
            'x-magic-new-hc-target': 'true',
            ...(body !== null && { 'content-type': 'application/json' }),
          },
          body: body === null ? null : JSON.stringify(body),
          signal: deadline.signal,
        }),
        deadline.over,
      ])
      const trace = traceOf(incoming)
      const text = await Promise.race([readAll(incoming), deadline.over])
      if (text === null) return unknown('upstream_answer', { ...trace, fault: 'too_large' })
      return redacted(outcomeOf(trace, text, result), row, token, body) as UpstreamOutcome<Result<K>>
    } catch (error) {
      if (error instanceof NotSent) return neverSent(NOT_SENT[error.reason], error.reason)
      if (deadline.signal.aborted) return unknown('upstream_timeout', noTrace('timeout'))
      return unknown('upstream_unreachable', noTrace('connection'))
    } finally {
      deadline.clear()
    }
  }
}

/**
 * Some senders ignore the signal, a hung stand-in for one; the caller must not hang with them. Cleared when a call
 * ends: a timer of its own would keep everything that the call has touched until its time is up.
 */
const createDeadline = (ms: number) => {
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const reason = new Error('no answer in time')
      controller.abort(reason)
      reject(reason)
    }, ms)
  })
  return { signal: controller.signal, over, clear: () => clearTimeout(timer) }
}

const addressOf = (
  baseUrl: string,
  { path, validateOnly, isSimulation }: { path: string; validateOnly: boolean; isSimulation?: true },
  { account, id }: { account: string; id: string },
): string => {
  if (!ID_PATTERN.test(account)) throw new Error('not an account id')
  if (path.includes(':id') && !ID_PATTERN.test(id)) throw new Error('not an id')
  const base = isSimulation ? new URL(baseUrl).origin : baseUrl
  const below = path.replace(':account', account).replace(':id', id)
  const url = `${base}${below}${validateOnly ? '?validate_only=true' : ''}`
  // The parts above cannot climb or leave; were that ever wrong, the parser would rewrite them here.
  if (new URL(url).href !== url) throw new Error('not a plain address')
  return url
}

const traceOf = ({ status, header }: Incoming): Trace & { status: number } => ({
  status,
  ray: header('cf-ray'),
  retryAfter: header('retry-after'),
  ratelimit: header('ratelimit'),
  ratelimitPolicy: header('ratelimit-policy'),
  fault: null,
})

/** @returns null past the cap; throws when the body breaks off or is not UTF-8 */
const readAll = async ({ body }: Incoming): Promise<string | null> => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > MAX_ANSWER_BYTES) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

const unknown = (refusal: Refusal, trace: Trace): Unknown => ({ outcome: 'unknown', refusal, trace })

const NOT_SENT = {
  dns: 'upstream_dns',
  tls: 'upstream_tls',
  connect: 'upstream_unreachable',
} as const satisfies Record<NotSent['reason'], Refusal>
