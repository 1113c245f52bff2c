/** Why health cannot be read, what to do and who can do it (docs/routes-and-health.md, GraphQL errors). */
import { ANALYTICS_REFUSALS, type AnalyticsRefusal } from '../../contract/analytics-refusals.ts'
import { ApiError } from '../api.ts'
import { DASHBOARD } from './dashboard-links.ts'

export interface HealthTrouble {
  title: string
  todo: string
  /** Where to fix it, with the name of that page. */
  link: { href: string; title: string } | null
}

const TOKENS = { href: DASHBOARD.tokens, title: "the account's API tokens" }

const BY_REFUSAL: Record<AnalyticsRefusal, HealthTrouble> = {
  analytics_permission: {
    title: 'The API token lacks the permission "Account Analytics Read"',
    todo: 'The owner of the token adds "Account Analytics Read" for this account. The server needs no restart.',
    link: TOKENS,
  },
  analytics_account: {
    title: 'The API token sees no analytics of this account',
    todo: 'The owner of the token checks that "Account Analytics Read" is granted for this account.',
    link: TOKENS,
  },
  analytics_plan: {
    title: "The account's plan does not include this data",
    todo: 'Ask your Cloudflare account team.',
    link: null,
  },
  analytics_query: {
    title: "The GraphQL API refused this server's query",
    todo: 'Report it to the developers of Tunneldesk, with the request ID.',
    link: null,
  },
  analytics_limit: {
    title: 'The limit of the GraphQL API is used up',
    todo: 'It lasts for five minutes. Other clients of this token share the limit.',
    link: null,
  },
  analytics_busy: {
    title: 'The GraphQL API cannot answer at the moment',
    todo: 'Wait a minute. If it stays like this, see cloudflarestatus.com.',
    link: null,
  },
}

const BY_CODE = new Map<number, HealthTrouble>(
  Object.entries(ANALYTICS_REFUSALS).map(([name, { code }]) => [code, BY_REFUSAL[name as AnalyticsRefusal]]),
)

const knownOf = (error: Error): HealthTrouble | undefined =>
  error instanceof ApiError ? error.errors.flatMap(({ code }) => BY_CODE.get(code) ?? []).at(0) : undefined

/** Whether only health cannot be read. */
export const isAboutHealth = (error: Error): boolean => knownOf(error) !== undefined

export const healthTroubleOf = (error: Error): HealthTrouble =>
  knownOf(error) ?? { title: error.message, todo: 'The page retries every minute.', link: null }
