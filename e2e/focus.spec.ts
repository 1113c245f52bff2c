/** Where the focus goes, and what is read aloud without being asked for. */
import { expect, type Page } from '@playwright/test'
import { test } from './fixtures.ts'
import {
  create,
  field,
  fillBasics,
  fillBgp,
  goOn,
  goToReview,
  heading,
  openForm,
  pill,
  TUNNEL,
} from './form.ts'

const SHARED_IDENTITY = {
  name: 'edge-pair-a',
  cloudflare_endpoint: '162.159.64.41',
  interface_address: '10.77.3.0/31',
  custom_remote_identities: { fqdn_id: 'lis.20481653.custom.ipsec.cloudflare.com' },
}

const summary = (page: Page) => page.getByRole('region', { name: 'There is a problem' })

test('the pill leads to an objection that no field stands for', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-no-pointer' })
  await field(page, 'Interface address').blur()
  await page.getByRole('button', { name: /The sandbox rejects this configuration/ }).click()
  await expect(summary(page)).toBeFocused()
  await expect(summary(page)).toContainText('This tunnel cannot be made, and no field is named (99016)')
})

test('the pill leads to the step of an objection, which says where it points', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-odd-pointer' })
  await goOn(page)
  await fillBgp(page)
  await page.goBack()
  await page.getByRole('button', { name: /The sandbox rejects this configuration/ }).click()
  await expect(heading(page, /^BGP/)).toBeFocused()
  await expect(summary(page)).toContainText('(/bgp/flux_capacitor, 99016)')
})

test('the focus stays on the pill when pressing it leaves it nothing to offer', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-403' })
  await field(page, 'Interface address').blur()
  const check = page.getByRole('button', { name: /lacks a permission.* Check now/ })
  await check.focus()
  const asked = page.waitForRequest('**/api/tunnels/validate')
  await page.keyboard.press('Enter')
  await asked
  await expect(check).toBeFocused()
})

test('fixing a field does not read the whole summary again', async ({ page }) => {
  await openForm(page)
  await goOn(page)
  await expect(summary(page)).toBeFocused()
  await expect(summary(page).getByRole('alert')).toBeVisible()
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await expect(summary(page).getByRole('listitem')).toHaveCount(2)
  await expect(summary(page).getByRole('alert')).toHaveCount(0)
  await goOn(page)
  await expect(summary(page).getByRole('alert')).toBeVisible()
})

test('a rejection is read aloud with its field, what is wrong and where', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { interface: '10.213.9.0/31' })
  await field(page, 'Interface address').blur()
  await expect(page.getByRole('status').last()).toHaveText(
    'The sandbox rejects Interface address: Overlaps 10.213.9.0/31 on ams-dc1-a. 1 problem in Basics',
  )
  await expect(pill(page, 'The sandbox rejects 1 field')).toBeVisible()
})

test('a link to a warning in the closed section opens it', async ({ page }) => {
  await page.goto('/tunnels')
  await page.evaluate(async (input) => {
    const headers = { 'Content-Type': 'application/json', 'X-Tunneldesk': '1' }
    await fetch('/api/tunnels', { method: 'POST', headers, body: JSON.stringify(input) })
  }, SHARED_IDENTITY)
  await openForm(page)
  await page.getByText('Advanced').click()
  await field(page, 'Custom IKE ID').fill(SHARED_IDENTITY.custom_remote_identities.fqdn_id)
  await field(page, 'Cloudflare endpoint').fill(SHARED_IDENTITY.cloudflare_endpoint)
  await field(page, 'Customer endpoint').focus()
  await page.getByText('Advanced').click()
  await expect(field(page, 'Custom IKE ID')).toBeHidden()
  const checks = page.getByRole('complementary', { name: 'Summary' })
  await checks.getByRole('link', { name: 'Custom IKE ID' }).click()
  await expect(field(page, 'Custom IKE ID')).toBeFocused()
})

test.describe('buttons that go away hand the focus on', () => {
  test('a prefix added with one click', async ({ page }) => {
    await openForm(page, 'bgp')
    await page.getByLabel('Use BGP on this tunnel').check()
    await page.getByRole('button', { name: /default route/ }).click()
    await expect(field(page, 'Extra prefixes to advertise')).toBeFocused()
  })

  test('a draft that is discarded', async ({ page }) => {
    await openForm(page)
    await fillBasics(page)
    await page.reload()
    await page.getByRole('button', { name: 'Discard draft' }).click()
    await expect(heading(page, /^Basics/)).toBeFocused()
  })

  test('a key that is generated', async ({ page }) => {
    await page.goto('/tunnels')
    await page.getByRole('link', { name: 'osl-hq-b' }).click()
    await page.getByRole('button', { name: 'Generate a key' }).click()
    await expect(page.getByRole('heading', { name: 'Pre-shared key' })).toBeFocused()
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 700 } })

  test('going backwards, nothing that has the focus is under the step bar', async ({ page }) => {
    await openForm(page)
    await page.getByText('Advanced').click()
    await page.getByRole('button', { name: 'Continue' }).focus()
    for (let press = 0; press < 22; press++) {
      await page.keyboard.press('Shift+Tab')
      const hidden = await page.evaluate(() => {
        const focused = document.activeElement
        const bar = document.querySelector('.stepbar')
        if (!focused?.closest('form') || !bar) return null
        const under = bar.getBoundingClientRect().bottom - focused.getBoundingClientRect().top
        return under > 0 ? `${under} px of ${focused.outerHTML.slice(0, 80)}` : null
      })
      expect(hidden).toBeNull()
    }
  })
})

test('an uncopied key stays on the screen until leaving it is settled, and Back leads to the list', async ({
  page,
}) => {
  await openForm(page)
  await goToReview(page)
  await create(page)
  const key = page.getByRole('region', { name: 'Pre-shared key' })
  await expect(key).toBeVisible()
  await page.goBack()
  const question = page.getByRole('dialog', { name: 'The key was not copied' })
  await expect(question).toBeVisible()
  await expect(question.getByRole('button', { name: 'Back to the key' })).toBeFocused()
  await expect(heading(page, TUNNEL.name)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(key).toBeVisible()
  await page.goBack()
  await expect(question).toBeVisible()
  await page.getByRole('button', { name: 'Leave without it' }).click()
  await page.getByRole('link', { name: TUNNEL.name }).click()
  await expect(heading(page, TUNNEL.name)).toBeFocused()
  await expect(key).toHaveCount(0)
})
