/**
 * Sends one request to Cloudflare and reads its whole answer, with a deadline and a size limit. The only code that
 * reads the token.
 */
import type { BudgetShare } from '../../contract/calls/endpoint.ts'
import type { Refusal } from '../../contract/calls/refusals.ts'
import { type NeverSent, neverSent, noTrace, type Trace, type Unknown } from './outcome.ts'
import { type Incoming, NotSent, type Send } from './transport.ts'

export const CLOUDFLARE = 'https://api.cloudflare.com/client/v4'

const MAX_ANSWER_BYTES = 8 * 1024 * 1024

export interface UpstreamConfig {
  baseUrl: string
  token: string
  /** A token that can only read. When it is set, reads use it; writes and dry-runs never do. */
  readToken: string | null
  /** In milliseconds, for headers and body together. */
  deadlines: Readonly<Record<Exclude<BudgetShare, 'none'>, number>>
}

export const DEADLINES = { read: 15_000, 'dry-run': 15_000, write: 30_000, analytics: 20_000 }

interface Wanted {
  url: string
  method: string
  /** Null for no body. */
  body: unknown
  spend: BudgetShare
}

/** An answer, with the token of the request, which the answer may quote. */
interface Answered {
  trace: Trace & { status: number }
  text: string
  token: string
}

/** The returned function never throws: every failure is an outcome. */
export const createExchange = (config: UpstreamConfig, send: Send) => {
  return async ({ url, method, body, spend }: Wanted): Promise<Answered | NeverSent | Unknown> => {
    const isReading = spend === 'read' || spend === 'analytics'
    const token = isReading ? (config.readToken ?? config.token) : config.token
    const deadline = createDeadline(config.deadlines[spend === 'none' ? 'read' : spend])
    try {
      const incoming = await Promise.race([
        send({
          url,
          method,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            // A compressed body that is cut can still look complete on Node (undici#2126).
            'accept-encoding': 'identity',
            'user-agent': 'tunneldesk',
            // Without it, reads return the target of a health check as a bare string (docs/api.md, Health check).
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
      if (typeof text === 'object') return unknown('upstream_answer', { ...trace, ...text })
      return { trace, text, token }
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
 * Some senders ignore the signal, for example a stand-in that hangs, so `over` also rejects in time. The timer is
 * cleared when a call ends, because until then it keeps everything that the call uses in memory.
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

/** As Cloudflare sends it. Anything else could quote a secret into the log. */
const RAY = /^[0-9a-f]{16}(-[A-Z]{3})?$/

const traceOf = ({ status, header }: Incoming): Trace & { status: number } => ({
  status,
  ray: header('cf-ray')?.match(RAY)?.[0] ?? null,
  date: header('date'),
  retryAfter: header('retry-after'),
  ratelimit: header('ratelimit'),
  ratelimitPolicy: header('ratelimit-policy'),
  fault: null,
})

/** @returns why a complete body cannot be read; throws when it breaks off */
const readAll = async ({ body }: Incoming): Promise<string | { fault: 'too_large' | 'not_utf8' }> => {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > MAX_ANSWER_BYTES) return { fault: 'too_large' }
    chunks.push(chunk)
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode()
  } catch {
    return { fault: 'not_utf8' }
  }
}

const unknown = (refusal: Refusal, trace: Trace): Unknown => ({ outcome: 'unknown', refusal, trace })

const NOT_SENT = {
  dns: 'upstream_dns',
  tls: 'upstream_tls',
  connect: 'upstream_unreachable',
} as const satisfies Record<NotSent['reason'], Refusal>
