/** Sends raw bytes and splits the answers, as strictly as a proxy in front of the server would. */
import { connect } from 'node:net'

export interface Told {
  status: number
  /** The header lines in lower case, in the order of the answer. */
  headers: string
  body: string
}

const LIMIT_MS = 30_000
/** Sent after the tested bytes. Every server answers it, so all answers before that one belong to the tested bytes. */
const LAST = 'GET /healthz HTTP/1.1\r\nHost: last\r\nConnection: close\r\n\r\n'

/**
 * @param bytes every character is one byte
 * @returns each final answer in order; with a status of 0 at the end when the server closed without announcing it
 */
export const ask = (port: number, bytes: string): Promise<Told[]> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let got = ''
    let isLastSent = false
    const timer = setTimeout(() => socket.destroy(new Error(`no end after: ${got.slice(0, 500)}`)), LIMIT_MS)
    socket.on('connect', () => socket.write(bytes, 'latin1'))
    let failure: Error | null = null
    socket.on('error', (error) => {
      failure = error
    })
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1')
      const answers = split(got)
      if (isLastSent || answers.length === 0) return
      if (answers.some(({ headers }) => /^connection: close$/m.test(headers))) return
      isLastSent = true
      socket.write(LAST)
    })
    socket.on('close', () => {
      clearTimeout(timer)
      const answers = split(got)
      // The server may close the connection while we still write, which causes an error on our side only.
      if (failure && !/ECONNRESET|EPIPE/.test(String(failure))) return reject(failure)
      const last = answers.at(-1)
      if (isLastSent && last?.status === 200 && last.body === 'ok\n') return resolve(answers.slice(0, -1))
      const isTold = last !== undefined && /^connection: close$/m.test(last.headers)
      resolve(isTold ? answers : [...answers, { status: 0, headers: '', body: '' }])
    })
  })

/** Every complete final answer so far. */
const split = (text: string): Told[] => {
  const answers: Told[] = []
  let rest = text
  for (;;) {
    const end = rest.indexOf('\r\n\r\n')
    const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(rest) ?? []
    if (end === -1 || status === undefined) return answers
    const headers = rest.slice(0, end).toLowerCase()
    const after = rest.slice(end + 4)
    const body = Number(status) < 200 ? { text: '', length: 0 } : bodyOf(headers, after)
    if (body === null) return answers
    if (Number(status) >= 200) answers.push({ status: Number(status), headers, body: body.text })
    rest = after.slice(body.length)
  }
}

/** @returns null while the body is incomplete */
const bodyOf = (headers: string, after: string): { text: string; length: number } | null => {
  const declared = /^content-length: *(\d+)$/m.exec(headers)?.[1]
  if (declared !== undefined) {
    const length = Number(declared)
    return after.length < length ? null : { text: after.slice(0, length), length }
  }
  if (!/^transfer-encoding: chunked$/m.test(headers)) return { text: '', length: 0 }
  let text = ''
  let at = 0
  for (;;) {
    const line = after.indexOf('\r\n', at)
    if (line === -1) return null
    const size = Number.parseInt(after.slice(at, line), 16)
    if (after.length < line + 4 + size) return null
    text += after.slice(line + 2, line + 2 + size)
    at = line + 4 + size
    if (size === 0) return { text, length: at }
  }
}
