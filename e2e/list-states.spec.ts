/** The list when there is nothing to show, or when it cannot be relied on. */
import { expect } from '@playwright/test'
import { test } from './fixtures.ts'
import { openList, search, setWorld, table } from './list.ts'

/** The last of a walk pauses all calls, so an answer that cannot be read has a walk of its own. */
const FAULTS: [fault: string, title: RegExp, todo: RegExp][][] = [
  [
    ['sandbox-401', /refused the server's token/, /CLOUDFLARE_API_TOKEN/],
    ['sandbox-403', /lacks a permission/, /Magic WAN/],
    ['sandbox-1012', /no Magic WAN/, /CLOUDFLARE_ACCOUNT_ID/],
    ['sandbox-429', /no more calls/, /tries again/],
  ],
  [['sandbox-500', /cannot be read/, /cloudflarestatus/]],
]

for (const walk of FAULTS) {
  const names = walk.map(([fault]) => fault).join(', ')
  test(`${names}: says what happened and what to do, over the last answer where there is one`, async ({
    page,
  }) => {
    const main = page.getByRole('main')
    await openList(page)
    const bars = table(page)
      .getByRole('img', { name: /^Healthy, probes/ })
      .first()
      .locator('path')
      .first()
    const present = await bars.evaluate((path) => getComputedStyle(path).color)
    for (const [fault, title, todo] of walk) {
      await expect(table(page)).toBeVisible()
      await setWorld(page, { fault })
      await page.getByRole('button', { name: 'Refresh' }).click()
      await expect(main.getByText(title)).toBeVisible()
      await expect(main.getByText(todo)).toBeVisible()
      await expect(table(page).getByText('was Up').first()).toBeVisible()
      await expect(bars).not.toHaveCSS('color', present)
      await expect(page.getByText(/What you see is from/)).toBeVisible()
      if (fault === walk.at(-1)?.[0]) break
      await setWorld(page, { fault: null })
      await page.getByRole('button', { name: 'Refresh' }).click()
      await expect(main.getByText(title)).toHaveCount(0)
    }
    const [, title] = walk.at(-1) ?? []
    await page.reload()
    await expect(main.getByText(title ?? '')).toBeVisible()
    await expect(table(page)).toHaveCount(0)
  })
}

test('what is typed while the list loads is searched, and is no shortcut', async ({ page }) => {
  await setWorld(page, { fault: 'sandbox-slow' })
  await page.reload()
  await expect(search(page)).toBeVisible()
  await expect(table(page)).toHaveCount(0)
  // Without the search box, n opens the form for a new tunnel.
  await page.keyboard.type('/n')
  await setWorld(page, { fault: null })
  await expect(table(page)).toBeVisible({ timeout: 10_000 })
  await page.keyboard.type('-02')
  await expect(search(page)).toHaveValue('n-02')
})

test('sessions that are not reported are told as unknown over the rest of the list; an account without tunnels says how to begin', async ({
  page,
}) => {
  await openList(page)
  await setWorld(page, { fault: 'sandbox-no-report' })
  await page.reload()
  await expect(page.getByText(/no usable BGP state for 6 of 7 tunnels/)).toBeVisible()
  await expect(table(page).getByText('No BGP report').first()).toBeVisible()

  await setWorld(page, { tunnels: 0, fault: null })
  await openList(page)
  await expect(page.getByRole('heading', { name: 'No tunnels yet' })).toBeVisible()
})
