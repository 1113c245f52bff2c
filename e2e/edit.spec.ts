/** Changing a tunnel: what is marked, what Review compares, and what happens when somebody else was faster. */
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { editOf, idOf, openEdit, putTunnel, reviewOf, SEEDED, save, setKey } from './edit.ts'
import { test } from './fixtures.ts'
import { field, heading, pressTwice, verdict } from './form.ts'
import { setWorld } from './world.ts'

const accepted = (page: Page) => expect(verdict(page, /accepts this configuration/)).toBeVisible()

test('an ASN is corrected: marked, compared, saved once though pressed twice, and the status follows', async ({
  page,
}) => {
  const id = await openEdit(page, 'bgp')
  const headers = { 'X-Tunneldesk': '1' }
  await page.request.put(`/api/sandbox/routers/${id}`, { headers, data: { act: 'cut' } })
  await expect(field(page, 'Customer ASN')).not.toHaveValue('')
  const before = await field(page, 'Customer ASN').inputValue()
  const crumb = page.getByRole('navigation', { name: 'Breadcrumb' })
  await expect(crumb.getByText(SEEDED)).toHaveAttribute('aria-current', 'page')
  await field(page, 'Customer ASN').fill('64799')
  await expect(field(page, 'Customer ASN')).toHaveAccessibleDescription(/changed/)
  // The switch is in the same row of the table of fields, and was not pressed.
  await expect(page.getByRole('switch', { name: 'Use BGP' })).not.toHaveAccessibleDescription(/changed/)
  await reviewOf(page, id)
  await accepted(page)
  const change = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Customer ASN' }) })
  await expect(change).toContainText(before)
  await expect(change).toContainText('64799')
  await expect(change).toContainText('Drops the session')
  await expect(page.getByRole('listitem').filter({ hasText: 'BGP: Local AS' })).toContainText('64799')
  let saves = 0
  page.on('request', (request) => {
    if (request.method() === 'PUT') saves++
  })
  await pressTwice(page.getByRole('button', { name: 'Save changes' }))
  await expect(heading(page, SEEDED)).toBeFocused()
  const saved = page.getByRole('region', { name: 'Saved' })
  await expect(saved).toContainText('Saved: Customer ASN')
  expect(saves, 'requests of two presses').toBe(1)
  await expect(saved).toContainText('Set the local AS number to the new ASN.')
  await expect(saved).toContainText('The session is not up.')
  // The state says what is known, and not that the tunnel is down.
  await expect(page.getByRole('heading', { level: 2, name: 'Reconnecting after your change' })).toBeVisible()
  await expect(page.getByText(/^You changed Customer ASN at/)).toBeVisible()
  await expect(page.getByText('Every 5 s while this page is shown')).toBeVisible()
  await expect(page.getByRole('main').getByText('64799').first()).toBeVisible()
  await expectAccessible(saved, 'what was saved')
  // The list says the same as the tunnel's page; the router does not follow here.
  await crumb.getByRole('link', { name: 'Tunnels' }).click()
  const row = page.getByRole('row', { name: new RegExp(SEEDED) })
  await expect(row).toContainText('Reconnecting')
  await page.reload()
  await expect(row).toContainText('Reconnecting')
  await page.goBack()
  await saved.getByRole('button', { name: 'Dismiss' }).click()
  await page.reload()
  // The note is loaded later than the page, and sooner than this.
  await expect(page.getByText('Routes learned by BGP')).toBeVisible()
  await expect(saved).toHaveCount(0)
})

