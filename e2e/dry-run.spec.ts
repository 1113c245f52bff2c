/** The dry-run while typing: what it says, and that nothing it says is lost or out of date. */
import { expect, type Page, type Request } from '@playwright/test'
import { isDryRun } from './dry-runs.ts'
import { test } from './fixtures.ts'
import {
  field,
  fillBasics,
  fillBgp,
  goOn,
  goToReview,
  heading,
  openForm,
  pill,
  TUNNEL,
  verdict,
} from './form.ts'

const summary = (page: Page) => page.getByRole('region', { name: 'There is a problem' })

const nameIn = (request: Request): unknown => request.postDataJSON()?.name

test('of two checks only the newer one counts', async ({ page }) => {
  await openForm(page)
  const slow = page.waitForRequest((request) => isDryRun(request) && nameIn(request) === 'sandbox-slow')
  const dropped = page.waitForEvent('requestfailed', (request) => nameIn(request) === 'sandbox-slow')
  await fillBasics(page, { name: 'sandbox-slow' })
  await slow
  await field(page, 'Tunnel name').fill('sandbox-no-pointer')
  await field(page, 'Tunnel name').blur()
  await expect(pill(page, /The sandbox rejects/)).toBeVisible()
  await dropped
  await expect(pill(page, /The sandbox rejects/)).toBeVisible()
})

test('a local error stays when an older question is answered well', async ({ page }) => {
  await openForm(page)
  const slow = page.waitForRequest((request) => isDryRun(request) && nameIn(request) === 'sandbox-slow')
  await fillBasics(page, { name: 'sandbox-slow' })
  const answered = (await slow).response()
  const address = field(page, 'Interface address')
  await address.fill('8.8.8.8/31')
  await address.blur()
  await expect(address).toHaveAccessibleDescription(/Error: Choose from/)
  await answered
  await expect(address).toHaveAccessibleDescription(/Error: Choose from/)
  await expect(pill(page, 'Fix 1 field to check with the sandbox')).toBeVisible()
})

test('an incomplete form is OK so far; a complete one is accepted, and each acceptance is read aloud', async ({
  page,
}) => {
  await openForm(page)
  const said = page.getByRole('status').last()
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const region = [...document.querySelectorAll('[role=status]')].at(-1) as Element
    new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await field(page, 'Tunnel name').blur()
  await expect(pill(page, 'OK so far. 2 required fields left')).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-invalid="true"]')).toHaveCount(0)
  await expect(page.getByText('is required')).toHaveCount(0)

  await goOn(page)
  await expect(page.getByRole('region', { name: 'There is a problem' })).toBeFocused()
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(said).toHaveText('The sandbox accepts this configuration')
  await expect(pill(page, /^The sandbox accepts this configuration · \d/)).toBeVisible()
  await expect(page.getByText(/Cloudflare (accepts|rejects|says)/)).toHaveCount(0)
  // What Continue found was read by its summary alone.
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  expect(heard.filter((text) => /Enter|Choose|is required/.test(text))).toEqual([])

  await field(page, 'Description').fill('second site')
  await expect(said).toHaveText('')
  await field(page, 'Description').blur()
  await expect(said).toHaveText('The sandbox accepts this configuration')
})

test('a rejection is read aloud with its field, and comes back with the text that was rejected', async ({
  page,
}) => {
  await openForm(page)
  const said = page.getByRole('status').last()
  await field(page, 'Tunnel name').fill('ams-dc1-a')
  await field(page, 'Tunnel name').blur()
  await expect(said).toHaveText(/^Tunnel name: .*ams-dc1-a.* 1 problem in Basics$/)

  await fillBasics(page, { interface: '10.213.9.0/31' })
  const address = field(page, 'Interface address')
  await address.blur()
  await expect(address).toHaveAccessibleDescription(/The sandbox: Overlaps/)
  await expect(said).toHaveText(
    'The sandbox rejects Interface address: Overlaps 10.213.9.0/31 on ams-dc1-a. 1 problem in Basics',
  )
  await expect(pill(page, 'The sandbox rejects 1 field')).toBeVisible()
  await address.fill(TUNNEL.interface)
  await address.blur()
  await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible()
  await address.fill('10.213.9.0/31')
  await address.blur()
  await expect(pill(page, 'The sandbox rejects 1 field')).toBeVisible()
  await expect(address).toHaveAccessibleDescription(/The sandbox: Overlaps/)
})

