/** Sets up the simulated account of a test without the pages. */
import { expect, type Page } from '@playwright/test'

interface World {
  /** How many times faster than usual BGP sessions change state. */
  pace?: number
  /** The name of the fault that affects every call; null for none. */
  fault?: string | null
  tunnels?: number
}

const HEADERS = { 'X-Tunneldesk': '1' }

export const setWorld = async ({ request }: Page, world: World) => {
  const response = await request.put('/api/sandbox/world', { headers: HEADERS, data: world })
  expect(response.status()).toBe(200)
}

export const setPace = async (page: Page, pace: number) => {
  // The first page sets the cookie with the account; this request shares the page's cookies.
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
