/** Cloudflare's response envelope, and where in a request one of its errors points. */
import * as z from 'zod/mini'

const detail = z.catch(z.optional(z.string()), undefined)

const responseInfo = z.looseObject({
  code: z.catch(z.coerce.number(), 0),
  message: z.catch(z.string(), 'The API gave no text'),
  // No error may be lost because its details are null or odd: they are left out, and the error stays.
  documentation_url: detail,
  source: z.catch(z.optional(z.looseObject({ pointer: detail })), undefined),
})

/** One entry of `errors` or `messages`: `code` is Cloudflare's or ours (`isOwnCode`). */
export type ResponseInfo = z.infer<typeof responseInfo>

/** An object that says neither what nor why is no entry, and what holds it no envelope of this API. */
const entry = z
  .unknown()
  .check(
    z.refine((each) => typeof each !== 'object' || (each !== null && ('code' in each || 'message' in each))),
  )

/** An entry that is no object is its own text: no error is lost because it is odd. */
const infoList = z.pipe(
  z.nullish(z.array(entry)),
  z.transform((list) =>
    (list ?? []).map((each) =>
      responseInfo.parse(typeof each === 'object' && each !== null ? each : { message: String(each) }),
    ),
  ),
)

/** What every answer of the API looks like (API page, Returns). `result` is judged per endpoint. */
export const envelope = z.looseObject({
  success: z.boolean(),
  errors: infoList,
  // Remarks: an odd one must not hide the answer beside it.
  messages: z.catch(infoList, []),
  // Left out of some refusals; whether a success may go without one is judged per endpoint.
  result: z.optional(z.unknown()),
})

/** How a write ended. `unknown` means that the API may or may not have done it: look before you repeat. */
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
 * Turns any spelling of an error's place into one path. The exact syntax of `source.pointer` is documented
 * nowhere, so every form seen or likely is taken: `/bgp/md5_key`, `#/bgp/md5_key`, `bgp.md5_key`,
 * `body.bgp.md5_key`, `/ipsec_tunnels/0/bgp/md5_key`, `bgp.extra_prefixes[2]`, `$.name`.
 * @returns the path's parts, wrappers removed; empty when the pointer names nothing
 */
export const normalisePointer = (pointer: string): string[] => {
  const trimmed = pointer.trim()
  const isJsonPointer = /^#?\//.test(trimmed)
  const parts = isJsonPointer
    ? trimmed.replace(/^#?\//, '').split('/').map(unescapePart)
    : trimmed
        .replace(/^[#$]?\.?/, '')
        .replace(/\[(["']?)([^\]]*?)\1\]/g, '.$2')
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
