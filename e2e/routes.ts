/** Static routes through the page, and through the API as another user. */
import { expect, type Locator, type Page } from '@playwright/test'

export const HEADERS = { 'X-Tunneldesk': '1' }

export const into = (page: Page): Locator => page.getByRole('region', { name: 'Routes into this tunnel' })
export const table = (page: Page): Locator =>
  page.getByRole('table', { name: 'Static routes of this account' })
export const box = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('textbox', { name })
export const press = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, exact: true }).click()

/** What the API has, in the order of prefixes. */
export const routesOf = async ({ request }: Page, nexthop: string): Promise<string[]> => {
  const { result } = await (await request.get('/api/routes')).json()
  const own = result.routes.filter((route: { nexthop: string }) => route.nexthop === nexthop)
  return own.map(({ prefix }: { prefix: string }) => prefix).sort()
}

export const addRoute = async ({ request }: Page, data: object) => {
  const response = await request.post('/api/routes', { headers: HEADERS, data })
  expect(response.status()).toBe(200)
}
