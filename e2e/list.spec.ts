/** The list: finding tunnels, seeing why one is not up, and acting on one or many. */
import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { idOf } from './edit.ts'
import { test } from './fixtures.ts'
import { names, openList, openLongList, search, selectTwo, setWorld, table } from './list.ts'

const chip = (page: Page, name: string) =>
  page.getByRole('group', { name: 'State' }).getByRole('button', { name: new RegExp(`^${name} \\d+`) })

test('any address finds the tunnels that hold it, and the view is in the URL', async ({ page, context }) => {
  await openList(page)
  await search(page).fill('10.213.9.1')
  await expect.poll(() => names(page)).toEqual(['ams-dc1-a'])
  await search(page).fill('100.97.1.2')
  await expect.poll(() => names(page)).toEqual(['fra-core-02'])
  await search(page).fill('as64520')
  await expect.poll(() => names(page)).toEqual(['chi-dc2-a', 'chi-dc2-b'])
  await chip(page, 'Down').click()
  await expect.poll(() => names(page)).toEqual(['chi-dc2-a'])
  await expect(page).toHaveURL(/\?q=as64520&state=down$/)
  const colleague = await context.newPage()
  await colleague.goto(page.url())
  await expect.poll(() => names(colleague)).toEqual(['chi-dc2-a'])
  await expect(chip(colleague, 'Down')).toHaveAttribute('aria-pressed', 'true')
})

test('every column sorts both ways; Back from a tunnel shows the same view, and the list offers it again later', async ({
  page,
}) => {
  await openList(page)
  const heading = table(page).getByRole('columnheader', { name: 'Interface' })
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(async () => (await names(page))[0]).toBe('ams-dc1-a')
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(async () => (await names(page))[0]).toBe('aws-euw1-vgw')
  await expect(page).toHaveURL(/sort=-interface/)
  // A poll that brings the same is answered without a body.
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/tunnels')
  await page.getByRole('button', { name: 'Refresh' }).click()
  expect((await answer).status()).toBe(304)
  await expect(table(page)).toBeVisible()
  await search(page).fill('osl')
  await page.getByRole('link', { name: 'osl-hq-b' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'osl-hq-b' })).toBeVisible()
  await page.goBack()
  await expect(search(page)).toHaveValue('osl')
  await openList(page)
  await page.getByRole('button', { name: 'Show the last view again' }).click()
  await expect(search(page)).toHaveValue('osl')
})

test('on a phone the first key press moves no row, and the order can be chosen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const top = async () => (await table(page).boundingBox())?.y
  await openList(page)
  const before = await top()
  await search(page).fill('osl')
  await expect(page.getByRole('button', { name: 'Clear filters' })).toBeVisible()
  expect(await top()).toBe(before)
  await expect(page).toHaveURL(/q=osl/)
  await openList(page)
  await expect(page.getByRole('button', { name: 'Show the last view again' })).toBeVisible()
  expect(await top()).toBe(before)
  await page.getByRole('combobox', { name: 'Sort', exact: true }).selectOption('Name, descending')
  await expect(page).toHaveURL(/sort=-name/)
})

test('filters narrow by endpoint, BGP, key and replay protection; columns and density are kept on this device', async ({
  page,
}) => {
  await openList(page)
  await page.getByRole('button', { name: 'Filters' }).click()
  const panel = page.getByRole('dialog', { name: 'Filters' })
  await panel.getByLabel('Key').selectOption('None')
  await expect.poll(() => names(page)).toEqual(['osl-hq-b'])
  await panel.getByLabel('Key').selectOption('Any')
  await panel.getByLabel('Replay protection').selectOption('On')
  await expect.poll(() => names(page)).toEqual(['aws-euw1-vgw'])
  await panel.getByLabel('Cloudflare endpoint').selectOption('203.0.113.146')
  await expect(page.getByRole('heading', { name: 'No tunnels match' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /^Filters/ })).toBeFocused()
  await page.getByRole('button', { name: 'Clear filters' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect.poll(async () => (await names(page)).length).toBe(8)

  await page.getByRole('button', { name: 'Columns' }).click()
  const columns = page.getByRole('dialog', { name: 'Columns' })
  await columns.getByLabel('Health check').uncheck()
  await columns.getByLabel('compact').check()
  await page.reload()
  await expect(table(page)).toHaveAttribute('data-density', 'compact')
  await expect(table(page).getByRole('columnheader', { name: 'Health check' })).toHaveCount(0)
  await expect(table(page).getByRole('columnheader', { name: 'Key age' })).toBeVisible()
})

test('of five thousand tunnels only those in view are drawn, and the table says how many there are', async ({
  page,
}) => {
  await openLongList(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Tunnels 5,000' })).toBeVisible()
  await expect(table(page)).toHaveAttribute('aria-rowcount', '5001')
  await expect.poll(() => table(page).getByRole('row').count()).toBeLessThan(60)
  // Until the code that draws the rows in view is here, the first ones stand alone.
  await expect(table(page).locator('tbody')).toHaveAttribute('style', /height/)
  // The account's health comes after the list and draws the rows again.
  await expect(table(page).getByText(/\d %/).first()).toBeVisible()
  const first = (await names(page))[0]
  await page.getByRole('link', { name: first ?? '' }).focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('link', { name: 'yyz-br2479-b' })).toBeFocused()
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'yyz-br2479-b' }) })
  await expect(row).toHaveAttribute('aria-rowindex', '5001')
  await expect(row).toBeInViewport({ ratio: 1 })
  const head = table(page).getByRole('button', { name: 'Interface', exact: true })
  await expect(head).toBeInViewport({ ratio: 1 })
  // It stays in sight without covering the row that has the focus.
  for (let step = 0; step < 3; step++) await page.keyboard.press('PageUp')
  const focused = await page.locator(':focus').boundingBox()
  const headings = await head.boundingBox()
  expect(focused?.y).toBeGreaterThan((headings?.y ?? 0) + (headings?.height ?? 0))
  await search(page).fill('10.128.38.191')
  await expect.poll(() => names(page)).toEqual(['yyz-br2479-b'])
})

