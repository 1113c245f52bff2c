/** What is typed stays typed; keys alone do not outlive a reload, and this is said. */
import { expect, type Page } from '@playwright/test'
import { test } from './fixtures.ts'
import { create, field, fillBasics, fillBgp, goOn, goToReview, heading, openForm, TUNNEL } from './form.ts'

const expectBasics = async (page: Page) => {
  await expect(field(page, 'Tunnel name')).toHaveValue(TUNNEL.name)
  await expect(field(page, 'Cloudflare endpoint')).toHaveValue(TUNNEL.cloudflare)
  await expect(field(page, 'Customer endpoint')).toHaveValue(TUNNEL.customer)
  await expect(field(page, 'Interface address')).toHaveValue(TUNNEL.interface)
}

test("the browser's Back and Forward move between steps and the list, and keep everything", async ({
  page,
}) => {
  await openForm(page)
  await fillBasics(page)
  await goOn(page)
  await fillBgp(page)
  await goOn(page)
  await expect(heading(page, /^Health check/)).toBeFocused()
  await page.getByRole('radio', { name: 'Request' }).check()

  await page.goBack()
  await expect(heading(page, /^BGP/)).toBeFocused()
  await expect(field(page, 'Customer ASN')).toHaveValue('64700')
  await page.goBack()
  await expectBasics(page)
  await page.goForward()
  await page.goForward()
  await expect(page.getByRole('radio', { name: 'Request' })).toBeChecked()
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Tunnels' }).click()
  await expect(heading(page, /Tunnels/)).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('radio', { name: 'Request' })).toBeChecked()
})

test('a reload keeps what was typed, says so, and can be told to forget it', async ({ page }) => {
  await openForm(page)
  await fillBasics(page)
  await field(page, 'Description').fill('Branch Lisbon')
  await page.reload()
  await expectBasics(page)
  await expect(field(page, 'Description')).toHaveValue('Branch Lisbon')
  await expect(page.getByText(/Draft from .* restored/)).toBeVisible()
  await page.getByRole('button', { name: /Discard/ }).click()
  // The button goes away and hands the focus on.
  await expect(heading(page, /^Basics/)).toBeFocused()
  await expect(field(page, 'Tunnel name')).toHaveValue('')
  await page.reload()
  await expect(field(page, 'Tunnel name')).toHaveValue('')
})

test('a typed key survives moving between steps and no reload, which is said and blocks Create until settled', async ({
  page,
}) => {
  page.on('dialog', (dialog) => dialog.accept())
  await openForm(page)
  await fillBasics(page)
  await page.getByRole('radio', { name: 'I have one' }).check()
  await field(page, 'Pre-shared key').fill('a-key-that-was-typed-by-hand')
  const rail = page.getByRole('navigation', { name: 'Create tunnel progress' })
  await rail.getByRole('link', { name: /Health check/ }).click()
  await expect(heading(page, /^Health check/)).toBeFocused()
  await page.goBack()
  await expect(field(page, 'Pre-shared key')).toHaveValue('a-key-that-was-typed-by-hand')
  await page.reload()
  await expectBasics(page)
  await expect(page.getByRole('radio', { name: 'I have one' })).toBeChecked()
  const key = field(page, 'Pre-shared key')
  await expect(key).toHaveValue('')
  await expect(key).toHaveAccessibleDescription(/not kept over the reload/)

  await page.goto('/tunnels/new/review')
  await page.getByRole('button', { name: 'Create tunnel' }).click()
  await expect(page.getByRole('region', { name: 'There is a problem' })).toContainText(
    'not kept over the reload',
  )
  await page.goto('/tunnels/new/basics')
  await page.getByRole('radio', { name: 'Generate' }).check()
  await page.goto('/tunnels/new/review')
  await expect(page.getByText('not kept over the reload')).toHaveCount(0)
})

test('a part that is switched off keeps its values and does not send them', async ({ page }) => {
  await openForm(page)
  await fillBasics(page)
  await goOn(page)
  await fillBgp(page)
  await page.getByLabel('Use BGP on this tunnel').uncheck()
  const sent = page.waitForRequest('**/api/tunnels/validate')
  const rail = page.getByRole('navigation', { name: 'Create tunnel progress' })
  await rail.getByRole('link', { name: /Review/ }).click()
  expect((await sent).postDataJSON()).not.toHaveProperty('bgp')
  await expect(page.getByRole('main')).toContainText(/not sent/i)
  await page.goBack()
  await page.getByLabel('Use BGP on this tunnel').check()
  await expect(field(page, 'Customer ASN')).toHaveValue('64700')
})

test('where the browser forbids storage the form works, and only a reload forgets', async ({ page }) => {
  await page.addInitScript(() => {
    for (const storage of ['sessionStorage', 'localStorage']) {
      Object.defineProperty(window, storage, {
        get: () => {
          throw new DOMException('Access is denied', 'SecurityError')
        },
      })
    }
  })
  await openForm(page)
  await goToReview(page)
  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
})

test('the only endpoint of an account is filled in, which is no draft and asks nobody', async ({ page }) => {
  const checks: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/tunnels/validate')) checks.push(request.url())
  })
  await page.goto('/tunnels')
  await expect(heading(page, /^Tunnels/)).toBeVisible()
  const only = await page.evaluate(async () => {
    const { result } = await (await fetch('/api/tunnels')).json()
    const [first, ...others] = result.ipsec_tunnels
    const headers = { 'Content-Type': 'application/json', 'X-Tunneldesk': '1' }
    for (const { id, cloudflare_endpoint } of others) {
      if (cloudflare_endpoint === first.cloudflare_endpoint) continue
      await fetch(`/api/tunnels/${id}`, { method: 'DELETE', headers, body: '{}' })
    }
    return first.cloudflare_endpoint
  })
  for (let opened = 0; opened < 2; opened++) {
    await openForm(page)
    await expect(field(page, 'Cloudflare endpoint')).toHaveValue(only)
    await expect(page.getByRole('main').getByText('Not checked yet')).toBeVisible()
    await expect(page.getByText(/Draft from/)).toHaveCount(0)
  }
  expect(checks).toEqual([])
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await expect(page.getByText('OK so far. 1 required field left')).toBeVisible()
})

test('two tabs of one draft know of each other, keep what is typed, and create one tunnel', async ({
  page,
}) => {
  await openForm(page)
  await fillBasics(page)
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain(TUNNEL.name)
  // A tab that is opened from another one gets a copy of what that one keeps, as a duplicated tab does.
  const opened = page.waitForEvent('popup')
  await page.evaluate(() => {
    window.open('/tunnels/new/basics')
  })
  const second = await opened
  await expect(field(second, 'Tunnel name')).toHaveValue(TUNNEL.name)
  for (const tab of [page, second]) {
    await expect(tab.getByText('This draft is open in another tab')).toBeVisible()
  }
  await field(second, 'Description').fill('typed in the second tab')
  await page.bringToFront()
  await goToReview(page)
  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  await second.bringToFront()
  await expect(second.getByText(`${TUNNEL.name} was created from this draft in another tab`)).toBeVisible()
  await expect(field(second, 'Description')).toHaveValue('typed in the second tab')
  await expect(field(second, 'Tunnel name')).toHaveAccessibleDescription(/already named/i)
  await second
    .getByRole('link', { name: `Open ${TUNNEL.name}` })
    .first()
    .click()
  await expect(heading(second, new RegExp(TUNNEL.name))).toBeVisible()
})
