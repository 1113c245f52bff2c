/** The transport of upstream calls: a connection pool on Node, `fetch` on Workers, or the stand-in. */

export interface Outgoing {
  url: string
  method: string
  headers: Record<string, string>
  body: string | null
  /** Aborts the call, including its body. */
  signal: AbortSignal
}

export interface Incoming {
  status: number
  header(name: string): string | null
  body: AsyncIterable<Uint8Array> | null
}

/** Sends once and follows no redirect. Throws `NotSent` only when no byte of the request was sent. */
export type Send = (request: Outgoing) => Promise<Incoming>

export type NotSentReason = 'dns' | 'tls' | 'connect'

/** The connection was never established, so the request had no effect. */
export class NotSent extends Error {
  readonly reason: NotSentReason

  constructor(reason: NotSentReason) {
    super(`not sent: ${reason}`)
    this.name = 'NotSent'
    this.reason = reason
  }
}

/** A transport over a function like `fetch`. It cannot know whether a request was sent: it never throws `NotSent`. */
export const fetchSend =
  (fetcher: (request: Request) => Promise<Response>): Send =>
  async ({ url, ...init }) => {
    // On Workers `redirect: 'error'` throws for every call; with `manual` a redirect is a 3xx answer.
    const response = await fetcher(new Request(url, { ...init, redirect: 'manual' }))
    return {
      status: response.status,
      header: (name) => response.headers.get(name),
      body: response.body && chunksOf(response.body, init.signal),
    }
  }

async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  // The stream of the stand-in does not get the signal, so it is cancelled here.
  const abort = () => void reader.cancel(signal.reason).catch(() => undefined)
  signal.addEventListener('abort', abort)
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (signal.aborted) throw signal.reason
      if (done) return
      yield value
    }
  } finally {
    signal.removeEventListener('abort', abort)
    reader.cancel().catch(() => undefined)
  }
}