test('an error about the third prefix marks the third prefix', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-prefix-2' })
  await goOn(page)
  await fillBgp(page)
  const prefixes = field(page, 'Extra prefixes to advertise')
  await prefixes.fill('10.20.0.0/16, 10.30.0.0/16, 10.40.0.0/16')
  await prefixes.blur()
  await expect(prefixes).toHaveAccessibleDescription(/The sandbox: This prefix may not be advertised/)
  const tags = page.getByRole('list', { name: 'Prefixes in the list' }).getByRole('listitem')
  const marked = tags.filter({ has: page.getByRole('img', { name: 'Problem' }) })
  await expect(marked).toHaveText([/10\.40\.0\.0\/16/])
})

test('an error about a field that the form does not have says where it points, one that names no field is of the whole request, and the pill leads to both', async ({
  page,
}) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-odd-pointer' })
  await field(page, 'Interface address').blur()
  await expect(pill(page, 'The sandbox rejects this configuration')).toBeVisible()
  await expect(page.getByRole('main').getByText(/flux_capacitor is out of range/)).toBeVisible()
  // No problem is counted for BGP while BGP is off.
  const rail = page.getByRole('navigation', { name: 'Create tunnel progress' })
  await expect(rail.getByRole('link', { name: /^BGP/ })).toContainText('Optional, off')
  await goOn(page)
  await expect(page.getByRole('main').getByText(/flux_capacitor is out of range/)).toBeVisible()
  await expect(pill(page, /The sandbox rejects/)).toBeVisible()
  await fillBgp(page)
  await page.goBack()
  await page.getByRole('button', { name: /The sandbox rejects this configuration/ }).click()
  await expect(heading(page, /^BGP/)).toBeFocused()
  await expect(summary(page)).toContainText('(/bgp/flux_capacitor, 99016)')

  await page.goBack()
  await field(page, 'Tunnel name').fill('sandbox-no-pointer')
  await field(page, 'Tunnel name').blur()
  await expect(
    page.getByRole('main').getByText(/This tunnel cannot be made, and no field is named/),
  ).toBeVisible()
  await page.getByRole('button', { name: /The sandbox rejects this configuration/ }).click()
  await expect(summary(page)).toBeFocused()
  await expect(summary(page)).toContainText('This tunnel cannot be made, and no field is named (99016)')
})

test('an error in a closed section opens it, and markup in an answer is shown as text', async ({ page }) => {
  await openForm(page)
  await page.getByText('Advanced').click()
  await page.getByLabel('Automatic return routing').check()
  await page.getByText('Advanced').click()
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(page.getByLabel('Automatic return routing')).toBeVisible()
  await expect(page.getByRole('main')).toContainText(
    'automatic_return_routing is not enabled for this account',
  )

  await page.getByLabel('Automatic return routing').uncheck()
  await field(page, 'Tunnel name').fill('sandbox-markup')
  const description = field(page, 'Description')
  await description.fill('x')
  await description.blur()
  await expect(description).toHaveAccessibleDescription(/<img src=x onerror=alert\(1\)>/)
  await expect(page.locator('img')).toHaveCount(0)
})

test('Review says each problem and the verdict once, and marks an error as an error', async ({ page }) => {
  await openForm(page)
  await goToReview(page, { interface: '10.213.9.0/31' })
  await expect(verdict(page, 'The sandbox rejects this configuration')).toHaveCount(1)
  await expect(page.getByText(/rejects 1 field/)).toHaveCount(0)
  await expect(page.getByText(/Overlaps 10\.213\.9\.0\/31/).filter({ visible: true })).toHaveCount(1)
  await expect(page.getByRole('main').getByText('Problem, listed above')).toHaveCount(1)
})
