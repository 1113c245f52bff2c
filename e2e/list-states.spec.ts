/** The list when there is nothing to show, or when it cannot be relied on. */
import { expect } from '@playwright/test'
import { test } from './fixtures.ts'
import { openList, setWorld, table } from './list.ts'

// What each fault is called and what to do about it is tested in src/app/trouble.test.ts; here, how the list shows it.
for (const [fault, title, todo] of [
  ['sandbox-401', /refused the server's token/, /CLOUDFLARE_API_TOKEN/],
  ['sandbox-429', /no more calls/, /tries again/],
  ['sandbox-500', /cannot be read/, /cloudflarestatus/],
] as const) {
  test(`${fault}: says what happened and what to do, over the last answer where there is one`, async ({
    page,
  }) => {
    await openList(page)
    await expect(table(page)).toBeVisible()
    await setWorld(page, { fault })
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(page.getByRole('main').getByText(title)).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('main').getByText(todo)).toBeVisible()
    await expect(table(page).getByText('was Up').first()).toBeVisible()
    await expect(page.getByText(/What you see is from/)).toBeVisible()
    await page.reload()
    await expect(page.getByRole('main').getByText(title)).toBeVisible({ timeout: 20_000 })
    await expect(table(page)).toHaveCount(0)
    await setWorld(page, { fault: null })
  })
}

test('sessions that are not reported are told as unknown, and the rest of the list stands', async ({
  page,
}) => {
  await openList(page)
  await setWorld(page, { fault: 'sandbox-no-report' })
  await page.reload()
  await expect(page.getByText(/no usable BGP state for 6 of 7 tunnels/)).toBeVisible()
  await expect(table(page).getByText('No BGP report').first()).toBeVisible()
})

test('an account without tunnels says how to begin', async ({ page }) => {
  await openList(page)
  await setWorld(page, { tunnels: 0 })
  await openList(page)
  await expect(page.getByRole('heading', { name: 'No tunnels yet' })).toBeVisible()
})

test('offline, the last answer stays and says that it is old', async ({ page, context }) => {
  await openList(page)
  await expect(table(page)).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('The server cannot be reached')).toBeVisible({ timeout: 30_000 })
  await expect(table(page).getByText('was Up').first()).toBeVisible()
  await context.setOffline(false)
})
