/** Reads the parts that all requests have: the credentials, `validate_only` and the body. */
import type { ResponseInfo } from '../../contract/envelope.ts'
import { at, CODES } from '../refusals.ts'

/** Enough for any list of changes to a world. */
export const MAX_BODY_BYTES = 1024 * 1024

export interface Problem {
  status: number
  errors: ResponseInfo[]
}

const CREDENTIAL = /^[\x21-\x7e]+$/

/** Accepts any token with the right form. @returns null when it is accepted */
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

/** The error with its chain (docs/api.md, Envelope and errors). */
const badHeaders = (code: number, message: string): Problem => {
  const error = {
    code: CODES.badHeaders,
    message: 'Invalid request headers',
    error_chain: [{ code, message }],
  }
  return { status: 400, errors: [error] }
}

/**
 * Whether the call is a dry-run. Only `true` is documented, and it is not known which other values the real API
 * accepts. They are refused here, so that no call that was meant as a dry-run changes anything.
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

/** @returns an empty object for a missing body: some clients send none where the schema requires an empty one */
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

/** @returns null when the body is over the limit */
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
