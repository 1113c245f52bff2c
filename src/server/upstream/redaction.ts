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
      result: row === 'generatePsk' ? answer.result : without([token], answer.result),
      messages: without([...secrets, ...md5_key], answer.messages),
    }
  }
  return answer.outcome === 'not_done' && answer.wasSent
    ? { ...answer, errors: without([...secrets, ...md5_key], answer.errors) }
    : answer
}

/** Hides secrets and drops every field `psk`, which reads of the API never contain (docs/api.md, Pre-shared keys). */
const without = <T>(secrets: readonly string[], content: T): T => {
  const hide = (key: string, value: unknown): unknown => {
    if (key === 'psk') return undefined
    return typeof value === 'string'
      ? secrets.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), value)
      : value
  }
  if (content === undefined) return content
  const text = JSON.stringify(content)
  const isClean = ['"psk"', ...secrets.map((secret) => JSON.stringify(secret).slice(1, -1))].every(
    (mark) => !text.includes(mark),
  )
  return isClean ? content : (JSON.parse(JSON.stringify(content, hide)) as T)
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
