/** The dry-run while typing: what it says, and that nothing it says is lost or out of date. */
import { expect, type Request } from '@playwright/test'
import { isDryRun } from './dry-runs.ts'
import { test } from './fixtures.ts'
import {
  create,
  field,
  fillBasics,
  fillBgp,
  goOn,
  goToReview,
  openForm,
  pill,
  TUNNEL,
  verdict,
} from './form.ts'

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

test('an incomplete form is OK so far, and nothing turns red', async ({ page }) => {
  await openForm(page)
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await field(page, 'Tunnel name').blur()
  await expect(pill(page, 'OK so far. 2 required fields left')).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-invalid="true"]')).toHaveCount(0)
  await expect(page.getByText('is required')).toHaveCount(0)
})

test('a complete form is accepted, in the name of the sandbox and with the time', async ({ page }) => {
  await openForm(page)
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(pill(page, /^The sandbox accepts this configuration · \d/)).toBeVisible()
  await expect(page.getByText(/Cloudflare (accepts|rejects|says)/)).toHaveCount(0)
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

test('an error about a field that the form does not have is shown with where it points', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-odd-pointer' })
  await goOn(page)
  await expect(page.getByRole('main').getByText(/flux_capacitor is out of range/)).toBeVisible()
  await expect(pill(page, /The sandbox rejects/)).toBeVisible()
})

test('an error that names no field is shown for the whole request', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-no-pointer' })
  await field(page, 'Interface address').blur()
  await expect(
    page.getByRole('main').getByText(/This tunnel cannot be made, and no field is named/),
  ).toBeVisible()
})

test('an error in a closed section opens it', async ({ page }) => {
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
})

test('markup in an answer is shown as text', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-markup' })
  const description = field(page, 'Description')
  await description.fill('x')
  await description.blur()
  await expect(description).toHaveAccessibleDescription(/<img src=x onerror=alert\(1\)>/)
  await expect(page.locator('img')).toHaveCount(0)
})

test('after Create was refused, Review says each thing once, and the title says that it failed', async ({
  page,
}) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-refused' })
  await create(page)
  await expect(page.getByText(/Another tunnel took this name in the meantime/)).toHaveCount(1)
  await expect(page.getByText('The tunnel was not created')).toHaveCount(1)
  await expect(page.getByText(/(accepts|rejects) (this configuration|1 field)/)).toHaveCount(0)
  await expect(page).toHaveTitle(/^Error: /)
})

test('Review says each problem and the verdict once, and marks an error as an error', async ({ page }) => {
  await openForm(page)
  await goToReview(page, { interface: '10.213.9.0/31' })
  await expect(verdict(page, 'The sandbox rejects this configuration')).toHaveCount(1)
  await expect(page.getByText(/rejects 1 field/)).toHaveCount(0)
  await expect(page.getByText(/Overlaps 10\.213\.9\.0\/31/).filter({ visible: true })).toHaveCount(1)
  await expect(page.getByRole('main').getByText('Problem, listed above')).toHaveCount(1)
})

test('no problem is counted for BGP while BGP is off', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-odd-pointer' })
  await field(page, 'Interface address').blur()
  await expect(pill(page, 'The sandbox rejects this configuration')).toBeVisible()
  const rail = page.getByRole('navigation', { name: 'Create tunnel progress' })
  await expect(rail.getByRole('link', { name: /^BGP/ })).toContainText('Optional, off')
  await expect(page.getByRole('main').getByText(/flux_capacitor is out of range/)).toBeVisible()
})

test('a name that is taken is read aloud when its field is left', async ({ page }) => {
  await openForm(page)
  await field(page, 'Tunnel name').fill('ams-dc1-a')
  await field(page, 'Tunnel name').blur()
  await expect(page.getByRole('status').last()).toHaveText(/^Tunnel name: .*ams-dc1-a.* 1 problem in Basics$/)
})

test('what Continue finds is read by its summary alone', async ({ page }) => {
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
  await goOn(page)
  await expect(page.getByRole('region', { name: 'There is a problem' })).toBeFocused()
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(said).toHaveText('The sandbox accepts this configuration')
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  expect(heard.filter((text) => /Enter|Choose|required/.test(text))).toEqual([])
})

test('a second acceptance after an edit is read aloud again', async ({ page }) => {
  await openForm(page)
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  const said = page.getByRole('status').last()
  await expect(said).toHaveText('The sandbox accepts this configuration')
  await field(page, 'Description').fill('second site')
  await expect(said).toHaveText('')
  await field(page, 'Description').blur()
  await expect(said).toHaveText('The sandbox accepts this configuration', { timeout: 10_000 })
})

test('going back to a text that was rejected shows the rejection again', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { interface: '10.213.9.0/31' })
  const address = field(page, 'Interface address')
  await address.blur()
  await expect(address).toHaveAccessibleDescription(/The sandbox: Overlaps/)
  await address.fill(TUNNEL.interface)
  await address.blur()
  await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible()
  await address.fill('10.213.9.0/31')
  await address.blur()
  await expect(pill(page, 'The sandbox rejects 1 field')).toBeVisible()
  await expect(address).toHaveAccessibleDescription(/The sandbox: Overlaps/)
})
