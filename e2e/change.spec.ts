/** Deleting a tunnel and changing its key, by mouse and by keyboard alone. */
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { editOf, idOf, reviewOf, SEEDED } from './edit.ts'
import { test } from './fixtures.ts'
import { field, heading } from './form.ts'
import { setWorld } from './world.ts'

const openTunnel = async (page: Page, hash = '') => {
  await page.goto('/tunnels')
  const id = await idOf(page, SEEDED)
  await page.goto(`/tunnels/${id}${hash}`)
  return id
}

test('a tunnel is deleted once its name is typed, and the dialog says what goes with it', async ({
  page,
}) => {
  const id = await openTunnel(page, '#delete')
  const dialog = page.getByRole('dialog', { name: `Delete ${SEEDED}` })
  await expect(dialog.getByText('The sandbox would accept this (dry run).')).toBeVisible()
  await expect(dialog.getByText(/IKE identities do not come back/)).toBeVisible()
  const button = dialog.getByRole('button', { name: 'Delete tunnel' })
  await expect(dialog.getByRole('textbox', { name: 'Tunnel name' })).toBeFocused()
  await page.keyboard.type('ams')
  await page.keyboard.press('Enter')
  await expect(button).toHaveAccessibleDescription(`Type ${SEEDED} first`)
  expect((await page.request.get(`/api/tunnels/${id}`)).status()).toBe(200)
  // Under forced colours a button that does nothing yet differs from the one beside it.
  await page.emulateMedia({ forcedColors: 'active' })
  const colour = (name: string) =>
    dialog.getByRole('button', { name }).evaluate((element) => getComputedStyle(element).color)
  // Colours change with a transition.
  const isLike = async () => (await colour('Delete tunnel')) === (await colour('Cancel'))
  await expect.poll(isLike).toBe(false)
  await page.emulateMedia({ forcedColors: null })
  await dialog.getByRole('textbox', { name: 'Tunnel name' }).fill(SEEDED)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(`${SEEDED} was deleted`)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/tunnels$/)
  await expect(page.getByRole('link', { name: SEEDED, exact: true })).toHaveCount(0)
})

test('a page that stays after its tunnel was deleted says so at once', async ({ page }) => {
  await openTunnel(page, '#delete')
  const dialog = page.getByRole('dialog', { name: `Delete ${SEEDED}` })
  await dialog.getByRole('textbox', { name: 'Tunnel name' }).fill(SEEDED)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(`${SEEDED} was deleted`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  const gone = page.getByRole('main').getByText('This tunnel no longer exists')
  await expect(gone).toBeVisible({ timeout: 8_000 })
})

test("where the browser's Back closes the dialog while its tunnel is deleted, the page says so", async ({
  page,
}) => {
  await openTunnel(page)
  await setWorld(page, { fault: 'sandbox-slow' })
  await page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: `Delete ${SEEDED}` })
  await dialog.getByRole('textbox', { name: 'Tunnel name' }).fill(SEEDED)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Deleting...' })).toBeVisible()
  await page.goBack()
  await expect(dialog).toBeHidden()
  // Sooner than the next poll, which is a minute away.
  const gone = page.getByRole('main').getByText('This tunnel no longer exists')
  await expect(gone).toBeVisible({ timeout: 30_000 })
})

