/** Reads that fail: what each page says then, and that the last good answer stays. */
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { idOf, openEdit, reviewOf, SEEDED, save } from './edit.ts'
import { test } from './fixtures.ts'
import { field, heading } from './form.ts'
import { setWorld } from './world.ts'

const main = (page: Page) => page.getByRole('main')

/** The faults of the sandbox that a read meets, with what the page says of each. */
const TROUBLES: [fault: string, title: RegExp, todo: RegExp][] = [
  ['sandbox-401', /refused the server's token/, /sets it as CLOUDFLARE_API_TOKEN/],
  ['sandbox-403', /token lacks a permission/, /adds "Magic WAN Write"/],
  ['sandbox-1012', /no Magic WAN/, /checks CLOUDFLARE_ACCOUNT_ID/],
  ['sandbox-429', /no more calls/, /Calls are let through again in 0:0/],
]
/** Apart: after some such answers the server pauses its calls, and then every read says that. */
const UNREADABLE: typeof TROUBLES = [['sandbox-html', /answer that cannot be read/, /cloudflarestatus.com/]]

const expectLastKnown = async (page: Page, troubles: typeof TROUBLES) => {
  await page.goto('/tunnels')
  for (const [fault, title, todo] of troubles) {
    await expect(page.getByRole('table')).toBeVisible()
    await setWorld(page, { fault })
    await page.getByRole('link', { name: 'ams-dc1-a', exact: true }).click()
    await expect(heading(page, 'ams-dc1-a')).toBeFocused()
    // The list's answer may be seconds old, and then it is not asked for again at once.
    await page.getByRole('button', { name: 'Refresh', exact: true }).click()
    // The page's own banner comes first; parts of it that were read alone may say the same.
    await expect(main(page).getByRole('paragraph').filter({ hasText: title }).first()).toBeVisible()
    await expect(main(page).getByText(todo).first()).toBeVisible()
    await expect(page.getByRole('heading', { name: /^Last known: Up, / })).toBeVisible()
    await expect(
      main(page)
        .getByText(/Request ID/)
        .first(),
    ).toBeVisible()
    if (fault === 'sandbox-403') await expectAccessible(page, 'a tunnel under a fault')
    await setWorld(page, { fault: null })
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Tunnels' }).click()
  }
}

test('a tunnel opened from the list under a fault shows what the list last said of it', ({ page }) =>
  expectLastKnown(page, TROUBLES))

test('and so it does when the answers cannot be read', ({ page }) => expectLastKnown(page, UNREADABLE))

test('a page with nothing to show says why, tries again by itself and comes back', async ({ page }) => {
  await page.goto('/tunnels')
  const link = page.getByRole('link', { name: 'ams-dc1-a', exact: true })
  const address = await link.getAttribute('href')
  await setWorld(page, { fault: 'sandbox-500' })
  await page.goto(address ?? '')
  await expect(heading(page, /cannot be read/)).toBeVisible()
  await expect(main(page).getByText(/tries again by itself at \d\d:\d\d:\d\d/)).toBeVisible()
  await setWorld(page, { fault: null })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(heading(page, 'ams-dc1-a')).toBeFocused()
})

/** What can happen between the page and its server, chosen as a visitor chooses it. */
const ON_THE_WAY: [fault: string, says: RegExp][] = [
  ['sandbox-offline', /cannot be reached/],
  ['sandbox-signed-out', /You are signed out/],
  ['sandbox-new-version', /A new version of Tunneldesk is on the server/],
]

test('between the page and its server: the list stays, and the page says what to do', async ({ page }) => {
  await page.goto('/tunnels')
  for (const [fault, says] of ON_THE_WAY) {
    await page.getByRole('button', { name: 'Sandbox' }).click()
    await page.getByRole('combobox', { name: 'Make the sandbox fail' }).selectOption(fault)
    await page.keyboard.press('Escape')
    const message = page.getByText(says).first()
    await expect(message).toBeVisible()
    await expect(page.getByRole('link', { name: 'ams-dc1-a', exact: true })).toBeVisible()
    if (fault === 'sandbox-offline') {
      await expect(page.getByRole('table').getByText('was Up').first()).toBeVisible()
    }
    await expectAccessible(fault === 'sandbox-offline' ? page : message, fault)
    await page.getByRole('button', { name: 'Switch it off' }).click()
    await expect(message).toBeHidden()
    await expect(heading(page, /^Tunnels/)).toBeFocused()
  }
})

/** Deletes a tunnel as another user. */
const deleteTunnel = async (page: Page, id: string) => {
  const response = await page.request.delete(`/api/tunnels/${id}`, {
    headers: { 'X-Tunneldesk': '1' },
    data: {},
  })
  expect(response.status()).toBe(200)
}

test('a page that begins to fail tells it to a screen reader', async ({ page }) => {
  await page.goto('/tunnels')
  await page.goto(`/tunnels/${await idOf(page, SEEDED)}`)
  await expect(heading(page, SEEDED)).toBeVisible()
  await deleteTunnel(page, await idOf(page, SEEDED))
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  const spoken = page.getByRole('status').filter({ hasText: 'This tunnel no longer exists' })
  await expect(spoken).toBeAttached()
})

test('where reading works again, the page says so, and the focus is on its heading', async ({ page }) => {
  await page.goto('/tunnels')
  const tunnel = `/tunnels/${await idOf(page, SEEDED)}`
  for (const path of ['/tunnels', tunnel, '/routes']) {
    await page.goto(path)
    const refresh = page.getByRole('button', { name: 'Refresh', exact: true })
    await expect(refresh).toBeVisible()
    await setWorld(page, { fault: 'sandbox-403' })
    await refresh.click()
    await expect(main(page).getByText(/tries again by itself at \d\d:\d\d:\d\d/)).toBeVisible()
    await setWorld(page, { fault: null })
    await page.getByRole('button', { name: 'Try again' }).first().press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await expect(page.getByRole('status').filter({ hasText: 'Reading works again' })).toBeAttached()
  }
})

test('a read that is repeated for long says so, and keeps what it said before', async ({ page }) => {
  await page.goto('/tunnels')
  await setWorld(page, { fault: 'sandbox-403' })
  await page.goto('/routes')
  const title = main(page).getByText(/lacks a permission/)
  const lookUp = page.getByRole('textbox', { name: 'Where does this address go?' })
  await expect(title).toBeVisible()
  await expect(lookUp).toBeHidden()
  await setWorld(page, { fault: 'sandbox-slow' })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(main(page).getByText('Trying again...')).toBeVisible()
  await expect(title).toBeVisible()
  await expect(lookUp).toBeHidden()
  await setWorld(page, { fault: 'sandbox-403' })
  await page.goto('/tunnels/new/basics?from=00000000000000000000000000000000')
  await expect(main(page).getByText('This page does not try again by itself.')).toBeVisible()
})

test("the routes on a tunnel's page that could not be read are read again by themselves", async ({
  page,
}) => {
  await page.clock.install()
  await page.goto('/tunnels')
  const link = page.getByRole('link', { name: 'ams-dc1-a', exact: true })
  await expect(link).toBeVisible()
  await setWorld(page, { fault: 'sandbox-403' })
  await link.click()
  const routes = page.getByRole('region', { name: 'Routes into this tunnel' })
  await expect(routes.getByText(/could not be read/)).toBeVisible()
  await setWorld(page, { fault: null })
  await page.clock.fastForward(61_000)
  await expect(routes.getByText('10.9.64.0/20')).toBeVisible()
})

test('an edit of a tunnel that somebody deleted says so, before and after saving', async ({ page }) => {
  const id = await openEdit(page, 'basics')
  await expect(field(page, 'Description')).toBeVisible()
  await deleteTunnel(page, id)
  await field(page, 'Description').fill('moved to rack 4')
  const problems = page.getByRole('region', { name: 'There is a problem' })
  await expect(problems.getByText(/was deleted after this form was opened/)).toBeVisible()
  await reviewOf(page, id)
  await save(page)
  const result = page.getByRole('region', { name: 'Result of saving' })
  await expect(result.getByText(/was deleted after this form was opened/)).toBeVisible()
})
