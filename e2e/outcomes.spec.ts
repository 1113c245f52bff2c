/** How Create may end when things go wrong: made, not made, not confirmed. It is sent once, whatever happens. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from './fixtures.ts'
import { create, field, goToReview, heading, openForm, TUNNEL } from './form.ts'
import { freePort, startServer } from './server.ts'
import { setWorld } from './world.ts'

/** Counts what is sent to create a tunnel. */
const countCreates = (page: Page) => {
  let count = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/tunnels') count++
  })
  return () => count
}

/** How many tunnels of that name there are, as the list shows them. */
const expectInList = async (page: Page, name: string, count: number) => {
  await page.goto('/tunnels')
  await expect(page.getByRole('table').getByRole('link', { name: 'ams-dc1-a' })).toBeVisible()
  await expect(page.getByRole('table').getByRole('link', { name, exact: true })).toHaveCount(count)
}

test('pressing Create twice creates once', async ({ page }) => {
  const creates = countCreates(page)
  await openForm(page)
  await goToReview(page)
  await page.getByRole('button', { name: 'Create tunnel' }).dblclick()
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  expect(creates()).toBe(1)
  await expectInList(page, TUNNEL.name, 1)
})

for (const name of ['sandbox-cut-after', 'sandbox-cut-inside']) {
  test(`${name}: when the answer is lost but the tunnel was made, it is found and shown`, async ({
    page,
  }) => {
    const creates = countCreates(page)
    await openForm(page)
    await goToReview(page, { name })
    await create(page)
    await expect(heading(page, new RegExp(name))).toBeFocused({ timeout: 20_000 })
    // The key was made here, so it is not lost with the answer.
    await expect(page.getByRole('region', { name: 'Pre-shared key' })).toBeVisible()
    expect(creates()).toBe(1)
    await expectInList(page, name, 1)
  })
}

test('when nobody knows whether the tunnel was made, this is said, looked up on demand, and never sent again', async ({
  page,
}) => {
  const creates = countCreates(page)
  await openForm(page)
  await goToReview(page, { name: 'sandbox-cut-before' })
  await create(page)
  const notice = page.getByRole('heading', { name: 'Not confirmed: the tunnel may or may not exist' })
  await expect(notice.or(page.getByText('Not confirmed: the tunnel may or may not exist'))).toBeVisible({
    timeout: 30_000,
  })
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.getByText(/did not find it, so creating again is safe/)).toBeVisible()
  expect(creates()).toBe(1)
  await page.goBack()
  await page.goForward()
  await expect(page.getByText('sandbox-cut-before').first()).toBeVisible()
  await expectInList(page, 'sandbox-cut-before', 0)
})

test('a list that lags behind: creating again finds the tunnel that the first Create made', async ({
  page,
}) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-cut-after' })
  await setWorld(page, { fault: 'sandbox-lag' })
  await create(page)
  await expect(page.getByText('Not confirmed: the tunnel may or may not exist')).toBeVisible({
    timeout: 20_000,
  })
  await create(page)
  await expect(heading(page, /sandbox-cut-after/)).toBeFocused({ timeout: 20_000 })
  await expect(page.getByRole('region', { name: 'Pre-shared key' })).toBeVisible()
  await expectInList(page, 'sandbox-cut-after', 1)
})

