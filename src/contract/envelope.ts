/** Cloudflare's response envelope, and the place in a request to which one of its errors points. */
import * as z from 'zod/mini'

const detail = z.catch(z.optional(z.string()), undefined)

/** More than the path of any field needs. A pointer that is cut off could name another field, so it is left out. */
const POINTER_MAX = 500
const pointer = z.catch(z.optional(z.string().check(z.maxLength(POINTER_MAX))), undefined)

/** Enough for any sentence; a longer text, such as a page, would push everything else off the screen. */
const MESSAGE_MAX = 2000

const responseInfo = z.looseObject({
  code: z.catch(z.coerce.number(), 0),
  message: z.pipe(
    z.catch(z.string(), 'The API gave no text'),
    z.transform((text) => (text.length > MESSAGE_MAX ? `${text.slice(0, MESSAGE_MAX)}...` : text)),
  ),
  // Invalid details are left out, so that the error itself is not lost.
  documentation_url: detail,
  source: z.catch(z.optional(z.looseObject({ pointer })), undefined),
})

/** One entry of `errors` or `messages`: `code` is Cloudflare's or ours (`isOwnCode`). */
export type ResponseInfo = z.infer<typeof responseInfo>

/**
 * An object without code and message is not an entry, and a response that contains one is not this API's
 * envelope.
 */
const entry = z
  .unknown()
  .check(
    z.refine((each) => typeof each !== 'object' || (each !== null && ('code' in each || 'message' in each))),
  )

/** An entry that is not an object becomes the message, so that no error is lost. */
const infoList = z.pipe(
  z.nullish(z.array(entry)),
  z.transform((list) =>
    (list ?? []).map((each) =>
      responseInfo.parse(typeof each === 'object' && each !== null ? each : { message: String(each) }),
    ),
  ),
)

/** The envelope of every response of the API (API page, Returns). Each endpoint checks its own `result`. */
export const envelope = z.looseObject({
  success: z.boolean(),
  errors: infoList,
  // An invalid message must not make the whole response invalid.
  messages: z.catch(infoList, []),
  // Missing in some refusals. Each endpoint decides whether a success needs one.
  result: z.optional(z.unknown()),
})

/**
 * The outcome of a write. `unknown` means that the API may or may not have done it: read before you repeat.
 */
export type Outcome = 'done' | 'not_done' | 'unknown'

export interface Envelope<Result = unknown> {
  success: boolean
  errors: ResponseInfo[]
  messages: ResponseInfo[]
  result: Result | null
  /** Set by the proxy on every write that is not a dry-run. */
  outcome?: Outcome
}

/** An envelope that reports success. */
export const ok = <Result>(result: Result): Envelope<Result> => ({
  success: true,
  errors: [],
  messages: [],
  result,
})

/** An envelope that reports failure. */
export const failed = (errors: ResponseInfo[]): Envelope<never> => ({
  success: false,
  errors,
  messages: [],
  result: null,
})

const WRAPPERS = new Set(['body', 'ipsec_tunnel', 'ipsec_tunnels'])

/**
 * Converts any spelling of an error pointer into a path. The exact syntax of `source.pointer` is not
 * documented, so every known or likely form is accepted: `/bgp/md5_key`, `#/bgp/md5_key`, `bgp.md5_key`,
 * `body.bgp.md5_key`, `/ipsec_tunnels/0/bgp/md5_key`, `bgp.extra_prefixes[2]`, `$.name`.
 * @returns the parts of the path without wrappers; empty when the pointer names nothing
 */
export const normalisePointer = (pointer: string): string[] => {
  const trimmed = pointer.trim()
  const isJsonPointer = /^#?\//.test(trimmed)
  const parts = isJsonPointer
    ? trimmed.replace(/^#?\//, '').split('/').map(unescapePart)
    : trimmed
        .replace(/^[#$]?\.?/, '')
        // No bracket inside another: with one, a run of brackets would need quadratic time.
        .replace(/\[(["']?)([^[\]]*?)\1\]/g, '.$2')
        .split('.')
  const named = parts.filter((part) => part !== '')
  let start = 0
  while (start < named.length && WRAPPERS.has(named[start] ?? '')) {
    start += /^\d+$/.test(named[start + 1] ?? '') ? 2 : 1
  }
  return named.slice(start)
}

const unescapePart = (part: string): string => {
  const plain = part.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}
