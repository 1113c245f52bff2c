/** Acting on a selection of the list: checked first, paced, and taken up again. */
import { expect } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { idOf, putTunnel } from './edit.ts'
import { test } from './fixtures.ts'
import { openList, openLongList, search, selectTwo, setWorld } from './list.ts'

test('selected tunnels are checked, confirmed and deleted, in one tab at a time', async ({
  page,
  context,
}) => {
  await openList(page)
  await (await selectTwo(page)).getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete tunnels' })
  await expect(dialog.getByText('Dry-run finished: 2 accepted, 0 refused')).toBeVisible()
  // Nothing outside of a modal dialog is read aloud.
  await expect(dialog.getByRole('status')).toHaveText('Dry-run finished: 2 accepted, 0 refused')
  const other = await context.newPage()
  await openList(other)
  await (await selectTwo(other)).getByRole('button', { name: 'Delete' }).click()
  await expect(other.getByText('A bulk change is under way in another tab')).toBeInViewport()
  await expect(other.getByRole('dialog')).toHaveCount(0)
  // What would lead nowhere is deleted first.
  await expect(dialog.getByRole('heading', { name: 'One static route would lead nowhere' })).toBeVisible()
  await expect(dialog.getByText('10.220.0.0/16: stays with osl-hq-a.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Delete: 10.220.0.0/16 by 10.213.20.1' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete this route first' }).click()
  await expect(dialog.getByText('Deleted', { exact: true })).toBeVisible()
  const button = dialog.getByRole('button', { name: 'Delete 2' })
  const kept = `tunneldesk.pairs.${await idOf(page, 'chi-dc2-a')}`
  await page.evaluate((key) => localStorage.setItem(key, '{}'), kept)
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByLabel(/^Number of tunnels/).fill('2')
  await button.click()
  await expect(dialog.getByText(/^2 done/)).toBeVisible()
  // The button that had the focus is gone.
  await expect(dialog.getByText(/^2 done/)).toBeFocused()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('link', { name: 'chi-dc2-a' })).toHaveCount(0)
  expect(await page.evaluate((key) => localStorage.getItem(key), kept)).toBeNull()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  const { result } = await (await page.request.get('/api/routes')).json()
  expect(result.routes.map(({ nexthop }: { nexthop: string }) => nexthop)).not.toContain('10.213.20.1')
  await other.getByLabel('Select ams-dc1-a').check()
  await other
    .getByRole('region', { name: 'Selected tunnels' })
    .getByRole('button', { name: 'Delete' })
    .click()
  await expect(other.getByRole('dialog', { name: 'Delete tunnels' })).toBeVisible()
})

test('on a phone all are selected at once, and the actions fit in one line', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openLongList(page)
  await page.getByText('Select all').click()
  const bar = page.getByRole('region', { name: 'Selected tunnels' })
  await expect(bar.getByText('5,000 selected')).toBeVisible()
  await search(page).fill('ams')
  // The longest text beside the buttons.
  await expect(bar.getByText(/^4,\d{3} not shown$/)).toBeVisible()
  const tops = await Promise.all(
    ['Export', 'Change health check', 'Delete', 'Clear selection'].map(
      async (name) => (await bar.getByRole('button', { name }).boundingBox())?.y,
    ),
  )
  expect(new Set(tops).size).toBe(1)
  await bar.getByRole('button', { name: 'Clear selection' }).click()
  await expect(bar).toHaveCount(0)
})

test('a selection is kept over another search, and says how much of it is not shown', async ({ page }) => {
  await openList(page, '?q=chi')
  await page.getByLabel('Select all').check()
  const bar = page.getByRole('region', { name: 'Selected tunnels' })
  await expect(bar.getByText('2 selected')).toBeVisible()
  await search(page).fill('osl')
  await expect(bar.getByText('2 selected, 2 not shown')).toBeVisible()
  await page.getByLabel('Select all').check()
  await expect(bar.getByText('4 selected, 2 not shown')).toBeVisible()
  await page.getByLabel('Select all').uncheck()
  await search(page).fill('')
  await expect(bar.getByText(/^2 selected$/)).toBeVisible()
  await expect(page.getByLabel('Select chi-dc2-a')).toBeChecked()
})

