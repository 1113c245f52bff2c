/** The simulated account of one test, set up without the pages. */
import { expect, type Page } from '@playwright/test'

interface World {
  /** How many times faster than usual BGP sessions come up and are noticed as lost. */
  pace?: number
  /** Name of the fault that disturbs every call; null for none. */
  fault?: string | null
  tunnels?: number
}

const HEADERS = { 'X-Tunneldesk': '1' }

export const setWorld = async ({ request }: Page, world: World) => {
  const response = await request.put('/api/sandbox/world', { headers: HEADERS, data: world })
  expect(response.status()).toBe(200)
}

export const setPace = async (page: Page, pace: number) => {
  // The first page that a browser loads names its account; this shares the page's cookies.
  await page.request.get('/tunnels')
  await setWorld(page, { pace })
}

/** A tunnel of this test's account, made without the form. @returns its page */
export const addTunnel = async ({ request }: Page, data: object): Promise<string> => {
  await request.get('/tunnels')
  const response = await request.post('/api/tunnels', { headers: HEADERS, data })
  const { result } = await response.json()
  return `/tunnels/${result.id}`
}
