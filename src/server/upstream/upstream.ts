/** One call to the account's REST API, built from constants and validated parts. */
import { ID_PATTERN } from '../../contract/calls/api-calls.ts'
import {
  endpoints,
  type ParsedBody,
  type Result,
  type UpstreamRow,
  upstreamBody,
} from '../../contract/endpoints.ts'
import { createExchange, type UpstreamConfig } from './exchange.ts'
import { orUnknown, outcomeOf, type UpstreamOutcome } from './outcome.ts'
import { redacted } from './redaction.ts'
import type { Send } from './transport.ts'

export interface Call<K extends UpstreamRow> {
  account: string
  row: K
  /** The path's `:id`; empty where the path has none. */
  id: string
  body: ParsedBody<K>
}

/** Never throws: every failure is an outcome. */
export type Upstream = <K extends UpstreamRow>(call: Call<K>) => Promise<UpstreamOutcome<Result<K>>>

export const createUpstream = (config: UpstreamConfig, send: Send): Upstream => {
  const exchange = createExchange(config, send)
  return async <K extends UpstreamRow>({ account, row, id, body: given }: Call<K>) => {
    const { upstream, spend, result } = endpoints[row]
    const url = addressOf(config.baseUrl, upstream, { account, id })
    const body = upstreamBody(row, given, { account, id })
    const got = await exchange({ url, method: upstream.method, body, spend })
    if ('outcome' in got) return got
    const { trace, text, token } = got
    const read = () => redacted(outcomeOf(trace, text, result), row, token, body)
    return orUnknown(trace, read) as UpstreamOutcome<Result<K>>
  }
}

const addressOf = (
  baseUrl: string,
  { path, validateOnly, isSimulation }: { path: string; validateOnly: boolean; isSimulation?: true },
  { account, id }: { account: string; id: string },
): string => {
  if (!ID_PATTERN.test(account)) throw new Error('not an account id')
  if (path.includes(':id') && !ID_PATTERN.test(id)) throw new Error('not an id')
  const base = isSimulation ? new URL(baseUrl).origin : baseUrl
  const below = path.replace(':account', account).replace(':id', id)
  const url = `${base}${below}${validateOnly ? '?validate_only=true' : ''}`
  // A second check: a path traversal in the parts above would make the parser change the URL.
  if (new URL(url).href !== url) throw new Error('not a plain address')
  return url
}
