/** How one request goes out. The entries choose it: a connection pool on Node, `fetch` on Workers, the stand-in. */

export interface Outgoing {
  url: string
  method: string
  headers: Record<string, string>
  body: string | null
  /** Ends the call, its body included. */
  signal: AbortSignal
}

export interface Incoming {
  status: number
  header(name: string): string | null
  body: AsyncIterable<Uint8Array> | null
}

/** Sends once and follows no redirect. Throws `NotSent` only when not one byte of the request can have left. */
export type Send = (request: Outgoing) => Promise<Incoming>

export type NotSentReason = 'dns' | 'tls' | 'connect'

/** The connection never came to be, so nothing can have happened at the other end. */
export class NotSent extends Error {
  readonly reason: NotSentReason

  constructor(reason: NotSentReason) {
    super(`not sent: ${reason}`)
    this.name = 'NotSent'
    this.reason = reason
  }
}

/** For everything that speaks web-standard requests. It cannot tell `NotSent` apart, so it never claims it. */
export const fetchSend =
  (fetcher: (request: Request) => Promise<Response>): Send =>
  async ({ url, ...init }) => {
    // `redirect: 'error'` throws on Workers for every call; a manual redirect shows as its 3xx status.
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
  // The stand-in's stream knows nothing of our signal, so the deadline must reach it here.
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
