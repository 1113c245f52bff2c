/** A tunnel taken out of the page as text: what is in it, what is not, and how one comes back. */
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { test } from './fixtures.ts'
import { heading } from './form.ts'

/** One of the sandbox's own tunnels, with an MD5 key. */
const NAME = 'chi-dc2-a'
const MD5 = 'chi-peer-2026'

const dialog = (page: Page) => page.getByRole('dialog', { name: `Export ${NAME}` })
const text = (page: Page) => dialog(page).getByRole('tabpanel')

const open = async (page: Page) => {
  await page.goto('/tunnels')
  await page.getByRole('link', { name: NAME, exact: true }).click()
  await expect(heading(page, NAME)).toBeVisible()
  await page.getByRole('button', { name: 'Export', exact: true }).press('Enter')
  await expect(dialog(page)).toBeVisible()
}

/** What a colleague would paste. The app's own pages may not read the clipboard, so another page does. */
const pasted = async (page: Page): Promise<string> => {
  const elsewhere = await page.context().newPage()
  await elsewhere.setContent('<textarea></textarea>')
  await elsewhere.locator('textarea').press('ControlOrMeta+v')
  const text = await elsewhere.locator('textarea').inputValue()
  await elsewhere.close()
  await page.bringToFront()
  return text
}

test('each format is shown, copied and downloaded, without the MD5 key', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-write'])
  await open(page)
  for (const [title, ending, part] of [
    ['Terraform', 'tf', 'resource "cloudflare_magic_wan_ipsec_tunnel" "chi_dc2_a"'],
    ['JSON', 'json', `"name": "${NAME}"`],
    ['CSV', 'csv', `,${NAME},`],
    ['curl', 'sh', 'Bearer $CLOUDFLARE_API_TOKEN'],
  ] as const) {
    await dialog(page).getByRole('tab', { name: title }).click()
    await expect(text(page)).toContainText(part)
    await expect(text(page)).not.toContainText(MD5)
    await dialog(page)
      .getByRole('button', { name: `Copy ${title}` })
      .click()
    await expect.poll(() => pasted(page)).toContain(part)
    const copied = await pasted(page)
    const saving = page.waitForEvent('download')
    await dialog(page)
      .getByRole('button', { name: `Download ${title}` })
      .click()
    const file = await saving
    expect(file.suggestedFilename()).toBe(`${NAME}.${ending}`)
    // A box for text has line ends of its own.
    const saved = await readFile(await file.path(), 'utf8')
    expect(saved.replaceAll('\r\n', '\n')).toBe(copied)
  }
})

test('an MD5 key is in it when that is asked for, and the focus comes back to the button', async ({
  page,
}) => {
  await open(page)
  await expectAccessible(dialog(page))
  await dialog(page).getByLabel('Include MD5 keys').check()
  await expect(text(page)).toContainText(MD5)
  await dialog(page).getByLabel('Include MD5 keys').uncheck()
  await expect(text(page)).not.toContainText(MD5)

  await page.keyboard.press('Escape')
  const button = page.getByRole('button', { name: 'Export', exact: true })
  await expect(dialog(page)).toBeHidden()
  await expect(button).toBeFocused()
  await button.press('Enter')
  await dialog(page).getByRole('button', { name: 'Close' }).press('Enter')
  await expect(dialog(page)).toBeHidden()
  await expect(button).toBeFocused()
})

test('a tunnel is copied as Markdown for a change ticket, without keys', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-write'])
  await open(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Copy as Markdown' }).click()
  await expect.poll(() => pasted(page)).toContain(`## IPsec tunnel \`${NAME}\``)
  const copied = await pasted(page)
  expect(copied).toContain('| MD5 key | set, not included |')
  expect(copied).not.toContain(MD5)
})
