/**
 * One query to Cloudflare's GraphQL API. Its answers have no envelope: errors come with HTTP 200 or another status, and
 * `data` may be null or not (docs/routes-and-health.md, GraphQL errors).
 */
import * as z from 'zod/mini'
import type { AnalyticsRefusal } from '../../contract/calls/analytics-refusals.ts'
import type { Refusal } from '../../contract/calls/refusals.ts'
import { HEALTH_QUERIES, type HealthRow, type Variables } from '../../contract/health-queries.ts'
import { createExchange, type UpstreamConfig } from './exchange.ts'
import { BAD_TOKEN, orUnknown, parseJson, type Trace, type UpstreamOutcome } from './outcome.ts'
import { redacted } from './redaction.ts'
import type { Send } from './transport.ts'

/** Never throws: every failure is an outcome. `schema` parses the one account in the answer. */
export type Graphql = <Schema extends z.ZodMiniType>(
  row: HealthRow,
  variables: Variables,
  schema: Schema,
) => Promise<UpstreamOutcome<z.output<Schema>>>

export const createGraphql = (config: UpstreamConfig, send: Send): Graphql => {
  const exchange = createExchange(config, send)
  const url = `${config.baseUrl}/graphql`
  return async <Schema extends z.ZodMiniType>(row: HealthRow, variables: Variables, schema: Schema) => {
    const body = { query: HEALTH_QUERIES[row].query, variables }
    const got = await exchange({ url, method: 'POST', body, spend: 'analytics' })
    if ('outcome' in got) return got
    const { trace, text, token } = got
    const read = () => redacted(graphqlOutcomeOf(trace, text, schema), row, token, null)
    return orUnknown(trace, read) as UpstreamOutcome<z.output<Schema>>
  }
}

const error = z.looseObject({
  message: z.catch(z.string(), 'The API gave no text'),
  code: z.catch(z.optional(z.number()), undefined),
  extensions: z.nullish(z.looseObject({ code: z.optional(z.unknown()) })),
})
const answer = z.looseObject({
  data: z.nullish(z.object({ viewer: z.nullish(z.object({ accounts: z.nullish(z.array(z.unknown())) })) })),
  errors: z.nullish(z.array(error)),
})

/** The first match decides. Texts and codes: docs/routes-and-health.md, GraphQL errors. */
const MEANINGS: readonly [RegExp, AnalyticsRefusal][] = [
  [/not authorized for that account/i, 'analytics_account'],
  [/does not have access to the path|^FORBIDDEN$/i, 'analytics_plan'],
  [/authorization denied|not authorized/i, 'analytics_permission'],
  [/budget depleted|rate limit|^budget$/i, 'analytics_limit'],
  [/unable to execute|internal server error/i, 'analytics_busy'],
]
const BY_STATUS: Readonly<Record<number, AnalyticsRefusal>> = {
  403: 'analytics_permission',
  429: 'analytics_limit',
  503: 'analytics_busy',
}

const meaningOf = (status: number, { message, extensions }: z.infer<typeof error>): AnalyticsRefusal | null =>
  [message, String(extensions?.code ?? '')]
    .flatMap((text) => MEANINGS.find(([pattern]) => pattern.test(text))?.[1] ?? [])
    .at(0) ??
  BY_STATUS[status] ??
  null

/** @param text the whole body @param schema parses the one account in the answer */
export const graphqlOutcomeOf = <Schema extends z.ZodMiniType>(
  trace: Trace & { status: number },
  text: string,
  schema: Schema,
): UpstreamOutcome<z.output<Schema>> => {
  const { status } = trace
  const refused = (refusal: Refusal, reported: z.infer<typeof error>[] = []) => ({
    outcome: 'not_done' as const,
    wasSent: true as const,
    status,
    errors: reported.map(({ code, message }) => ({ code: code ?? 0, message })),
    refusal,
    trace,
  })
  const { data: parsed } = answer.safeParse(parseJson(text))
  const errors = parsed?.errors ?? []
  if (status === 401 || errors.some(({ code }) => BAD_TOKEN.has(code ?? 0))) {
    return refused('upstream_credentials', errors)
  }
  // With errors, the data may lack rows, so it is not used.
  if (errors.length > 0) {
    const meaning = errors.map((each) => meaningOf(status, each)).find((each) => each !== null)
    return refused(meaning ?? (status >= 500 ? 'analytics_busy' : 'analytics_query'), errors)
  }
  const byStatus = BY_STATUS[status]
  if (byStatus) return refused(byStatus)
  const accounts = parsed?.data?.viewer?.accounts
  if (status >= 200 && status < 300 && accounts) {
    const [only] = accounts
    if (only === undefined) return refused('analytics_account')
    const result = schema.safeParse(only)
    if (result.success) return { outcome: 'done', result: result.data, messages: [], odd: [], trace }
  }
  return { outcome: 'unknown', refusal: 'upstream_answer', trace }
}
