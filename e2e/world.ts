/** The simulated account of one test, set up without the pages. */
import { expect, type Page } from '@playwright/test'

interface World {
  /** How many times faster than usual BGP sessions come up and are noticed as lost. */
  pace?: number
  /** Name of the fault that disturbs every call; null for none. */
  fault?: string | null
  tunnels?: number
}

export const setWorld = async ({ request }: Page, world: World) => {
  const headers = { 'X-Tunneldesk': '1' }
  const response = await request.put('/api/sandbox/world', { headers, data: world })
  expect(response.status()).toBe(200)
}

export const setPace = async (page: Page, pace: number) => {
  // The first page that a browser loads names its account; this shares the page's cookies.
  await page.request.get('/tunnels')
  await setWorld(page, { pace })
}
