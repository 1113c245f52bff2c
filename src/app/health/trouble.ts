/** Why health cannot be read, what to do and who can do it (docs/routes-and-health.md, GraphQL errors). */
import { ANALYTICS_REFUSALS, type AnalyticsRefusal } from '../../contract/calls/analytics-refusals.ts'
import { ApiError } from '../api.ts'
import { DASHBOARD } from './dashboard-links.ts'

export interface HealthTrouble {
  title: string
  todo: string
  /** Where to fix it, with the names of those pages. */
  links: readonly { href: string; title: string }[]
}

/** The server cannot know whether its token belongs to the account or to a user. */
const TOKENS = [
  { href: DASHBOARD.tokens, title: "the account's API tokens" },
  { href: DASHBOARD.ownTokens, title: 'your own API tokens' },
]

const BY_REFUSAL: Record<AnalyticsRefusal, HealthTrouble> = {
  analytics_permission: {
    title: 'The API token lacks the permission "Account Analytics Read"',
    todo: 'The owner of the token adds "Account Analytics Read" for this account. The server needs no restart.',
    links: TOKENS,
  },
  analytics_account: {
    title: 'The API token sees no analytics of this account',
    todo: 'The owner of the token checks that "Account Analytics Read" is granted for this account.',
    links: TOKENS,
  },
  analytics_plan: {
    title: ANALYTICS_REFUSALS.analytics_plan.message,
    todo: 'Ask your Cloudflare account team.',
    links: [],
  },
  analytics_query: {
    title: "The GraphQL API refused this server's query",
    todo: 'Report it to the developers of Tunneldesk, with the request ID.',
    links: [],
  },
  analytics_limit: {
    title: 'The limit of the GraphQL API is used up',
    todo: 'It lasts for five minutes. Other clients of this token share the limit.',
    links: [],
  },
  analytics_busy: {
    title: ANALYTICS_REFUSALS.analytics_busy.message,
    todo: 'Wait a minute. If it stays like this, see cloudflarestatus.com.',
    links: [],
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
  knownOf(error) ?? { title: error.message, todo: 'The page retries every minute.', links: [] }
