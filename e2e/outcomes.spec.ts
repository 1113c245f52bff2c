/** How Create may end when things go wrong: made, not made, not confirmed. It is sent once, whatever happens. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from './fixtures.ts'
import { create, field, goToReview, heading, openForm, pressTwice, TUNNEL } from './form.ts'
import { freePort, startServer } from './server.ts'
import { setWorld } from './world.ts'

/** The proxy looks for a tunnel several times before it gives up. */
const PATIENT = { timeout: 40_000 }

/** Counts what is sent to create a tunnel. */
const countCreates = (page: Page) => {
  let count = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/tunnels') count++
  })
  return () => count
}

/** How many tunnels of that name there are, as the list shows them. */
const expectInList = async (page: Page, name: string, count: number) => {
  await page.goto('/tunnels')
  await expect(page.getByRole('table').getByRole('link', { name: 'ams-dc1-a' })).toBeVisible()
  await expect(page.getByRole('table').getByRole('link', { name, exact: true })).toHaveCount(count)
}

test('a Create that takes long says so, and pressed twice it creates once', async ({ page }) => {
  const creates = countCreates(page)
  await openForm(page)
  await goToReview(page, { name: 'sandbox-slow' })
  await pressTwice(page.getByRole('button', { name: 'Create tunnel' }))
  await expect(page.getByRole('heading', { name: 'Creating the tunnel' })).toBeVisible()
  await page.getByRole('button', { name: 'Creating...' }).press('Enter')
  await expect(heading(page, /sandbox-slow/)).toBeFocused()
  expect(creates()).toBe(1)
  await expectInList(page, 'sandbox-slow', 1)
})

