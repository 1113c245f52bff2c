/** What an edit means for the session and the router, as Review and the pages after the save say it. */
import { expect, type Locator, type Page } from '@playwright/test'
import { idOf, openEdit, reviewOf, SEEDED, save } from './edit.ts'
import { test } from './fixtures.ts'
import { field, heading, NEW } from './form.ts'
import { addTunnel, setWorld } from './world.ts'

const FULL = {
  ...NEW,
  interface_address6: '2606:54c1:7:0:a9fe:12d2:1:200/127',
  bgp: { customer_asn: 64_700, md5_key: 'an-md5-key', extra_prefixes: ['10.20.0.0/16'] },
  health_check: { enabled: true, direction: 'unidirectional', target: { saved: '203.0.113.200' } },
}

const openStep = async (page: Page, path: string, step: string) => {
  await page.goto(`${path}/edit/${step}`)
  await expect(heading(page, /Step/)).toBeVisible()
}

const step = (page: Page, name: RegExp) => page.getByRole('link', { name }).click()

const changeOf = (page: Page, term: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: term, exact: true }) })

const saved = (page: Page) => page.getByRole('region', { name: 'Saved' })

test('BGP and health checks that are switched off ask for nothing that is no longer there', async ({
  page,
}) => {
  const path = await addTunnel(page, FULL)
  await openStep(page, path, 'bgp')
  await page.getByRole('switch', { name: 'Use BGP' }).uncheck()
  await step(page, /^Health check/)
  await page.getByRole('switch', { name: "Check this tunnel's health" }).uncheck()
  await step(page, /^Review/)
  await expect(page.getByText('Saving ends the BGP session')).toBeVisible()
  await expect(changeOf(page, 'Customer ASN')).toContainText('Ends the BGP session.')
  await expect(page.getByText(/Drops the session|until the router is changed/)).toHaveCount(0)
  for (const term of ['MD5 key', 'Health target']) {
    await expect(changeOf(page, term)).toContainText('Off, not sent')
    await expect(changeOf(page, term)).not.toContainText('On the router')
  }
  await save(page)
  await expect(saved(page).getByRole('listitem')).toHaveText([/^Remove the BGP neighbour/])
  await expect(saved(page)).not.toContainText('The session')
  await expect(page.getByText(/Reconnecting/)).toHaveCount(0)
})

test('BGP and health checks that are switched on end no session, and were off before', async ({ page }) => {
  const path = await addTunnel(page, {
    ...NEW,
    bgp: undefined,
    health_check: { enabled: false, rate: 'low' },
  })
  await openStep(page, path, 'bgp')
  await page.getByRole('switch', { name: 'Use BGP' }).check()
  await field(page, 'Customer ASN').fill('64701')
  await step(page, /^Review/)
  await expect(changeOf(page, 'Customer ASN')).toContainText('Set up the BGP session')
  await expect(page.getByText(/Drops the session|until the router is changed/)).toHaveCount(0)
  await page.locator('summary', { hasText: 'Unchanged' }).click()
  await expect(page.getByRole('definition').filter({ hasText: /^Off$/ }).first()).toBeVisible()
  await expect(page.getByText('not recognised')).toHaveCount(0)
  await step(page, /^Health check/)
  await page.getByRole('switch', { name: "Check this tunnel's health" }).check()
  await step(page, /^Review/)
  await expect(changeOf(page, 'Health rate').getByRole('definition').first()).toHaveText('Off')
  await save(page)
  await expect(saved(page).getByRole('listitem')).toHaveText([/^Set up the BGP session/])
  await expect(saved(page)).toContainText('It comes up once the router is set')
})

test('a value that is removed is removed on the router', async ({ page }) => {
  const path = await addTunnel(page, FULL)
  await openStep(page, path, 'basics')
  await field(page, 'Customer endpoint').fill('')
  await page.locator('summary', { hasText: 'Advanced' }).click()
  await field(page, 'IPv6 interface address').fill('')
  await step(page, /^BGP/)
  await field(page, 'MD5 key').fill('')
  await step(page, /^Health check/)
  await field(page, 'Target').fill('')
  await step(page, /^Review/)
  await expect(page.getByText('Because of: Customer endpoint, MD5 key.')).toBeVisible()
  await expect(changeOf(page, 'Health target')).not.toContainText('On the router')
  await save(page)
  await expect(saved(page).getByRole('listitem')).toHaveText([
    'A router that identifies itself by its public IP needs another IKE identity.',
    'Remove the IPv6 address of the tunnel interface.',
    'Remove the MD5 key of the BGP neighbour.',
  ])
})

test('without BGP, probes from before the change do not say that the session is up again', async ({
  page,
}) => {
  const id = await openEdit(page, 'basics', 'aws-euw1-vgw')
  await field(page, 'Customer endpoint').fill('192.0.2.202')
  await reviewOf(page, id)
  await save(page)
  // Until the probes are read, nothing is known.
  await expect(page.getByText(/probes answered in 10 minutes/).first()).toBeVisible()
  await expect(saved(page)).toContainText('It is still reported as up, perhaps from before the change')
})

test('a save that is left while it runs takes nobody away, and its session is awaited on every page', async ({
  page,
}) => {
  const id = await openEdit(page, 'bgp')
  expect(id).toBe(await idOf(page, SEEDED))
  const headers = { 'X-Tunneldesk': '1' }
  await page.request.put(`/api/sandbox/routers/${id}`, { headers, data: { act: 'cut' } })
  await field(page, 'Customer ASN').fill('64799')
  await reviewOf(page, id)
  await expect(page.getByRole('heading', { name: /accepts this configuration/ })).toBeVisible()
  await setWorld(page, { fault: 'sandbox-slow' })
  await save(page)
  await expect(page.getByRole('button', { name: 'Saving...' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Tunnels' }).click()
  const row = page.getByRole('row', { name: new RegExp(SEEDED) })
  await expect(row).not.toContainText('Reconnecting')
  await expect(row).toContainText('Reconnecting', { timeout: 40_000 })
  await expect(page).toHaveURL(/\/tunnels$/)
  await expect(page.getByRole('status').filter({ hasText: 'The changes were saved' })).toBeAttached()
  await setWorld(page, { fault: null })
  await row.getByRole('link', { name: SEEDED, exact: true }).click()
  await expect(page.getByText(/^You changed Customer ASN at/)).toBeVisible()
  // What was changed here is not shown as the change of somebody else.
  await expect(page.getByRole('region', { name: 'Changed since you last looked' })).toHaveCount(0)
})
