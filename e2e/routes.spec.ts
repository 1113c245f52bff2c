/** Static routes: planned with a tunnel, on its page, on the page of all routes, and where an address goes. */
import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { idOf, openEdit, reviewOf, save } from './edit.ts'
import { test } from './fixtures.ts'
import { create, field, fillBasics, goOn, heading, openForm, TUNNEL, verdict } from './form.ts'
import { setPace, setWorld } from './world.ts'

const HEADERS = { 'X-Tunneldesk': '1' }

const into = (page: Page): Locator => page.getByRole('region', { name: 'Routes into this tunnel' })
const table = (page: Page): Locator => page.getByRole('table', { name: 'Static routes of this account' })
const box = (within: Page | Locator, name: string | RegExp): Locator => within.getByRole('textbox', { name })
const press = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, exact: true }).click()

/** What the API has, in the order of prefixes. */
const routesOf = async ({ request }: Page, nexthop: string): Promise<string[]> => {
  const { result } = await (await request.get('/api/routes')).json()
  const own = result.routes.filter((route: { nexthop: string }) => route.nexthop === nexthop)
  return own.map(({ prefix }: { prefix: string }) => prefix).sort()
}

const addRoute = async ({ request }: Page, data: object) => {
  const response = await request.post('/api/routes', { headers: HEADERS, data })
  expect(response.status()).toBe(200)
}

test('a site without BGP gets its routes on the trip that makes its tunnel, turns healthy, and they follow it to the end', async ({
  page,
}) => {
  await setPace(page, 100)
  await openForm(page)
  await fillBasics(page)
  await goOn(page)
  const prefixes = box(page, /^Prefixes behind this router/)
  await prefixes.fill('10.88.0.0/16, 10.89.1.1/24 10.90.0.0')
  await prefixes.blur()
  await expect(page.getByText('10.89.1.1/24 has host bits set')).toBeVisible()
  await expectAccessible(page, 'prefixes behind the router')
  await press(page, /^Use 10\.89\.1\.0\/24/)
  // With BGP nothing is asked, and without it nothing typed was lost.
  await page.getByLabel('Use BGP on this tunnel').check()
  await expect(prefixes).toHaveCount(0)
  await page.getByLabel('Use BGP on this tunnel').uncheck()
  await expect(prefixes).toHaveValue(/10\.88\.0\.0\/16\s10\.89\.1\.0\/24/)
  await page.reload()
  await expect(prefixes).toHaveValue(/10\.88\.0\.0\/16\s10\.89\.1\.0\/24/)
  await goOn(page)
  await goOn(page)
  await expect(verdict(page, /accepts this configuration/)).toBeVisible()
  const after = page.getByRole('region', { name: 'Static routes', exact: true })
  await expect(after.getByRole('listitem')).toHaveCount(3)
  await expect(after).toContainText('Will not be created')

  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  const planned = into(page).getByRole('region', { name: 'Prefixes behind this router' })
  await expect(planned.getByText('Created', { exact: true })).toHaveCount(2)
  await expect(planned.getByText(/^Not sent: /)).toBeVisible()
  const [, customer] = ['10.77.0.8', '10.77.0.9'] as const
  expect(await routesOf(page, customer)).toEqual(['10.88.0.0/16', '10.89.1.0/24'])

  // A refused one keeps what was typed; one whose answer is lost is found, and not made twice.
  await setWorld(page, { fault: 'sandbox-refused' })
  await press(planned, 'Correct 10.90.0.0')
  const dialog = page.getByRole('dialog', { name: 'Add route' })
  await box(dialog, 'Prefix').fill('10.90.0.0/16')
  await press(dialog, 'Create route')
  await expect(dialog.getByRole('region', { name: 'Result of creating the route' })).toContainText(
    'The route was not created',
  )
  await setWorld(page, { fault: 'sandbox-cut-after' })
  await press(dialog, 'Create route')
  await expect(dialog.getByText(/^The route was created/)).toBeVisible()
  await setWorld(page, { fault: null })
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(into(page).getByRole('button', { name: /^Change route/ })).toHaveCount(3)
  expect(await routesOf(page, customer)).toEqual(['10.88.0.0/16', '10.89.1.0/24', '10.90.0.0/16'])
  await expectAccessible(into(page), 'routes into a tunnel')
  await expect(page.getByRole('heading', { level: 2, name: 'Healthy', exact: true })).toBeVisible()
  await expect(
    page.getByText(
      /^(100|9\d\.\d) % of probes answered in \d+ minutes, 31 data centres; about 1 minute behind\.$/,
    ),
  ).toBeVisible()

  // Another pair: the routes still lead to the old one, and are moved.
  const id = await openEdit(page, 'basics', TUNNEL.name)
  await field(page, 'Interface address').fill('10.77.0.12/31')
  await reviewOf(page, id)
  await expect(heading(page, /^Review/)).toBeFocused()
  await save(page)
  const moved = into(page).getByRole('region', { name: 'Routes to the former pair' })
  await expect(moved).toContainText('3 of 3 static routes still lead to 10.77.0.9')
  // Another tab knows it, too, and says from what.
  const otherTab = await page.context().newPage()
  await otherTab.goto(page.url())
  const there = into(otherTab).getByRole('region', { name: 'Routes to the former pair' })
  await expect(there).toContainText('when this browser saw the tunnel with 10.77.0.8/31')
  await otherTab.close()
  await press(moved, 'Move all 3 to 10.77.0.13')
  await expect(moved).toContainText('The static routes follow the new pair')
  expect(await routesOf(page, '10.77.0.13')).toHaveLength(3)

  await page.reload()
  await page.getByRole('main').getByRole('button', { name: 'Delete', exact: true }).first().click()
  const deletion = page.getByRole('dialog', { name: `Delete ${TUNNEL.name}` })
  await expect(deletion.getByRole('heading', { name: '3 static routes would lead nowhere' })).toBeVisible()
  await expectAccessible(deletion, 'deleting with routes')
  await press(deletion, 'Delete these 3 routes first')
  await expect(deletion.getByText('Deleted', { exact: true })).toHaveCount(3)
  await box(deletion, 'Tunnel name').fill(TUNNEL.name)
  await press(deletion, 'Delete tunnel')
  await expect(deletion.getByText(`${TUNNEL.name} was deleted`)).toBeVisible()
  expect(await routesOf(page, '10.77.0.13')).toEqual([])
})

