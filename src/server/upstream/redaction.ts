/** An answer may quote the request, so the token and keys are removed from it. */
import type { EndpointName } from '../../contract/endpoints.ts'
import type { UpstreamOutcome } from './outcome.ts'

/** Removes MD5 keys from messages and errors only, because reads show them in results. */
export const redacted = (
  answer: UpstreamOutcome,
  row: EndpointName,
  token: string,
  body: unknown,
): UpstreamOutcome => {
  const { psk, md5_key } = keysIn(body)
  const secrets = [token, ...psk]
  if (answer.outcome === 'done') {
    return {
      ...answer,
      // The result of `generatePsk` is the PSK. In other results a name could contain the same text as a PSK.
      result: without([token], answer.result, row === 'generatePsk'),
      messages: without([...secrets, ...md5_key], answer.messages),
      // Field names for the log, some of which the API may have chosen.
      odd: without([...secrets, ...md5_key], answer.odd),
    }
  }
  return answer.outcome === 'not_done' && answer.wasSent
    ? { ...answer, errors: without([...secrets, ...md5_key], answer.errors) }
    : answer
}

/** How an answer may quote a secret: as it is, inside quoted JSON, or inside a quoted URL. */
const formsOf = (secret: string): string[] => {
  const inJson = JSON.stringify(secret).slice(1, -1)
  // Decoded again, because a lone surrogate cannot be part of a URL.
  const inUrl = encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(secret)))
  return [...new Set([secret, inJson, inUrl])]
}

/**
 * Hides secrets in texts and in the names of fields, and drops every field `psk`, which reads of the API never contain
 * (docs/api.md, Pre-shared keys).
 */
const without = <T>(secrets: readonly string[], content: T, isPskKept = false): T => {
  if (content === undefined) return content
  // The longest first, so that no part of a longer form is left.
  const forms = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length)
  const text = JSON.stringify(content)
  const marks = forms.map((form) => JSON.stringify(form).slice(1, -1))
  if (!text.includes('"psk"') && !marks.some((mark) => text.includes(mark))) return content
  const hide = (shown: string) => forms.reduce((left, form) => left.replaceAll(form, '[hidden]'), shown)
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return hide(value)
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    const fields = Object.entries(value).filter(([name]) => name !== 'psk' || isPskKept)
    return Object.fromEntries(fields.map(([name, inner]) => [hide(name), visit(inner)]))
  }
  return visit(content) as T
}

/** Shorter keys occur in ordinary words. */
const LEAST_SECRET = 4

/** The PSKs and MD5 keys in the body of a request. */
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