test('rows that a search leaves over are in no way in the page, and show other tunnels when more are found', async ({
  page,
}) => {
  await openLongList(page)
  await expect(table(page).locator('tbody')).toHaveAttribute('style', /height/)
  const before = await names(page)
  await search(page).fill('yyz-br2479')
  await expect.poll(() => names(page)).toEqual(['yyz-br2479-a', 'yyz-br2479-b'])
  await expect(table(page).getByRole('row')).toHaveCount(3)
  await expectAccessible(page)
  // The others take no space, no click and no focus.
  const last = await table(page).getByRole('row').last().boundingBox()
  const foot = await page.getByRole('button', { name: 'Refresh' }).boundingBox()
  expect((foot?.y ?? 0) - ((last?.y ?? 0) + (last?.height ?? 0))).toBeLessThan(40)
  expect(await table(page).evaluate((element) => element.scrollHeight - element.clientHeight)).toBe(0)
  await page.getByRole('button', { name: 'Actions for yyz-br2479-a' }).click()
  await expect(page.getByRole('menu', { name: 'Actions for yyz-br2479-a' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Actions for yyz-br2479-b' }).focus()
  await page.keyboard.press('Tab')
  expect(await table(page).evaluate((element) => element.contains(document.activeElement))).toBe(false)
  await search(page).fill('yyz-br24')
  await expect(table(page).getByRole('row')).not.toHaveCount(3)
  for (const name of await names(page)) expect(name).toContain('yyz-br24')
  const third = table(page).getByRole('row').nth(3)
  await expect(third.getByRole('checkbox')).toHaveAccessibleName(`Select ${(await names(page))[2]}`)
  await search(page).fill('')
  // The row that last had the focus stays in the document.
  await expect.poll(() => names(page)).toEqual([...before, 'yyz-br2479-b'])
})

test('a control of a row keeps the focus when its tunnel moves and the list becomes too long to draw', async ({
  page,
}) => {
  await openList(page)
  await setWorld(page, { tunnels: 20 })
  await openList(page)
  const button = page.getByRole('button', { name: 'Actions for osl-hq-b' })
  await button.focus()
  await setWorld(page, { tunnels: 5000 })
  await page.keyboard.press('r')
  await expect(table(page)).toHaveAttribute('aria-rowcount', '5001')
  await expect(table(page).locator('tbody')).toHaveAttribute('style', /height/)
  await expect(button).toBeFocused()
})

test('a tunnel that disappears takes neither the focus nor its menu to another tunnel', async ({ page }) => {
  await page.clock.install()
  await openList(page)
  const remove = async (name: string) => {
    const id = await idOf(page, name)
    const headers = { 'X-Tunneldesk': '1' }
    expect((await page.request.delete(`/api/tunnels/${id}`, { headers, data: {} })).ok()).toBe(true)
    // Until the list is read again.
    await page.clock.runFor(31_000)
    await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0)
  }
  const said = page.getByRole('status')
  await page.getByLabel('Select chi-dc2-a').focus()
  await remove('chi-dc2-a')
  await expect(page.getByRole('link', { name: 'chi-dc2-b' })).toBeFocused()
  await page.clock.runFor(2_000)
  await expect(said.first()).toHaveText('chi-dc2-a is no longer in the list. The focus is on chi-dc2-b')
  const menuOf = (name: string) => page.getByRole('menu', { name: `Actions for ${name}` })
  await page.getByRole('button', { name: 'Actions for osl-hq-b' }).click()
  /** The space between the menu and its button, above or below. */
  const gap = async () => {
    const menu = await menuOf('osl-hq-b').boundingBox()
    const button = await page.getByRole('button', { name: 'Actions for osl-hq-b' }).boundingBox()
    if (!menu || !button) return null
    return menu.y > button.y ? menu.y - button.y - button.height : button.y - menu.y - menu.height
  }
  expect(await gap()).toBe(4)
  // The row moves up, and its menu with it.
  await remove('ams-dc1-a')
  await expect.poll(gap).toBe(4)
  await remove('osl-hq-b')
  await expect(menuOf('osl-hq-b')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('a click anywhere in a row opens it, and a column stays where it is when a state changes', async ({
  page,
}) => {
  await openList(page)
  const left = async () =>
    (await table(page).getByRole('columnheader', { name: 'Interface' }).boundingBox())?.x
  const before = await left()
  await setWorld(page, { fault: 'sandbox-odd-state' })
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(table(page).getByText('BGP_FLAPPING').first()).toBeVisible({ timeout: 20_000 })
  expect(await left()).toBe(before)
  await table(page)
    .getByRole('row')
    .nth(1)
    .getByRole('cell')
    .nth(3)
    .click({ position: { x: 2, y: 2 } })
  await expect(page.getByRole('heading', { level: 1, name: 'ams-dc1-a' })).toBeVisible()
})

test('each row has a menu of what can be done with its tunnel', async ({ page }) => {
  await openList(page)
  await page.getByRole('button', { name: 'Actions for chi-dc2-a' }).press('Enter')
  const menu = page.getByRole('menu', { name: 'Actions for chi-dc2-a' })
  await expect(menu.getByRole('menuitem')).toHaveText(['Edit', 'Clone', 'Change key', 'Export', 'Delete'])
  await expect(menu.getByRole('menuitem', { name: 'Edit' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Actions for chi-dc2-a' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu.getByRole('menuitem', { name: 'Edit' })).toBeFocused()
  await page.keyboard.press('d')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/tunnels\/[0-9a-f]{32}#delete$/)
})

test('a selection, what is shown, or all is exported in every format', async ({ page }) => {
  await openList(page)
  const exported = async (button: Locator, count: string, has: string, hasNot: string) => {
    await button.click()
    const dialog = page.getByRole('dialog', { name: `Export ${count} tunnels` })
    await expect(dialog.getByRole('tab')).toHaveText(['Terraform', 'JSON', 'CSV', 'curl'])
    await dialog.getByRole('tab', { name: 'CSV' }).click()
    await expect(dialog.getByRole('tabpanel')).toContainText(`,${has},`)
    await expect(dialog.getByRole('tabpanel')).not.toContainText(`,${hasNot},`)
    await page.keyboard.press('Escape')
  }
  const all = await table(page).getByRole('rowheader').count()
  await exported(page.getByRole('button', { name: 'Export all' }), String(all), 'ams-dc1-a', 'chi-peer-2026')
  const selected = await selectTwo(page)
  await exported(selected.getByRole('button', { name: 'Export' }), '2', 'chi-dc2-a', 'ams-dc1-a')
  await search(page).fill('ams-dc1')
  await exported(page.getByRole('button', { name: 'Export shown' }), '2', 'ams-dc1-a', 'chi-dc2-a')
})

const sidewaysScroll = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('axe finds nothing, and nothing scrolls sideways, at any width', async ({ page }) => {
  await openList(page)
  await page.getByLabel('Select chi-dc2-a').check()
  await expect(page.getByRole('region', { name: 'Selected tunnels' })).toBeVisible()
  await expect(table(page).getByText(/\d %/).first()).toBeVisible()
  for (const width of [1440, 1100, 390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    await expect.poll(() => sidewaysScroll(page)).toBeLessThanOrEqual(0)
    // A table above, rows that are cards below: the widths between differ in columns alone.
    if (width === 1440 || width === 320) await expectAccessible(page, `${width} px`)
  }
})

test('all rows are printed, with the headings, and without the simulation', async ({ page }) => {
  await openList(page)
  await setWorld(page, { tunnels: 200, fault: 'sandbox-429-write' })
  await openList(page)
  const strip = page.getByRole('complementary', { name: 'Simulated fault' })
  await expect(strip).toBeVisible()
  const health = table(page).getByRole('cell').filter({ hasText: /%$/ }).first()
  await expect(health).toBeVisible()
  await expect.poll(() => table(page).getByRole('row').count()).toBeLessThan(61)
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  await expect(table(page).getByRole('row')).toHaveCount(201)
  await page.emulateMedia({ media: 'print' })
  await expect(table(page).getByText('Interface', { exact: true })).toBeVisible()
  await expect(strip).toBeHidden()
  expect(await health.evaluate((cell) => cell.scrollWidth - cell.clientWidth)).toBeLessThanOrEqual(0)
})
