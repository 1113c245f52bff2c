/** By keyboard alone: shortcuts, the list of them, and the command palette. */
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { test } from './fixtures.ts'
import { field, heading } from './form.ts'
import { openList, openLongList, search, table } from './list.ts'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Go to' }).getByRole('combobox')

test('the keyboard alone finds a tunnel among five thousand and opens it', async ({ page }) => {
  await openLongList(page)
  const keys = page.keyboard
  await keys.press('/')
  await expect(search(page)).toBeFocused()
  await keys.type('198.18.9.250')
  // A whole address stands there already one key earlier.
  await expect(table(page).getByText('198.18.9.250')).toBeVisible()
  await expect(table(page)).toHaveAttribute('aria-rowcount', '2')
  await keys.press('Enter')
  await keys.press('Enter')
  await expect(page.getByText('198.18.9.250').first()).toBeVisible()
  await expect(heading(page, /-br/)).toBeFocused()
})

test('j, k, x and y move, select and copy a row; a letter in a field is a letter', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openList(page)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: 'ams-dc1-b' })).toBeFocused()
  await page.keyboard.press('k')
  await expect(page.getByRole('link', { name: 'ams-dc1-a' })).toBeFocused()
  await page.keyboard.press('x')
  await expect(page.getByLabel('Select ams-dc1-a')).toBeChecked()
  await page.keyboard.press('y')
  await expect
    .poll(() => page.evaluate(() => document.querySelector('[role="status"]')?.textContent))
    .toContain('ams-dc1-a')
  // A browser has no clipboard for a page from another machine without TLS.
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  await page.keyboard.press('y')
  await expect(page.getByRole('status').filter({ hasText: 'did not copy the row' })).toBeAttached()
  await page.keyboard.press('/')
  await page.keyboard.type('jx/?')
  await expect(search(page)).toHaveValue('jx/?')
})

test('? lists the shortcuts, and those of a single key can be switched off', async ({ page }) => {
  await openList(page)
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help.getByText('Next row')).toBeVisible()
  await expectAccessible(help, 'the shortcuts')
  await help.getByRole('switch', { name: 'Single-key shortcuts' }).uncheck()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(table(page)).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.press('?')
  await expect(search(page)).not.toBeFocused()
  await expect(help).toHaveCount(0)
  // The palette is no single key.
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette(page)).toBeFocused()
  await expectAccessible(page.getByRole('dialog', { name: 'Go to' }), 'the palette')
  await page.keyboard.press('Escape')

  // Opened from a panel, which it closes: the focus returns to the button of the panel.
  const filters = page.getByRole('button', { name: 'Filters' })
  await filters.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Cloudflare endpoint' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(filters).toBeFocused()
})

test('the palette goes to a tunnel by address, to a page, a step, and to an action on the current tunnel', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openList(page)
  await page.keyboard.press('ControlOrMeta+k')
  await palette(page).fill('10.213.20.1')
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('chi-dc2-a')
  // Enter that ends a word of an input method chooses nothing.
  await palette(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true })
  await expect(palette(page)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(heading(page, 'chi-dc2-a')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await palette(page).fill('change key')
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1)
  await expect(page.getByRole('dialog').getByRole('option')).toHaveText(/Change key chi-dc2-a/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#change-key$/)
  // A dialog is answered before another opens.
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+k')
  await palette(page).fill('copy hcl')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => page.evaluate(() => document.querySelector('[role="status"]')?.textContent))
    .toContain('Copied chi-dc2-a as Terraform (HCL)')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.press('ControlOrMeta+v')
  await expect(palette(page)).toHaveValue(/resource "cloudflare_magic_wan_ipsec_tunnel" "chi_dc2_a/)
  await palette(page).fill('export csv')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Export chi-dc2-a' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL(/[0-9a-f]{32}$/)
  await page.keyboard.press('ControlOrMeta+k')
  // A tunnel of the list has the word in its description.
  await palette(page).fill('routes')
  await page.keyboard.press('Enter')
  await expect(heading(page, /^Routes/)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await palette(page).fill('new')
  await page.keyboard.press('Enter')
  await expect(heading(page, /^Basics/)).toBeVisible()
  const suggest = page.getByRole('button', { name: 'Suggest next free /31' })
  await expect(suggest).not.toHaveAttribute('aria-disabled')
  await page.keyboard.press('ControlOrMeta+k')
  await palette(page).fill('next free')
  await page.keyboard.press('Enter')
  await expect(field(page, 'Interface address')).toHaveValue(/\/31$/)
  await page.keyboard.press('ControlOrMeta+k')
  await palette(page).fill('health')
  await page.keyboard.press('Enter')
  await expect(heading(page, /^Health check/)).toBeFocused()
  await page.keyboard.press('ControlOrMeta+k')
  await palette(page).fill('light')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', /dark|light/)
})
