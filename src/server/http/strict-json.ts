/**
 * Accepts only JSON that every parser reads the same way: valid UTF-8, no duplicate keys, no `__proto__`, no deep
 * nesting. `JSON.parse` would silently use the last of two equal keys. Its error messages quote the input, which may
 * contain a PSK, so they never leave this file.
 */
import type { Refusal } from '../../contract/calls/refusals.ts'
import { MAX_REQUEST_BYTES } from '../../contract/rules/text.ts'

const MAX_DEPTH = 12
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g

export type Body = { value: unknown } | { refusal: Refusal }

/** Reads the body of a request up to the size limit. The value of a missing body is undefined. */
export const readJson = async (request: Request): Promise<Body> => {
  // A client that disconnects halfway is not an error of this server, and its request is incomplete.
  const bytes = await readCapped(request).catch(() => 'broken' as const)
  if (bytes === null) return { refusal: 'too_large' }
  if (bytes === 'broken') return { refusal: 'bad_body' }
  return bytes.length === 0 ? { value: undefined } : parseStrict(bytes)
}

/** @returns null when the body is over the limit, even if its headers say otherwise */
const readCapped = async (request: Request): Promise<Uint8Array | null> => {
  // A body cannot be longer than its Content-Length, and the guard has checked that header.
  if (request.headers.has('content-length')) {
    const bytes = new Uint8Array(await request.arrayBuffer())
    return bytes.length > MAX_REQUEST_BYTES ? null : bytes
  }
  const reader = request.body?.getReader()
  const bytes = new Uint8Array(MAX_REQUEST_BYTES)
  let length = 0
  for (;;) {
    const chunk = (await reader?.read())?.value
    if (!chunk) return bytes.subarray(0, length)
    if (length + chunk.length > MAX_REQUEST_BYTES) {
      await reader?.cancel().catch(() => undefined)
      return null
    }
    bytes.set(chunk, length)
    length += chunk.length
  }
}

const parseStrict = (bytes: Uint8Array): Body => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    const value: unknown = JSON.parse(text)
    return isUnambiguous(text) ? { value } : { refusal: 'bad_body' }
  } catch {
    return { refusal: 'bad_body' }
  }
}

/** @param json valid JSON, so that a scan of its tokens is enough */
const isUnambiguous = (json: string): boolean => {
  /** One entry per open bracket: the keys seen so far, null in an array. */
  const open: (Set<string> | null)[] = []
  let previous = ''
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : null)
      if (open.length > MAX_DEPTH) return false
    } else if (token === '}' || token === ']') {
      open.pop()
    } else if (token.startsWith('"') && (previous === '{' || previous === ',')) {
      const keys = open.at(-1)
      // Keys are compared as decoded: "\u0061" is "a".
      const key: string = keys ? JSON.parse(token) : ''
      if (keys && (keys.has(key) || key === '__proto__')) return false
      keys?.add(key)
    }
    previous = token
  }
  return true
}