test("a clone takes over the original's prefixes, and one that fails is tried again singly", async ({
  page,
}) => {
  await page.goto('/tunnels')
  const id = await idOf(page, 'aws-euw1-vgw')
  await page.goto(`/tunnels/new/bgp?from=${id}`)
  await press(page, "Use the original's (2)")
  await expect(box(page, /^Prefixes behind this router/)).toHaveValue('10.60.0.0/16\n10.61.0.0/20')
  await box(page, 'Priority of these routes').fill('200')
  await page.getByRole('link', { name: /^Review/ }).click()
  await expect(verdict(page, /accepts this configuration/)).toBeVisible()
  // The stand-in answers over a distance: a fault that is set while the first route is on its way hits it.
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && /\/api\/routes$/.test(request.url()),
  )
  await create(page)
  await sent
  await setWorld(page, { fault: 'sandbox-refused' })
  const planned = into(page).getByRole('region', { name: 'Prefixes behind this router' })
  await expect(planned.getByText('Not created', { exact: true }).last()).toBeVisible()
  await expect(planned.getByRole('button', { name: 'Create the remaining 2' })).toBeEnabled()
  await setWorld(page, { fault: null })
  await press(planned, 'Try again: 10.61.0.0/20')
  await expect(planned.getByText('Created', { exact: true })).toHaveCount(1)
  await expect(planned.getByText('Not created', { exact: true })).toHaveCount(1)
  await press(planned, 'Try again: 10.60.0.0/16')
  await expect(planned.getByText('Created', { exact: true })).toHaveCount(2)
  const { result } = await (await page.request.get('/api/routes')).json()
  const made = result.routes.filter(
    ({ priority, nexthop }: { priority: number; nexthop: string }) =>
      priority === 200 && nexthop !== '10.213.20.1',
  )
  expect(made.map(({ prefix }: { prefix: string }) => prefix).sort()).toEqual([
    '10.220.0.0/16',
    '10.60.0.0/16',
    '10.61.0.0/20',
  ])
})

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

test("a route to Cloudflare's side is a fault on the tunnel's page, and is corrected there", async ({
  page,
}) => {
  await page.goto('/tunnels')
  await page.goto(`/tunnels/${await idOf(page, 'ams-dc1-a')}`)
  const fault = into(page).getByText(/Cloudflare's own side of the tunnel, so traffic is dropped/)
  await expect(fault).toBeVisible()
  await press(into(page), 'Change route 10.9.64.0/20')
  const dialog = page.getByRole('dialog', { name: 'Change route 10.9.64.0/20' })
  await expect(dialog).toContainText('The route has 10.213.9.0 now: saving changes it.')
  await press(dialog, 'Save route')
  await expect(dialog.getByText(/^The route was changed/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(fault).toHaveCount(0)
  expect(await routesOf(page, '10.213.9.1')).toEqual(['10.9.64.0/20'])
})
