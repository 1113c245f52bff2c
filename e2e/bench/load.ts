/**
 * A load generator: plain sockets that repeat one prepared request, each time after an answer. It uses much less CPU
 * than an HTTP client, so that on few cores it measures the server and not itself.
 */
import { connect, type Socket } from 'node:net'

interface Common {
  port: number
  /** The whole request with its body; it must keep the connection alive. */
  request: string
  connections: number
}

/** Ends after `forMs` milliseconds, or after `count` answers in total. */
export type Load = Common & ({ forMs: number; count?: never } | { count: number; forMs?: never })

export interface Measured {
  perSecond: number
  /** The time of every answer, in milliseconds. */
  times: number[]
  /** The number of answers by status; 0 means a broken connection. */
  statuses: Map<number, number>
}

export const measure = async ({ port, request, connections, forMs, count }: Load): Promise<Measured> => {
  const bytes = Buffer.from(request)
  const times: number[] = []
  const statuses = new Map<number, number>()
  const begun = performance.now()
  const note = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1)
  await Promise.all(
    Array.from({ length: connections }, () =>
      keepAsking(port, bytes, (status, ms) => {
        note(status)
        if (status > 0) times.push(ms)
        return count === undefined ? performance.now() - begun < forMs : times.length < count
      }),
    ),
  )
  return { perSecond: (times.length * 1000) / (performance.now() - begun), times, statuses }
}

/** @param next called with each answer; returns whether to send again */
const keepAsking = (port: number, bytes: Buffer, next: (status: number, ms: number) => boolean) =>
  new Promise<void>((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1').setNoDelay(true)
    let sentAt = 0
    let got = Buffer.alloc(0)
    let isDone = false
    const send = () => {
      sentAt = performance.now()
      socket.write(bytes)
    }
    const end = () => {
      if (!isDone) next(0, 0)
      resolve()
    }
    socket.on('connect', send).on('error', () => undefined)
    socket.on('close', end).on('data', (chunk) => {
      got = got.length === 0 ? chunk : Buffer.concat([got, chunk])
      const length = answerLength(got)
      if (length === null || got.length < length) return
      const status = Number(got.toString('latin1', 9, 12))
      got = got.subarray(length)
      if (next(status, performance.now() - sentAt)) return send()
      isDone = true
      socket.destroy()
    })
  })

/** @returns null while the head is incomplete */
const answerLength = (got: Buffer): number | null => {
  const end = got.indexOf('\r\n\r\n')
  if (end === -1) return null
  const head = got.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error('an answer without a length')
  return end + 4 + Number(length)
}