test('a Create that is left while it runs takes nobody away from another page, and its key waits on its own', async ({
  page,
}) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-slow' })
  await create(page)
  await expect(page.getByRole('button', { name: 'Creating...' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Tunnels' }).click()
  await page.getByRole('link', { name: 'ams-dc1-a', exact: true }).click()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  const description = field(page, 'Description')
  await description.fill('typed meanwhile')
  await expect(page.getByRole('status').filter({ hasText: 'sandbox-slow was created' })).toBeAttached(PATIENT)
  await expect(description).toBeFocused()
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Tunnels' }).click()
  await page.getByRole('link', { name: 'sandbox-slow', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Pre-shared key' })).toBeVisible()
  await page.goto('/tunnels/new/basics')
  await expect(field(page, 'Tunnel name')).toHaveValue('')
})

/** A list that lags behind, below, meets the other way to lose an answer. */
for (const name of process.env.ALL_FAULTS
  ? ['sandbox-cut-after', 'sandbox-cut-inside']
  : ['sandbox-cut-inside']) {
  test(`${name}: when the answer is lost but the tunnel was made, it is found and shown`, async ({
    page,
  }) => {
    const creates = countCreates(page)
    await openForm(page)
    await goToReview(page, { name })
    await create(page)
    await expect(heading(page, new RegExp(name))).toBeFocused(PATIENT)
    // The key was made here, so it is not lost with the answer.
    await expect(page.getByRole('region', { name: 'Pre-shared key' })).toBeVisible()
    expect(creates()).toBe(1)
    await expectInList(page, name, 1)
  })
}

test('when nobody knows whether the tunnel was made, this is said, looked up on demand, and never sent again', async ({
  page,
}) => {
  const creates = countCreates(page)
  await openForm(page)
  await goToReview(page, { name: 'sandbox-cut-before' })
  await create(page)
  await expect(page.getByText('Not confirmed: the tunnel may or may not exist')).toBeVisible(PATIENT)
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(page.getByText(/does not contain it. Creating again is safe/)).toBeVisible()
  expect(creates()).toBe(1)
  await page.goBack()
  await page.goForward()
  await expect(page.getByText('sandbox-cut-before').first()).toBeVisible()
  await expectInList(page, 'sandbox-cut-before', 0)
})

test('a list that lags behind: once it has the tunnel, looking again opens it with its key', async ({
  page,
}) => {
  const creates = countCreates(page)
  await openForm(page)
  await goToReview(page, { name: 'sandbox-cut-after' })
  await setWorld(page, { fault: 'sandbox-lag' })
  await create(page)
  await expect(page.getByText('Not confirmed: the tunnel may or may not exist')).toBeVisible(PATIENT)
  await setWorld(page, { fault: null })
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(heading(page, /sandbox-cut-after/)).toBeFocused()
  await expect(page.getByRole('region', { name: 'Pre-shared key' })).toBeVisible()
  expect(creates()).toBe(1)
})

test('a list that lags behind: creating again finds the tunnel that the first Create made', async ({
  page,
}) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-cut-after' })
  await setWorld(page, { fault: 'sandbox-lag' })
  await create(page)
  await expect(page.getByText('Not confirmed: the tunnel may or may not exist')).toBeVisible(PATIENT)
  await create(page)
  await expect(heading(page, /sandbox-cut-after/)).toBeFocused(PATIENT)
  await expect(page.getByRole('region', { name: 'Pre-shared key' })).toBeVisible()
  await expectInList(page, 'sandbox-cut-after', 1)
})

test('a server that is started again in between: what was typed is there, and the tunnel is made once', async ({
  page,
}) => {
  const settings = { PORT: String(await freePort()) }
  const folder = mkdtempSync(join(tmpdir(), 'tunneldesk-again-'))
  const first = await startServer(settings, 'node', folder)
  await page.goto(`${first.origin}/tunnels/new/basics`)
  await goToReview(page, { name: 'sandbox-slow' })
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/api/tunnels'),
  )
  await create(page)
  await sent
  process.kill(first.pid, 'SIGKILL')
  await expect(page.getByText(/Not confirmed/)).toBeVisible(PATIENT)
  const second = await startServer(settings, 'node', folder)
  try {
    await page.getByRole('button', { name: 'Look again' }).click()
    await expect(page.getByText(/does not contain it. Creating again is safe/)).toBeVisible()
    await create(page)
    await expect(heading(page, /sandbox-slow/)).toBeFocused(PATIENT)
    await expect(page.getByRole('region', { name: 'Pre-shared key' })).toBeVisible()
  } finally {
    await second.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a refusal at the last moment is said once, leads to its field, loses nothing, and goes when corrected', async ({
  page,
}) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-refused' })
  await create(page)
  await expect(page.getByText('The tunnel was not created')).toBeVisible()
  await expect(page.getByText('The tunnel was not created')).toHaveCount(1)
  await expect(page).toHaveTitle(/^Error: /)
  await expect(page.getByText(/The sandbox: Another tunnel took this name in the meantime/)).toBeVisible()
  await expect(page.getByText(/Another tunnel took this name in the meantime/)).toHaveCount(1)
  // It is the verdict now: none of an earlier check stands beside it.
  await expect(page.getByText(/^Dry run of exactly/)).toHaveCount(0)
  await expect(page.getByText(/(accepts|rejects) (this configuration|1 field)/)).toHaveCount(0)
  await page.getByRole('link', { name: 'Tunnel name' }).first().click()
  await expect(field(page, 'Tunnel name')).toBeFocused()
  await expect(field(page, 'Interface address')).toHaveValue(TUNNEL.interface)
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'The sandbox accepts this configuration' })).toBeVisible()
  await expect(page.getByText('The tunnel was not created')).toHaveCount(0)
})

test('a rate limit on Create says how long, and a later Create works', async ({ page }) => {
  await openForm(page)
  // Were the dry-run limited as well, each check would begin another wait.
  await goToReview(page, { name: 'sandbox-429-write' })
  await create(page)
  await expect(page.getByText('The tunnel was not created')).toBeVisible()
  await expect(page.getByText(/Try again in 0:0\d/)).toBeVisible()
  await expect(page.getByText('Try again now. Nothing you typed is lost.')).toBeVisible()
  await page.getByRole('link', { name: 'Change Basics' }).click()
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'The sandbox accepts this configuration' })).toBeVisible()
  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
})

