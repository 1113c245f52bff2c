/** Where the focus goes when something is opened, closed or left. */
import { expect } from '@playwright/test'
import { test } from './fixtures.ts'
import { create, field, fillBasics, goToReview, heading, openForm, TUNNEL } from './form.ts'

const SHARED_IDENTITY = {
  name: 'edge-pair-a',
  cloudflare_endpoint: '162.159.64.41',
  interface_address: '10.77.3.0/31',
  custom_remote_identities: { fqdn_id: 'lis.20481653.custom.ipsec.cloudflare.com' },
}

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

test("nothing that has the focus on a tunnel's page is under the simulated router", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/tunnels')
  await page.getByRole('link', { name: 'chi-dc2-b', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Show all 31 data centres' })).toBeVisible()
  const dock = page.getByRole('region', { name: 'Play the router' })
  await expect(dock.getByRole('button', { name: 'Cut the line' })).toBeVisible()
  for (let press = 0; press < 50; press++) {
    await page.keyboard.press('Tab')
    const hidden = await dock.evaluate((bar) => {
      const focused = document.activeElement
      if (!focused || focused === document.body || bar.contains(focused)) return null
      const under = focused.getBoundingClientRect().bottom - bar.getBoundingClientRect().top
      return under > 0 ? `${under} px of ${focused.outerHTML.slice(0, 80)}` : null
    })
    expect(hidden).toBeNull()
  }
})

test('the focus ring of a tab and of its text is not cut off by their box', async ({ page }) => {
  await openForm(page)
  for (const role of ['tab', 'tabpanel'] as const) {
    const part = page.getByRole(role, { name: 'JSON' }).filter({ visible: true })
    await part.focus()
    await page.keyboard.press('Shift')
    const cut = await part.evaluate((element) => {
      const { outlineWidth, outlineOffset } = getComputedStyle(element)
      const ring = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset)
      const box = element.closest('.overflow-clip')?.getBoundingClientRect()
      const { left, top } = element.getBoundingClientRect()
      return box ? Math.max(box.left - (left - ring), box.top - (top - ring)) : null
    })
    expect(cut).toBeLessThanOrEqual(0)
  }
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

test('a dialog that opens together with the page leaves the focus on its heading', async ({ page }) => {
  await page.goto('/tunnels')
  await page.getByRole('button', { name: 'Actions for chi-dc2-a' }).click()
  await page.getByRole('menuitem', { name: 'Change key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change key of chi-dc2-a' })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(heading(page, 'chi-dc2-a')).toBeFocused()
  // From a button of the page, it returns there.
  const button = page.getByRole('button', { name: 'Change key' })
  await button.click()
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
})

test('Ctrl+Enter creates only from Review, also when it is held down, and the focus stays while the answer is awaited', async ({
  page,
}) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-slow' })
  await page.keyboard.down('Control')
  // The second press of a key that is down is a repetition.
  for (let press = 0; press < 3; press++) {
    await page.keyboard.down('Enter')
    await expect(heading(page, /^BGP/)).toBeFocused()
  }
  await page.keyboard.up('Enter')
  await page.keyboard.up('Control')
  await page.keyboard.press('Control+Enter')
  await expect(heading(page, /^Health check/)).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(heading(page, /^Review/)).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('button', { name: 'Creating...' })).toBeVisible()
  await expect(heading(page, /^Review/)).toBeFocused()
  await expect(heading(page, /^sandbox-slow/)).toBeFocused()
})