test('Shift selects from the last row to this one, also when a poll has brought another state of the first', async ({
  page,
}) => {
  await openList(page)
  await page.getByLabel('Select ams-dc1-a').check()
  await putTunnel(page, await idOf(page, 'ams-dc1-a'), { description: 'changed meanwhile' })
  // What was read within three seconds is not read again.
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh', exact: true }).click()
    await expect(page.getByText('changed meanwhile')).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.getByLabel('Select fra-core-02').click({ modifiers: ['Shift'] })
  await expect(page.getByRole('region', { name: 'Selected tunnels' })).toContainText('6 selected')
})

test('a health check is changed and nothing else is', async ({ page }) => {
  await openList(page)
  const read = () =>
    page.evaluate(async () => {
      const { result } = await (await fetch('/api/tunnels')).json()
      return result.ipsec_tunnels.find(({ name }: { name: string }) => name === 'chi-dc2-a')
    })
  const before = await read()
  await (await selectTwo(page)).getByRole('button', { name: 'Change health check' }).click()
  // The dialog starts with what both have, so that only what is chosen changes.
  await expect(page.getByText(`Now: 2 ${before.health_check.type}`)).toBeVisible()
  await page.getByRole('radio', { name: 'Low' }).check({ force: true })
  await page.getByRole('button', { name: 'Check with a dry-run' }).click()
  // The second click of a double click neither cancels the run nor pauses it.
  await page.getByRole('button', { name: 'Change 2' }).dblclick()
  await expect(page.getByText(/^2 done/)).toBeVisible()
  const { health_check: now, modified_on: _now, bgp_status: _up, ...rest } = await read()
  const { health_check: then, modified_on: _then, bgp_status: _was, ...same } = before
  expect(then).toMatchObject({ enabled: true, type: 'request', rate: 'high' })
  expect(now).toEqual({ ...then, rate: 'low' })
  expect(rest).toEqual(same)
})

test('a tunnel that somebody deletes meanwhile is named, and the focus is not lost with it', async ({
  page,
}) => {
  await openList(page)
  await (await selectTwo(page)).getByRole('button', { name: 'Change health check' }).click()
  const gone = await idOf(page, 'chi-dc2-a')
  const headers = { 'X-Tunneldesk': '1' }
  expect((await page.request.delete(`/api/tunnels/${gone}`, { headers, data: {} })).status()).toBe(200)
  await page.getByRole('button', { name: 'Check with a dry-run' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change health checks' })
  await expect(dialog.getByText(/^chi-dc2-a/).locator('..')).toContainText('Refused by the dry-run')
  await dialog.getByRole('button', { name: 'Change 1' }).click()
  await expect(dialog.getByText('1 done, 1 not done')).toBeVisible()
  await expect(page.getByLabel('Select chi-dc2-a')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Selected tunnels' })).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('a bulk run cut in the middle and taken up again does only what is left', async ({ page }) => {
  await openList(page)
  await setWorld(page, { tunnels: 12 })
  await openList(page)
  await page.getByLabel('Select all').check()
  await page.getByRole('region', { name: 'Selected tunnels' }).getByRole('button', { name: 'Delete' }).click()
  await page.getByLabel(/^Number of tunnels/).fill('12')
  const deleted: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'DELETE') deleted.push(request.url())
  })
  await page.getByRole('button', { name: 'Delete 12' }).click()
  await expect(page.getByText(/^[3-9] of 12 done/)).toBeVisible()
  await page.reload()
  const before = new Set(deleted)
  deleted.length = 0
  await expect(page.getByText(/A bulk change was cut off: \d+ of 12 tunnels done/)).toBeVisible()
  await page.getByRole('button', { name: 'Go on with the rest' }).click()
  // Cut again while the rest is checked: nothing is forgotten.
  await expect(page.getByText(/^Dry-run/).first()).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Go on with the rest' }).click()
  const button = page.getByRole('button', { name: /^Delete \d+$/ })
  const [left] = /\d+/.exec(await button.innerText()) ?? []
  await page.getByLabel(/^Number of tunnels/).fill(left ?? '')
  await button.click()
  await expect(page.getByText(/^12 done/)).toBeVisible({ timeout: 30_000 })
  // The one that was under way when the page was left is looked at again; none of those that were done is.
  expect(deleted.filter((url) => before.has(url)).length).toBeLessThanOrEqual(1)
  expect(new Set([...before, ...deleted]).size).toBe(12)
})

