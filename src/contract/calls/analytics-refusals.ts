/**
 * Refusals for health and traffic. A token that can manage tunnels may have no access to this data, so none
 * of them says anything about the other calls (docs/routes-and-health.md, GraphQL errors). The status is
 * never 401 or 429, because the pages would then stop their other calls.
 */
export const ANALYTICS_REFUSALS = {
  analytics_permission: {
    status: 502,
    code: 90080,
    message: 'This server\'s API token lacks the permission "Account Analytics Read"',
  },
  analytics_account: {
    status: 502,
    code: 90081,
    message: "The GraphQL API returns no data of this account for this server's token",
  },
  analytics_plan: {
    status: 502,
    code: 90082,
    message: "The account's plan does not include this data",
  },
  analytics_query: {
    status: 502,
    code: 90083,
    message: 'The GraphQL API refused the query of this server',
  },
  analytics_limit: {
    status: 503,
    code: 90084,
    message: 'The limit of the GraphQL API is used up for the moment',
  },
  analytics_busy: {
    status: 503,
    code: 90085,
    message: 'The GraphQL API cannot answer at the moment',
  },
} as const

export type AnalyticsRefusal = keyof typeof ANALYTICS_REFUSALS
