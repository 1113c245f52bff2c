/** Static routes of a tunnel: planned with it, moved with it, and on its page. */
import { expect } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { idOf, openEdit, reviewOf, save } from './edit.ts'
import { test } from './fixtures.ts'
import { create, field, fillBasics, goOn, heading, openForm, TUNNEL, verdict } from './form.ts'
import { box, into, press, routesOf } from './routes.ts'
import { setPace, setWorld } from './world.ts'

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