test('a run is paused before its dialog closes, the list then shows what was done, and what is discarded stays so', async ({
  page,
}) => {
  await page.clock.install()
  await openList(page)
  const bar = await selectTwo(page)
  await bar.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete tunnels' })
  await dialog.getByLabel(/^Number of tunnels/).fill('2')
  await setWorld(page, { fault: 'sandbox-slow' })
  await dialog.getByRole('button', { name: 'Delete 2' }).click()
  await expect(dialog.getByText('In progress')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog.getByRole('button', { name: 'Close' })).toHaveAccessibleDescription(/Pause first/)
  // By key: a click so soon after the start counts as the second of a double click.
  await dialog.getByRole('button', { name: 'Pause' }).press('Enter')
  await expect(dialog.getByRole('button', { name: 'Pausing...' })).toHaveAttribute('aria-disabled', 'true')
  // No poll reads the list from here on.
  await page.clock.pauseAt(Date.now() + 1000)
  await expect(dialog.getByText('1 of 2 done, paused')).toBeVisible()
  await setWorld(page, { fault: null })
  const read = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/tunnels')
  await page.keyboard.press('Escape')
  await read
  await page.clock.resume()
  await expect(page.getByText('A bulk change was cut off: 1 of 2 tunnels done')).toBeVisible()
  await expect(page.getByRole('link', { name: 'chi-dc2-a' })).toHaveCount(0)
  await expect(bar.getByText('1 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Do not change the rest' }).click()
  await page.reload()
  await expect(page.getByRole('link', { name: 'chi-dc2-b' })).toBeVisible()
  await expect(page.getByText('A bulk change was cut off')).toHaveCount(0)
})

test('a bulk run that nothing can continue stops once, says why, and goes on afterwards', async ({
  page,
}) => {
  await openList(page)
  await setWorld(page, { tunnels: 12 })
  await openList(page)
  await page.getByLabel('Select all').check()
  const bar = page.getByRole('region', { name: 'Selected tunnels' })
  await bar.getByRole('button', { name: 'Delete' }).click()
  await page.getByLabel(/^Number of tunnels/).fill('12')
  await page.getByRole('button', { name: 'Delete 12' }).click()
  await expect(page.getByText(/^[2-9] of 12 done/)).toBeVisible()
  await setWorld(page, { fault: 'sandbox-401' })
  const dialog = page.getByRole('dialog', { name: 'Delete tunnels' })
  await expect(dialog.getByText("The API refused the server's token")).toBeVisible()
  await expect(dialog.getByText(/^\d+ of 12 done, stopped/)).toBeVisible()
  await expect(dialog.getByText(/Not done|Not confirmed/)).toHaveCount(0)
  await expectAccessible(dialog, 'stopped')
  const done = await dialog.getByText('Done', { exact: true }).count()
  await setWorld(page, { fault: null })
  await dialog.getByRole('button', { name: 'Close' }).click()
  // Only what was not done stays selected.
  await expect(bar.getByText(`${12 - done} selected`)).toBeVisible()
  await page.getByRole('button', { name: 'Go on with the rest' }).click()
  await dialog.getByLabel(/^Number of tunnels/).fill(String(12 - done))
  await dialog.getByRole('button', { name: `Delete ${12 - done}` }).click()
  await expect(dialog.getByText(/^12 done/)).toBeVisible()
})
