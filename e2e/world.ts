/** The simulated account of one test, set up without the pages. */
import { expect, type Page } from '@playwright/test'

/** @param pace how many times faster than usual BGP sessions come up and are noticed as lost */
export const setPace = async ({ request }: Page, pace: number) => {
  // The first page that a browser loads names its account; this shares the page's cookies.
  await request.get('/tunnels')
  const headers = { 'X-Tunneldesk': '1' }
  const response = await request.put('/api/sandbox/world', { headers, data: { pace } })
  expect(response.status()).toBe(200)
}
