/** The page of all static routes, and where an address goes. */
import { expect } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { idOf } from './edit.ts'
import { test } from './fixtures.ts'
import { heading } from './form.ts'
import { addRoute, box, HEADERS, press, table } from './routes.ts'
import { setPace, setWorld } from './world.ts'

test('the page of routes: faults on top; one is made, changed and deleted, by keyboard, knowing what it does', async ({
  page,
}) => {
  await page.goto('/routes')
  await expect(table(page).getByRole('row').nth(1)).toContainText("Cloudflare's side")
  await expectAccessible(page, 'the routes')
  // On paper the example in an empty field would look like an address.
  const lookUp = page.getByRole('region', { name: 'Look up an address' })
  await page.emulateMedia({ media: 'print' })
  await expect(table(page)).toBeVisible()
  await expect(lookUp).toBeHidden()
  await page.emulateMedia({ media: null })
  await expect(lookUp).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export all' })).toBeVisible()
  await page.getByRole('button', { name: 'Add route' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add route' })
  await expect(box(dialog, 'Prefix')).toBeFocused()
  await page.keyboard.type('10.220.7.1/24')
  await page.keyboard.press('Tab')
  // The API names the next hop as missing, which is no fault before it was filled in.
  await expect(dialog.getByText(/^OK so far/)).toBeVisible()
  await expect(box(dialog, 'Next hop')).not.toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.type('10.213.9.0')
  await page.keyboard.press('Tab')
  await expect(dialog.getByText(/Cloudflare's side of ams-dc1-a\. Traffic would be dropped/)).toBeVisible()
  await press(dialog, 'Use 10.213.9.1')
  await press(dialog, 'Use 10.220.7.0/24')
  await expect(dialog.getByText(/accepts this configuration/)).toBeVisible()
  const traffic = dialog.getByRole('region', { name: 'What this does to traffic' })
  await expect(traffic).toContainText('10.220.7.0/24: now osl-hq-a, then ams-dc1-a.')
  await expectAccessible(dialog, 'the form of a route')
  await box(dialog, 'Prefix').press('Enter')
  await expect(dialog.getByText(/^The route was created/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)

  await page.getByRole('searchbox', { name: 'Search routes' }).fill('10.220.7.9')
  await expect(heading(page, 'Routes 3 of 6')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export shown' })).toBeVisible()
  await expect(page).toHaveURL(/q=10\.220\.7\.9/)
  await press(table(page), 'Change route 10.220.7.0/24 by 10.213.9.1')
  const change = page.getByRole('dialog', { name: 'Change route 10.220.7.0/24' })
  await expect(box(change, 'Priority')).toHaveValue('100')
  // Our own rule explains a blank before the API does.
  await box(change, 'Priority').fill('')
  await box(change, 'Prefix').focus()
  await expect(change.getByText(/^Fix 1 field/)).toBeVisible()
  await expect(box(change, 'Priority')).toHaveAccessibleDescription(/Enter a whole number, for example 100/)
  await box(change, 'Priority').fill('150')
  await press(change, 'Save route')
  await expect(change.getByText(/^The route was changed/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(change).toHaveCount(0)
  await expect(table(page).getByRole('row', { name: /10\.220\.7\.0\/24/ })).toContainText('150')
  await press(table(page), 'Delete route 10.220.7.0/24 by 10.213.9.1')
  const deletion = page.getByRole('dialog', { name: 'Delete route 10.220.7.0/24' })
  await expect(deletion).toContainText('10.220.7.0/24: now ams-dc1-a, then osl-hq-a.')
  await press(deletion, 'Delete route')
  await expect(deletion.getByText(/^The route was deleted/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(deletion).toHaveCount(0)
  await expect(heading(page, 'Routes 2 of 5')).toBeVisible()
  // Within the page: a page that the browser loads leaves the focus where it is.
  await table(page).getByRole('link', { name: 'osl-hq-a' }).click()
  await expect(heading(page, /osl-hq-a/)).toBeFocused()
})

test('a window too narrow for all columns hides none of the buttons', async ({ page }) => {
  for (const width of [1100, 1200, 1272]) {
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/routes')
    const line = table(page).getByRole('row').nth(1)
    for (const name of [/^Change route/, /^Delete route/]) {
      await expect(line.getByRole('button', { name })).toBeInViewport({ ratio: 1 })
    }
  }
})

test('what was typed into a route survives Back and the deletion of the route, and overwrites nothing unseen', async ({
  page,
}) => {
  const ask = (way: 'put' | 'delete', id: string, data: object) =>
    page.request[way](`/api/routes/${id}`, { headers: HEADERS, data })
  await page.goto('/tunnels')
  await page.getByRole('link', { name: 'Routes', exact: true }).click()
  const row = 'route 10.60.0.0/16 by 169.254.250.1'
  const dialog = page.getByRole('dialog', { name: 'Change route 10.60.0.0/16' })
  await press(table(page), `Change ${row}`)
  await box(dialog, /^Description/).fill('Mine')
  await page.goBack()
  await expect(dialog).toHaveCount(0)

  // Meanwhile somebody else changes it: what was typed is not based on that.
  const { result } = await (await page.request.get('/api/routes')).json()
  const route = result.routes.find(({ prefix }: { prefix: string }) => prefix === '10.60.0.0/16')
  const { prefix, nexthop } = route
  expect((await ask('put', route.id, { prefix, nexthop, priority: 150 })).status()).toBe(200)
  await page.goForward()
  await press(table(page), `Change ${row}`)
  await expect(box(dialog, /^Description/)).toHaveValue('Mine')
  await press(dialog, 'Save route')
  const conflict = dialog.getByRole('region', { name: 'Changed by somebody else' })
  await expect(conflict).toContainText('Priority: was 100, is now 150')
  await press(dialog, 'Keep mine')

  // What cannot be read at first is read when that is asked for.
  await page.keyboard.press('Escape')
  await setWorld(page, { fault: 'sandbox-403' })
  await press(table(page), `Change ${row}`)
  await expect(dialog.getByText('The route cannot be read')).toBeVisible()
  await setWorld(page, { fault: null })
  await press(dialog, 'Try again')
  await expect(box(dialog, 'Prefix')).toBeFocused()

  // The dry-run notices the deletion, before the page has read the routes again.
  await ask('delete', route.id, {})
  await box(dialog, 'Priority').fill('150')
  await box(dialog, /^Description/).fill('Mine too')
  await box(dialog, 'Prefix').focus()
  await expect(dialog.getByText('Somebody deleted this route')).toBeVisible()
  await expectAccessible(dialog, 'a deleted route')
  await press(dialog, 'Add it as a new route')
  const anew = page.getByRole('dialog', { name: 'Add route' })
  await expect(box(anew, 'Prefix')).toBeFocused()
  await expect(box(anew, /^Description/)).toHaveValue('Mine too')
  await expect(anew.getByText(/already exists/)).toHaveCount(0)
  await press(anew, 'Create route')
  await expect(anew.getByText(/^The route was created/)).toBeVisible()
})

test('a backup takes over in "Where does this address go?" when the line of the first is cut', async ({
  page,
}) => {
  await setPace(page, 100)
  await addRoute(page, { prefix: '10.50.0.0/16', nexthop: '10.213.9.1', priority: 100 })
  await addRoute(page, { prefix: '10.50.0.0/16', nexthop: '10.213.9.3', priority: 200 })
  await page.goto('/routes')
  // A prefix, and the half of an address once the field is left: what is wrong and what to type.
  await box(page, 'Where does this address go?').fill('10.50.9')
  await box(page, 'Where does this address go?').blur()
  await expect(page.getByText('10.50.9 is not an IPv4 address')).toBeVisible()
  await expect(page.getByText('the last complete address')).toHaveCount(0)
  await box(page, 'Where does this address go?').fill('10.50.9.9/24')
  await press(page, 'Use 10.50.9.9')
  await expect(box(page, 'Where does this address go?')).toBeFocused()
  const ways = page.getByRole('list', { name: 'Winning routes' })
  const losers = page.getByRole('list', { name: 'Routes that lose' })
  await expect(ways.getByRole('listitem')).toHaveText(/100 %.*ams-dc1-a/s)
  await expect(losers).toContainText('ams-dc1-b, priority 200: a lower priority wins')
  await expect(page).toHaveURL(/to=10\.50\.9\.9/)
  // While another address is typed the answer stays, and says what it is for. The table never moves.
  const top = () => table(page).evaluate((element) => element.getBoundingClientRect().top + window.scrollY)
  // Beside the answer there is space for the choice of places, which appears later.
  const topBefore = await top()
  await box(page, 'Where does this address go?').fill('10.5')
  const answer = page.getByRole('region', { name: 'Ways to 10.50.9.9' })
  await expect(answer).toContainText('the last complete address in the field')
  await expect(answer.getByRole('list', { name: 'Winning routes' })).toContainText('ams-dc1-a')
  await box(page, 'Where does this address go?').fill('')
  await expect(answer).toHaveCount(0)
  expect(await top()).toBe(topBefore)
  await box(page, 'Where does this address go?').fill('10.50.9.9')
  await expect(answer).not.toContainText('the last complete address')

  const id = await idOf(page, 'ams-dc1-a')
  const play = async (act: string) => {
    const played = await page.request.put(`/api/sandbox/routers/${id}`, { headers: HEADERS, data: { act } })
    expect(played.status()).toBe(200)
  }
  // One data centre sees the tunnel down: its own penalty counts for traffic that enters there.
  await play('fail_one')
  const from = answer.getByRole('button', { name: 'Show the ways from fra08' })
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(from).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(ways.getByRole('listitem')).toHaveText(/ams-dc1-a/)
  await from.press('Enter')
  await expect(page.getByLabel('Traffic enters in')).toBeFocused()
  await expect(ways.getByRole('listitem')).toHaveText(/100 %.*ams-dc1-b/s)
  await expect(losers).toContainText("because its tunnel's state for routing in fra08 is down")
  await expect(page).toHaveURL(/colo=fra08/)
  await page.getByLabel('Traffic enters in').selectOption('Anywhere else')
  await expect(page.getByLabel('Traffic enters in')).toBeFocused()
  await expect(ways.getByRole('listitem')).toHaveText(/100 %.*ams-dc1-a/s)

  await play('cut')
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(ways.getByRole('listitem')).toHaveText(/100 %.*ams-dc1-b/s, { timeout: 500 })
  }).toPass()
  await expect(losers).toContainText("counted as 1,000,100 because its tunnel's state for routing is down")
  await expectAccessible(answer, 'the look-up')

  await box(page, 'Where does this address go?').fill('10.51.0.1')
  await expect(page.getByText('No static route leads to 10.51.0.1')).toBeVisible()
  await expect(page.getByText(/Cloudflare drops it/)).toBeVisible()
  await expect(page.getByText(/^Not known here: routes learned by BGP/)).toBeVisible()
  expect(await top()).toBe(topBefore)
})

test('an address can be typed while the routes are read, and what cannot be read again is called old', async ({
  page,
}) => {
  await page.goto('/routes')
  const up = table(page).getByRole('row').filter({ hasText: '10.60.0.0/16' })
  await expect(up).toContainText('Tunnel up')
  await setWorld(page, { fault: 'sandbox-500' })
  await press(page, 'Refresh')
  await expect(up).toContainText('was Tunnel up')
  await expect(page.getByRole('group', { name: 'Last known state' })).toBeVisible()

  await setWorld(page, { fault: 'sandbox-slow' })
  await page.goto('/routes?to=10.60.1.1')
  await expect(page.getByText('The routes are being read...')).toBeVisible()
  await box(page, 'Where does this address go?').fill('10.61.0.1')
  await setWorld(page, { fault: null })
  const ways = page.getByRole('list', { name: 'Winning routes' })
  await expect(ways.getByRole('listitem')).toHaveText(/10\.61\.0\.0\/20.*aws-euw1-vgw/s)
  await expect(page.getByRole('region', { name: 'Ways to 10.61.0.1' })).toContainText('Not known here')
})