test('a value that the form cannot hold is told, and not replaced by what the form shows', async ({
  page,
}) => {
  const headers = { 'X-Tunneldesk': '1' }
  await page.goto('/tunnels')
  const set = (fault: string | null) => page.request.put('/api/sandbox/world', { headers, data: { fault } })
  await set('sandbox-odd-flag')
  const id = await openEdit(page, 'basics')
  await expect(page.getByText('The API sent values that this form cannot represent')).toBeVisible()
  const notice = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Replay protection' })
  await expect(notice).toContainText('"true"')
  await expectAccessible(page, 'a value that the form cannot hold')
  const sent = page.waitForRequest(/validate\?for=update/)
  await field(page, 'Description').fill('mine')
  expect((await sent).postDataJSON()).toMatchObject({ keep: ['replay_protection'] })
  // The stand-in does not take back what it was made to serve, and says so at the field.
  await expect(
    page
      .getByRole('main')
      .getByText(/cannot unmarshal string/)
      .first(),
  ).toBeVisible()
  const flag = page.getByRole('switch', { name: 'Replay protection' })
  await flag.check()
  await flag.uncheck()
  await expect(notice).toContainText('Replaced by what you set')
  await reviewOf(page, id)
  const row = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Replay protection' }) })
  await expect(row).toContainText('"true"')
  await expect(row).toContainText('Off')
  await accepted(page)
  await save(page)
  await expect(page.getByRole('region', { name: 'Saved' })).toContainText('Replay protection')
})