test('a Create that cannot leave the machine says so, and works once the network is back', async ({
  page,
  context,
}) => {
  await openForm(page)
  await goToReview(page)
  await expect(page.getByRole('heading', { name: 'The sandbox accepts this configuration' })).toBeVisible()
  await context.setOffline(true)
  await create(page)
  const said = page.getByText(/Not confirmed|was not created/)
  await expect(said.first()).toBeVisible(PATIENT)
  await context.setOffline(false)
  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  await expectInList(page, TUNNEL.name, 1)
})

test('where nobody may write, every page says so first, keeps what is typed, and no key press creates', async ({
  page,
}) => {
  const readOnly = await startServer({ READ_ONLY: '1' })
  const creates = countCreates(page)
  try {
    await page.goto(`${readOnly.origin}/tunnels/new/basics`)
    await expect(page.getByText('This server is set to read-only', { exact: true })).toBeVisible()
    await expect(
      page.getByText(/administrator of this server can change that: the setting is READ_ONLY/),
    ).toBeVisible()
    await goToReview(page)
    const button = page.getByRole('button', { name: 'Create tunnel' })
    await expect(button).toHaveAccessibleDescription(/read-only/)
    await button.press('Control+Enter')
    await button.press('Enter')
    await expect(heading(page, /^Review/)).toBeVisible()
    expect(creates()).toBe(0)

    await page.goto(`${readOnly.origin}/tunnels`)
    await page.getByRole('link', { name: 'ams-dc1-a', exact: true }).click()
    const actions = page.getByRole('group', { name: 'Actions' })
    for (const name of ['Edit', 'Clone', 'Change key', 'Delete']) {
      await expect(actions.getByRole('button', { name })).toHaveAccessibleDescription(/read-only/)
    }
    await expect(actions.getByRole('button', { name: 'Export' })).toBeEnabled()
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('edit ams-dc1-a')
    const option = page.getByRole('option', { name: /^Edit ams-dc1-a/ })
    await expect(option).toBeDisabled()
    await expect(option).toContainText('This server is set to read-only')
    await page.keyboard.press('Enter')
    await expect(option).toBeVisible()
    await page.keyboard.press('Escape')
    // The address of a dialog or of the form itself still opens it.
    const tunnel = page.url()
    for (const dialog of ['delete', 'change-key']) {
      await page.goto(`${tunnel}#${dialog}`)
      await expect(
        page
          .getByRole('dialog')
          .getByRole('paragraph')
          .filter({ hasText: /^This server is set to read-only$/ }),
      ).toBeVisible()
    }
    await page.goto(`${tunnel}/edit/basics`)
    await expect(page.getByText('This server is set to read-only', { exact: true })).toBeVisible()
    await field(page, 'Description').fill('typed')
    await page.reload()
    await expect(field(page, 'Description')).toHaveValue('typed')
  } finally {
    await readOnly.stop()
  }
})

test('after a reload in the middle of a create, the form says that the tunnel may exist', async ({
  page,
}) => {
  await openForm(page)
  await goToReview(page)
  await setWorld(page, { fault: 'sandbox-slow' })
  const sent = page.waitForRequest((request) => request.method() === 'POST' && /tunnels$/.test(request.url()))
  await create(page)
  await sent
  await page.reload()
  const notice = page.getByRole('main').getByText(`A request to create ${TUNNEL.name} was sent at`)
  await expect(notice).toBeVisible()
  // Below the strip of the fault, too.
  await expect(page.getByRole('complementary', { name: 'Simulated fault' })).toBeVisible()
  await expect(page.getByText(/Keys are never stored\.$/)).toBeInViewport({ ratio: 1 })
  await setWorld(page, { fault: null })
  // The server finishes it.
  await expect
    .poll(async () => (await (await page.request.get('/api/tunnels')).text()).includes(TUNNEL.name), {
      timeout: 20_000,
    })
    .toBe(true)
  // A new draft has nothing to do with it.
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await expect(notice).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(notice).toHaveCount(0)
})
