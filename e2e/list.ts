/** Uses the list by the names on the screen. */
import { expect, type Locator, type Page } from '@playwright/test'

/** Fills the world of this test, or sets its fault. */
export const setWorld = async (page: Page, settings: { tunnels?: number; fault?: string | null }) => {
  if (page.url() === 'about:blank') await page.goto('/tunnels')
  const status = await page.evaluate(async (body) => {
    const headers = { 'Content-Type': 'application/json', 'X-Tunneldesk': '1' }
    return (await fetch('/api/sandbox/world', { method: 'PUT', headers, body: JSON.stringify(body) })).status
  }, settings)
  expect(status).toBe(200)
}

export const openList = async (page: Page, search = '') => {
  await page.goto(`/tunnels${search}`)
  await expect(page.getByRole('heading', { level: 1, name: /^Tunnels \d/ })).toBeVisible()
}

/** Opens the list of an account with five thousand tunnels. */
export const openLongList = async (page: Page, search = '') => {
  await openList(page)
  await setWorld(page, { tunnels: 5000 })
  await openList(page, search)
  await expect(table(page)).toHaveAttribute('aria-rowcount', /\d+/)
}

export const table = (page: Page): Locator => page.getByRole('table', { name: 'Tunnels of this account' })

export const search = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search tunnels' })

/** The names of the tunnels in the order of the rows. */
export const names = (page: Page): Promise<string[]> =>
  table(page).getByRole('rowheader').getByRole('link').allInnerTexts()

/** Selects both tunnels of a site. @returns the bar of the selection */
export const selectTwo = async (page: Page) => {
  for (const name of ['chi-dc2-a', 'chi-dc2-b']) await page.getByLabel(`Select ${name}`).check()
  return page.getByRole('region', { name: 'Selected tunnels' })
}