test('a key made here is set, shown once, and told with the order of steps; one of our own is judged first; the API generates one on request', async ({
  page,
}) => {
  const id = await openTunnel(page, '#change-key')
  const before = (await editOf(page, id)).psk_metadata
  const dialog = page.getByRole('dialog', { name: `Change key of ${SEEDED}` })
  const changeKey = () =>
    page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Change key' }).click()
  await expect(dialog.getByText('Change the key here.')).toBeVisible()
  // Not the button that closes it.
  await expect(dialog.getByRole('heading', { name: `Change key of ${SEEDED}` })).toBeFocused()
  await dialog.getByRole('button', { name: 'Change key' }).click()
  await expect(dialog.getByText(/^The key was changed/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Pre-shared key' })).toBeFocused()
  expect((await editOf(page, id)).psk_metadata).not.toEqual(before)

  await changeKey()
  await dialog.getByLabel('I have one').check()
  await dialog.getByRole('button', { name: 'Change key' }).click()
  await expect(dialog.getByText(/Paste the key, or/)).toBeVisible()
  await dialog.getByLabel('New key').fill('a key of thirty two characters..')
  await dialog.getByRole('button', { name: 'Change key' }).click()
  await expect(dialog.getByText(/^The key was changed/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await changeKey()
  await dialog.getByLabel('Let the API generate one').check()
  await dialog.getByRole('button', { name: 'Change key' }).click()
  await dialog.getByRole('button', { name: 'Show the key' }).click()
  await expect(page.getByRole('region', { name: 'Pre-shared key' })).toBeVisible()
})

test('a key made here is shown however the dialog is closed, until another one replaces it', async ({
  page,
}) => {
  await openTunnel(page)
  const dialog = page.getByRole('dialog', { name: `Change key of ${SEEDED}` })
  const key = page.getByRole('region', { name: 'Pre-shared key' })
  const changeKey = async () => {
    await page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Change key' }).click()
    await dialog.getByRole('button', { name: 'Change key' }).click()
  }
  const hide = async () => {
    await key.getByRole('button', { name: 'Download' }).click()
    await key.getByRole('button', { name: 'Hide it permanently' }).click()
  }
  await changeKey()
  await expect(dialog.getByText(/^The key was changed/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(key).toBeVisible()
  await hide()

  // Before the answer only Back closes it, which cannot be prevented: the outcome is shown only there.
  await setWorld(page, { fault: 'sandbox-slow' })
  await changeKey()
  await expect(dialog.getByRole('button', { name: 'Changing...' })).toBeVisible()
  await page.keyboard.press('Escape')
  for (const name of ['Close', 'Cancel']) {
    await expect(dialog.getByRole('button', { name })).toHaveAccessibleDescription(/Wait for the answer/)
  }
  await expect(dialog).toBeVisible()
  await page.goBack()
  await expect(dialog).toBeHidden()
  await expect(key).toBeVisible()
  await setWorld(page, { fault: null })

  await page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Change key' }).click()
  await dialog.getByLabel('I have one').check()
  await dialog.getByLabel('New key').fill('a key of thirty two characters..')
  await dialog.getByRole('button', { name: 'Change key' }).click()
  await expect(dialog.getByText(/^The key was changed/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(key).toHaveCount(0)
})

test('keyboard alone finds, edits, saves and deletes', async ({ page }) => {
  await page.goto('/tunnels')
  await expect(page.getByRole('link', { name: SEEDED, exact: true })).toBeVisible()
  const press = async (key: string, until: () => Promise<boolean>) => {
    for (let round = 0; round < 80; round++) {
      if (await until()) return
      await page.keyboard.press(key)
    }
    throw new Error(`${key} leads nowhere`)
  }
  const isOn = (text: string) => () =>
    page.evaluate((wanted) => document.activeElement?.textContent?.trim() === wanted, text)
  const isIn = (id: string) => () => page.evaluate((wanted) => document.activeElement?.id === wanted, id)
  await press('Tab', isOn(SEEDED))
  await page.keyboard.press('Enter')
  await expect(heading(page, SEEDED)).toBeFocused()
  await press('Tab', isOn('Edit'))
  await page.keyboard.press('Enter')
  await expect(heading(page, /^Basics/)).toBeFocused()
  await press('Tab', isIn('description'))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('by keyboard')
  for (const next of ['BGP', 'Health check', 'Review']) {
    await page.keyboard.press('Control+Enter')
    await expect(heading(page, new RegExp(`^${next}`))).toBeFocused()
  }
  await page.keyboard.press('Control+Enter')
  await expect(heading(page, SEEDED)).toBeFocused()
  await expect(page.getByText('by keyboard').first()).toBeVisible()
  await press('Tab', isOn('Delete'))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Tunnel name' })).toBeFocused()
  await page.keyboard.type(SEEDED)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${SEEDED} was deleted`)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/tunnels$/)
})

test('axe finds nothing in the dialogs and the form of an edit', async ({ page }) => {
  const id = await openTunnel(page, '#delete')
  await expect(page.getByText(/would accept this/)).toBeVisible()
  await expectAccessible(page.getByRole('dialog'), 'delete')
  await page.goto(`/tunnels/${id}#change-key`)
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Change key' })).toBeVisible()
  await expectAccessible(page.getByRole('dialog'), 'change key')
  await page.goto(`/tunnels/${id}/edit/bgp`)
  await field(page, 'Customer ASN').fill('64799')
  await expectAccessible(page, 'edit')
  await reviewOf(page, id)
  await expect(page.getByRole('heading', { name: 'Changes', exact: true })).toBeVisible()
  await expectAccessible(page, 'review of an edit')
})