test('a server that is started again in between: what was typed is there, and the tunnel is made once', async ({
  page,
}) => {
  const settings = { PORT: String(await freePort()) }
  const folder = mkdtempSync(join(tmpdir(), 'tunneldesk-again-'))
  const first = await startServer(settings, 'node', folder)
  await page.goto(`${first.origin}/tunnels/new/basics`)
  await goToReview(page, { name: 'sandbox-slow' })
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/api/tunnels'),
  )
  await create(page)
  await sent
  process.kill(first.pid, 'SIGKILL')
  await expect(page.getByText(/Not confirmed/)).toBeVisible({ timeout: 30_000 })
  const second = await startServer(settings, 'node', folder)
  try {
    await page.getByRole('button', { name: 'Look again' }).click()
    await expect(page.getByText(/did not find it, so creating again is safe/)).toBeVisible()
    await create(page)
    await expect(heading(page, /sandbox-slow/)).toBeFocused({ timeout: 20_000 })
    await expect(page.getByRole('region', { name: 'Pre-shared key' })).toBeVisible()
  } finally {
    await second.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a refusal at the last moment leads to its field and loses nothing', async ({ page }) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-refused' })
  await create(page)
  await expect(page.getByText('The tunnel was not created')).toBeVisible()
  await expect(page.getByText(/The sandbox: Another tunnel took this name in the meantime/)).toBeVisible()
  // It is the verdict now: none of an earlier check stands beside it.
  await expect(page.getByText(/^Dry run of exactly/)).toHaveCount(0)
  await page.getByRole('link', { name: 'Tunnel name' }).first().click()
  await expect(field(page, 'Tunnel name')).toBeFocused()
  await expect(field(page, 'Interface address')).toHaveValue(TUNNEL.interface)
})

test('a refusal does not mark what was corrected since', async ({ page }) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-refused' })
  await create(page)
  await expect(page.getByText('The tunnel was not created')).toBeVisible()
  await page.getByRole('link', { name: 'Change Basics' }).click()
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'The sandbox accepts this configuration' })).toBeVisible()
  await expect(page.getByText('The tunnel was not created')).toHaveCount(0)
})

test('a rate limit on Create says how long, and a later Create works', async ({ page }) => {
  await openForm(page)
  // Were the dry-run limited as well, each check would begin another wait.
  await goToReview(page, { name: 'sandbox-429-write' })
  await create(page)
  await expect(page.getByText('The tunnel was not created')).toBeVisible()
  await expect(page.getByText(/Try again in 0:0\d/)).toBeVisible()
  await expect(page.getByText('Try again now. Nothing you typed is lost.')).toBeVisible()
  await page.getByRole('link', { name: 'Change Basics' }).click()
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'The sandbox accepts this configuration' })).toBeVisible()
  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
})

test('a Create that takes long says so, and ends like any other', async ({ page }) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-slow' })
  await create(page)
  await expect(page.getByRole('heading', { name: 'Creating the tunnel' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Creating...' })).toBeVisible()
  await expect(heading(page, /sandbox-slow/)).toBeFocused({ timeout: 20_000 })
})

test('a server that breaks on Create does not count as a refusal', async ({ page }) => {
  const creates = countCreates(page)
  await openForm(page)
  await goToReview(page, { name: 'sandbox-500' })
  await create(page)
  await expect(page.getByText('Not confirmed: the tunnel may or may not exist')).toBeVisible({
    timeout: 30_000,
  })
  expect(creates()).toBe(1)
})

test('a Create that cannot leave the machine says so, and works once the network is back', async ({
  page,
  context,
}) => {
  await openForm(page)
  await goToReview(page)
  await expect(page.getByRole('heading', { name: 'The sandbox accepts this configuration' })).toBeVisible()
  await context.setOffline(true)
  await create(page)
  const said = page.getByText(/Not confirmed|was not created/)
  await expect(said.first()).toBeVisible({ timeout: 20_000 })
  await context.setOffline(false)
  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  await expectInList(page, TUNNEL.name, 1)
})

test('where nobody may write, no key press creates', async ({ page }) => {
  const readOnly = await startServer({ READ_ONLY: '1' })
  const creates = countCreates(page)
  try {
    await page.goto(`${readOnly.origin}/tunnels/new/basics`)
    await goToReview(page)
    const button = page.getByRole('button', { name: 'Create tunnel' })
    await expect(button).toHaveAccessibleDescription(/read-only/)
    await button.press('Control+Enter')
    await button.press('Enter')
    await expect(heading(page, /^Review/)).toBeVisible()
    expect(creates()).toBe(0)
  } finally {
    await readOnly.stop()
  }
})
