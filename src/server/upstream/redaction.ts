/** An answer may quote the request. The token and keys are removed from anywhere in it. */
import type { EndpointName } from '../../contract/endpoints.ts'
import type { UpstreamOutcome } from './outcome.ts'

/** An MD5 key is shown by reads, so it is taken out of messages and errors alone. */
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
      // A key is the whole answer of one call. Elsewhere a name may well contain what is also a key.
      result: row === 'generatePsk' ? answer.result : without([token], answer.result),
      messages: without([...secrets, ...md5_key], answer.messages),
    }
  }
  return answer.outcome === 'not_done' && answer.wasSent
    ? { ...answer, errors: without([...secrets, ...md5_key], answer.errors) }
    : answer
}

/** Drops every field called `psk`: reads never show one (docs/api.md, Pre-shared keys), so its value is not passed on. */
const without = <T>(secrets: readonly string[], told: T): T => {
  const hide = (key: string, value: unknown): unknown => {
    if (key === 'psk') return undefined
    return typeof value === 'string'
      ? secrets.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), value)
      : value
  }
  if (told === undefined) return told
  const text = JSON.stringify(told)
  const isClean = ['"psk"', ...secrets.map((secret) => JSON.stringify(secret).slice(1, -1))].every(
    (mark) => !text.includes(mark),
  )
  return isClean ? told : (JSON.parse(JSON.stringify(told, hide)) as T)
}

/** Shorter ones are found in ordinary words. */
const LEAST_SECRET = 4

/** The pre-shared and MD5 keys in a request's body. */
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