test('nothing can be saved where nothing was changed, and warnings are beside the rows of Review', async ({
  page,
}) => {
  const id = await openEdit(page, 'basics')
  await reviewOf(page, id)
  await expect(page.getByRole('heading', { name: 'Nothing was changed' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveAccessibleDescription(
    'Nothing was changed',
  )
  await expect(page.getByRole('button', { name: 'Check again' })).toHaveAccessibleDescription(
    /Nothing to check/,
  )
  await page.goBack()
  await field(page, 'Tunnel name').fill('ams dc1 a')
  await reviewOf(page, id)
  const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Tunnel name' }) })
  await expect(row).toContainText('ams dc1 a')
  await expect(row).toContainText('Check: ')
})

test('a change by a second browser is shown field by field, and nothing is overwritten unseen', async ({
  page,
  browser,
  baseURL,
}) => {
  const id = await openEdit(page, 'basics')
  await field(page, 'Description').fill('mine')
  await page.getByRole('link', { name: /^BGP/ }).click()
  await field(page, 'Customer ASN').fill('64799')
  await reviewOf(page, id)
  await accepted(page)
  // Between the check and the save.
  const storageState = await page.context().storageState()
  const second = await browser.newContext({ storageState, ...(baseURL !== undefined && { baseURL }) })
  await putTunnel(await second.newPage(), id, { description: 'theirs', replay_protection: true })
  await second.close()
  await save(page)

  const both = page.getByRole('region', { name: 'Changed by somebody else' })
  await expect(both).toBeFocused()
  const description = both.getByRole('group', { name: 'Description' })
  await expect(description).toContainText('theirs')
  await expect(description).toContainText('mine')
  await expect(both.getByRole('group', { name: 'Replay protection' })).toContainText('Their value is used')
  await expect(page.getByRole('button', { name: 'Save changes' })).toHaveAccessibleDescription(/compare/)
  expect((await editOf(page, id)).description).toBe('theirs')

  await description.getByLabel('Save mine').check()
  await both.getByRole('button', { name: 'Continue with these values' }).click()
  await accepted(page)
  await save(page)
  await expect(heading(page, SEEDED)).toBeVisible()
  expect(await editOf(page, id)).toMatchObject({
    description: 'mine',
    replay_protection: true,
    bgp: { customer_asn: 64799 },
  })
})

test('a draft comes back over a reload, and meets what changed meanwhile', async ({ page }) => {
  const id = await openEdit(page, 'basics')
  await field(page, 'Description').fill('mine')
  await field(page, 'Description').blur()
  await page.reload()
  await expect(page.getByText(/^Draft from/)).toBeVisible()
  await expect(field(page, 'Description')).toHaveValue('mine')
  await putTunnel(page, id, { description: 'theirs', health_check: { rate: 'high' } })
  // The proxy keeps what it read for three seconds; a change passes it by.
  await page.reload()
  const both = page.getByRole('region', { name: 'Changed by somebody else' })
  await expect(both).toContainText('theirs')
  // A field is named as it is understood outside of its step.
  await expect(both.getByRole('group', { name: 'Health rate' })).toContainText('high', { ignoreCase: true })
  // A new tunnel has a draft of its own.
  await page.goto('/tunnels/new/basics')
  await expect(field(page, 'Description')).toHaveValue('')
})

test('a clone takes all but the name, the interface address and the keys', async ({ page }) => {
  await page.goto('/tunnels')
  const id = await idOf(page, SEEDED)
  const from = await editOf(page, id)
  await page.goto(`/tunnels/new/basics?from=${id}`)
  await expect(page.getByText(`Filled from ${SEEDED}`)).toBeVisible()
  await expect(field(page, 'Cloudflare endpoint')).toHaveValue(String(from.cloudflare_endpoint))
  await expect(field(page, 'Tunnel name')).not.toHaveValue(SEEDED)
  await expect(field(page, 'Interface address')).not.toHaveValue(String(from.interface_address))
  await expect(field(page, 'Interface address')).toHaveValue(/\/31$/)
  const name = await field(page, 'Tunnel name').inputValue()
  await page.getByRole('link', { name: /^Review/ }).click()
  await accepted(page)
  await page.getByRole('button', { name: 'Create tunnel' }).click()
  await expect(heading(page, new RegExp(`${name} created`))).toBeVisible()
})

test('what somebody else changed since the last look is marked once, and what was changed here is not', async ({
  page,
}) => {
  const open = async () => {
    await page.getByRole('link', { name: SEEDED, exact: true }).click()
    await expect(heading(page, SEEDED)).toBeFocused()
    await expect(page.getByText('Routes learned by BGP')).toBeVisible()
  }
  const crumbs = page.getByRole('navigation', { name: 'Breadcrumb' })
  const toList = () => crumbs.getByRole('link', { name: 'Tunnels' }).click()
  await page.goto('/tunnels')
  const id = await idOf(page, SEEDED)
  const was = String((await editOf(page, id)).description)
  await open()
  const timeline = page.getByRole('region', { name: 'Seen by this browser' })
  await expect(timeline.getByRole('listitem')).toHaveText(/Up$/)
  const note = page.getByRole('region', { name: 'Changed since you last looked' })
  await expect(note).toHaveCount(0)
  await toList()
  await putTunnel(page, id, { description: 'theirs', replay_protection: true })
  await open()
  // What was read within three seconds is not read again.
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(note.getByRole('listitem')).toHaveText([
    `Description: was ${was}, is theirs`,
    'Replay protection: was Off, is On',
    // Theirs left the health check out, and what is left out of a change reads as its default.
    'Health direction: was Bidirectional, is Unidirectional',
  ])
  const configuration = page.getByRole('region', { name: 'Configuration' })
  await expect(configuration.getByText('changed')).toHaveCount(2)
  await expect(timeline.getByRole('listitem').last()).toHaveText(/^[\d:]+Up when you last looked$/)
  await expect(page.getByRole('status').first()).toHaveText(
    'Changed since you last looked: Description, Replay protection, Health direction',
  )
  await note.getByRole('button', { name: 'Dismiss' }).click()
  await expect(heading(page, SEEDED)).toBeFocused()
  await expect(configuration.getByText('changed')).toHaveCount(0)

  const dialog = page.getByRole('dialog')
  await setWorld(page, { fault: 'sandbox-refused' })
  await page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Change key' }).click()
  await dialog.getByRole('button', { name: 'Change key' }).click()
  await expect(dialog.getByText('The key was not changed')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await setWorld(page, { fault: null })
  await setKey(page, id)
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(note.getByRole('listitem')).toHaveText([/^Pre-shared key: was set .*, is set/])
  await page.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Change key' }).click()
  await dialog.getByRole('button', { name: 'Change key' }).click()
  await dialog.getByRole('button', { name: 'Show the key' }).click()
  await expect(configuration.getByText('Set just now')).toBeVisible()
  await expect(note).toHaveCount(0)
  // Nothing of a sandbox's tunnels is kept.
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('look')))).toEqual(
    [],
  )
})
