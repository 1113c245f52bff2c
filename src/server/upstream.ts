/**
 * One call of the account's API. The only reader of the token; each request is built from constants and
 * validated parts, and its body is read to the end, under a deadline and a cap.
 */
import { ID_PATTERN } from '../contract/api-calls.ts'
import { type EndpointName, endpoints, type Result } from '../contract/endpoints.ts'
import type { Refusal } from '../contract/refusals.ts'
import { noTrace, type Reading, read, type Trace } from './reading.ts'
import { type Incoming, NotSent, type Send } from './send.ts'

export const CLOUDFLARE = 'https://api.cloudflare.com/client/v4'

const MAX_ANSWER_BYTES = 8 * 1024 * 1024

export interface UpstreamConfig {
  baseUrl: string
  token: string
  /** A token that may only read; writes and dry-runs never use it, reads always do when it is set. */
  readToken: string | null
  /** In milliseconds, headers and body together. */
  deadlines: { read: number; 'dry-run': number; write: number }
}

export const DEADLINES = { read: 15_000, 'dry-run': 15_000, write: 30_000 }

/** Rows that reach the account's API. */
export type Forwarded = {
  [K in EndpointName]: (typeof endpoints)[K]['upstream'] extends null ? never : K
}[EndpointName]

export interface Call<K extends Forwarded> {
  account: string
  row: K
  id?: string
  body?: unknown
}

/** Never throws: whatever goes wrong is a reading. */
export type Upstream = <K extends Forwarded>(call: Call<K>) => Promise<Reading<Result<K>>>

export const createUpstream = (config: UpstreamConfig, send: Send): Upstream => {
  return async <K extends Forwarded>({ account, row, id, body }: Call<K>) => {
    const { upstream, spend, result } = endpoints[row]
    const url = addressOf(config.baseUrl, account, upstream, id)
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
            // Without it the target of a health check is a bare string on reads (facts 1).
            'x-magic-new-hc-target': 'true',
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          body: body === undefined ? null : JSON.stringify(body),
          signal: deadline.signal,
        }),
        deadline.over,
      ])
      const trace = traceOf(incoming)
      const text = await Promise.race([readAll(incoming), deadline.over])
      if (text === null) return unclear('upstream_answer', { ...trace, fault: 'too_large' })
      return discreet(read(trace, text, result), row, token, body) as Reading<Result<K>>
    } catch (error) {
      if (error instanceof NotSent) return notSent(error)
      if (deadline.signal.aborted) return unclear('upstream_timeout', noTrace('timeout'))
      return unclear('upstream_unreachable', noTrace('connection'))
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
  account: string,
  { path, validateOnly, isSimulation }: { path: string; validateOnly: boolean; isSimulation?: true },
  id: string | undefined,
): string => {
  if (!ID_PATTERN.test(account)) throw new Error('not an account id')
  if (path.includes(':id') && !ID_PATTERN.test(id ?? '')) throw new Error('not a tunnel id')
  const below = path.replace(':id', id ?? '')
  const url = isSimulation
    ? `${new URL(baseUrl).origin}/sandbox/accounts/${account}${below}`
    : `${baseUrl}/accounts/${account}/magic${below}${validateOnly ? '?validate_only=true' : ''}`
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

const unclear = (refusal: Refusal, trace: Trace): Reading<never> => ({ kind: 'unclear', refusal, trace })

const NOT_SENT = {
  dns: 'upstream_dns',
  tls: 'upstream_tls',
  connect: 'upstream_unreachable',
} as const satisfies Record<NotSent['reason'], Refusal>

const notSent = ({ reason }: NotSent): Reading<never> => ({
  kind: 'not_sent',
  refusal: NOT_SENT[reason],
  trace: noTrace(reason),
})

/**
 * An answer may quote what it was asked; what must not be repeated is taken out of it, whatever its place. An MD5
 * key is shown by reads, so only remarks go without it.
 */
const discreet = (reading: Reading, row: EndpointName, token: string, body: unknown): Reading => {
  const { psk, md5_key } = keysIn(body)
  const secrets = [token, ...psk]
  switch (reading.kind) {
    case 'yes':
      return {
        ...reading,
        // A key is the whole answer of one call. Elsewhere a name may well contain what is also a key.
        result: row === 'generatePsk' ? reading.result : without([token], reading.result),
        messages: without([...secrets, ...md5_key], reading.messages),
      }
    case 'no':
      return { ...reading, errors: without([...secrets, ...md5_key], reading.errors) }
    default:
      return reading
  }
}

/** Drops every field called `psk`: reads never show one (facts 1), so whatever stands there is not ours to pass on. */
const without = <T>(secrets: readonly string[], told: T): T => {
  const hide = (key: string, value: unknown): unknown => {
    if (key === 'psk') return undefined
    return typeof value === 'string'
      ? secrets.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), value)
      : value
  }
  if (told === undefined) return told
  const text = JSON.stringify(told)
  const isClean = ['"psk"', ...secrets.map((secret) => JSON.stringify(secret).slice(1, -1))].every(
    (mark) => !text.includes(mark),
  )
  return isClean ? told : (JSON.parse(JSON.stringify(told, hide)) as T)
}

/** Shorter ones are found in ordinary words. */
const LEAST_SECRET = 4

/** The pre-shared and MD5 keys in a request's body. */
const keysIn = (body: unknown): { psk: string[]; md5_key: string[] } => {
  const found: { psk: string[]; md5_key: string[] } = { psk: [], md5_key: [] }
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner !== 'string') visit(inner)
      else if ((name === 'psk' || name === 'md5_key') && inner.length >= LEAST_SECRET) found[name].push(inner)
    }
  }
  visit(body)
  return found
}
