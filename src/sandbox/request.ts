/** Reads a request as far as that does not depend on what it asks for: who asks, whether it is a dry-run, the body. */
import type { ResponseInfo } from '../contract/envelope.ts'
import { at, CODES } from './refusals.ts'

/** Enough for any list of changes that fits into a world. */
export const MAX_BODY_BYTES = 1024 * 1024

export interface Problem {
  status: number
  errors: ResponseInfo[]
}

const CREDENTIAL = /^[\x21-\x7e]+$/

/** Any token will do, but it must look like one. @returns null when it does */
export const judgeCredentials = (headers: Headers): Problem | null => {
  const key = headers.get('X-Auth-Key')
  const authorization = headers.get('Authorization')
  if (authorization === null && key !== null) {
    return CREDENTIAL.test(key) && headers.has('X-Auth-Email')
      ? null
      : badHeaders(6103, 'Invalid format for X-Auth-Key header')
  }
  const [scheme, token, ...rest] = (authorization ?? '').split(' ')
  return scheme === 'Bearer' && CREDENTIAL.test(token ?? '') && rest.length === 0
    ? null
    : badHeaders(6111, 'Invalid format for Authorization header')
}

/** docs/api.md, Envelope and errors, with the chain. */
const badHeaders = (code: number, message: string): Problem => {
  const error = {
    code: CODES.badHeaders,
    message: 'Invalid request headers',
    error_chain: [{ code, message }],
  }
  return { status: 400, errors: [error] }
}

/**
 * Whether nothing shall be kept. Documented is `true` alone; which other spellings the real API takes is not
 * known, so they are refused here: nobody's dry-run shall turn out to have been none.
 */
export const readValidateOnly = (url: URL): boolean | Problem => {
  const values = url.searchParams.getAll('validate_only')
  if (values.length === 0) return false
  const [value] = values
  if (values.length === 1 && (value === 'true' || value === 'false')) return value === 'true'
  return {
    status: 400,
    errors: [{ code: CODES.badQuery, message: 'validate_only must be given once, as true or false' }],
  }
}

/** @returns an empty object for no body at all: some clients send none where the schema asks for an empty one */
export const readBody = async (request: Request): Promise<{ body: unknown } | Problem> => {
  const text = await readText(request)
  if (text === null) {
    return {
      status: 413,
      errors: [{ code: CODES.tooLarge, message: `The body is larger than ${MAX_BODY_BYTES} bytes` }],
    }
  }
  if (text === '') return { body: {} }
  if (!/^application\/json\b/i.test(request.headers.get('Content-Type') ?? '')) {
    return {
      status: 415,
      errors: [{ code: CODES.wrongContentType, message: 'Content-Type must be application/json' }],
    }
  }
  try {
    return { body: JSON.parse(text) }
  } catch {
    return { status: 400, errors: [at('', CODES.badBody, 'Invalid Request: the body is not valid JSON')] }
  }
}

/** @returns null when there is too much of it */
const readText = async ({ body }: Request): Promise<string | null> => {
  const decoder = new TextDecoder()
  const reader = body?.getReader()
  let text = ''
  let length = 0
  for (;;) {
    const chunk = (await reader?.read())?.value
    if (!chunk) return text + decoder.decode()
    length += chunk.length
    if (length > MAX_BODY_BYTES) {
      await reader?.cancel().catch(() => undefined)
      return null
    }
    text += decoder.decode(chunk, { stream: true })
  }
}
