/** When the dry-run asks, and what is said while it may not ask or gets no answer from the API. */
import { expect, type Page } from '@playwright/test'
import { countDryRuns, isDryRun } from './dry-runs.ts'
import { test } from './fixtures.ts'
import { create, field, fillBasics, goToReview, heading, openForm, pill, TUNNEL, verdict } from './form.ts'

test('a rate limit while typing counts down, leaves Create in reach, and checks resume', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-429-check' })
  await field(page, 'Interface address').blur()
  await expect(pill(page, /^API limit reached. Checks resume in 0:0[4-6]$/)).toBeVisible()
  await expect(pill(page, /^API limit reached. Checks resume in 0:0[1-3]$/)).toBeVisible()
  // Review says so as well, and blames no field.
  await page.getByRole('link', { name: /^Review/ }).click()
  await expect(page.getByRole('main').getByText(/^The API limit is reached.* in 0:0[0-6]\./)).toBeVisible()
  await expect(page.getByText(/Fix the fields marked below/)).toHaveCount(0)
  await page.goBack()
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await page.getByRole('link', { name: /^Review/ }).click()
  await expect(heading(page, /^Review/)).toBeFocused()
  await expect(page.getByRole('button', { name: 'Create tunnel' })).toBeEnabled()
  await expect(page.getByRole('heading', { name: 'The sandbox accepts this configuration' })).toBeVisible()
})

test('a check that gets no answer says so, and does not stop Create', async ({ page }) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-hang-check' })
  await expect(
    pill(page, 'The sandbox did not answer in time. Check again, or create the tunnel without a check.'),
  ).toBeVisible({ timeout: 15_000 })
  await create(page)
  await expect(heading(page, /sandbox-hang-check/)).toBeFocused()
})

const summary = (page: Page) => page.getByRole('complementary', { name: 'Summary' })

/** The focus stays on the pill when pressing it leaves it nothing to offer. */
const expectFocusKept = async (page: Page) => {
  const check = page.getByRole('button', { name: /lacks a permission.* Check now/ })
  await check.focus()
  const asked = page.waitForRequest('**/api/tunnels/validate')
  await page.keyboard.press('Enter')
  await asked
  await expect(check).toBeFocused()
}

/** A check that ended without an answer: every place says the same, and none claims that something was checked. */
const expectNoAnswer = async (page: Page, text: string) => {
  await expect(pill(page, text)).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-invalid="true"]')).toHaveCount(0)
  await expect(summary(page).getByText(text)).toBeVisible()
  await expect(summary(page).getByText(/^Request ID /)).toBeVisible()
  await expect(summary(page).getByText(/last run|no objection|Nothing found/)).toHaveCount(0)
}

const UNREADABLE = "The sandbox's answer could not be read. You can keep editing"
/** What the checks of tunnels with these names end with. `ALL_FAULTS=1` tries every answer that cannot be read. */
const NO_ANSWER: [name: string, text: string][] = [
  ['sandbox-401', "The API does not accept this server's token"],
  ['sandbox-403', "This server's token lacks a permission: it needs Magic WAN Write"],
  ['sandbox-html', UNREADABLE],
  ...(process.env.ALL_FAULTS
    ? ([
        ['sandbox-500', UNREADABLE],
        ['sandbox-bad-json', UNREADABLE],
      ] as [string, string][])
    : []),
]

test('a check without an answer says why, and is no verdict on the tunnel', async ({ page }) => {
  await openForm(page)
  for (const [name, text] of NO_ANSWER) {
    await fillBasics(page, { name })
    await field(page, 'Interface address').blur()
    await expectNoAnswer(page, text)
    if (name === 'sandbox-403') await expectFocusKept(page)
    await page.getByRole('link', { name: /^Review/ }).click()
    await expect(verdict(page, 'Not checked')).toBeVisible()
    await expect(page.getByText(/The sandbox (accepts|rejects)/)).toHaveCount(0)
    await page.goBack()
  }
  // Of the account, not of a field.
  await field(page, 'Tunnel name').fill('sandbox-1012')
  await field(page, 'Tunnel name').blur()
  await expect(pill(page, 'This account is not onboarded to Magic WAN')).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-invalid="true"]')).toHaveCount(0)
  await expect(page.getByText(/reject/)).toHaveCount(0)
})

test('a request that is too large is told at its field, as our own limit, and nothing is sent', async ({
  page,
}) => {
  await openForm(page)
  await fillBasics(page)
  await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible()
  const checks: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/validate')) checks.push(request.url())
  })
  const description = field(page, 'Description')
  await description.fill('x'.repeat(70_000))
  await description.blur()
  await expect(description).toHaveAccessibleDescription(/This server takes requests up to 64 KiB/)
  await expect(pill(page, 'Fix 1 field to check with the sandbox')).toBeVisible()
  await page.getByRole('link', { name: /^Review/ }).click()
  await expect(verdict(page, 'Not checked')).toBeVisible()
  await expect(page.getByText(/The sandbox (accepts|rejects)/)).toHaveCount(0)
  expect(checks).toEqual([])
})

test('a long rate limit has one countdown, in the header, in the pill, on Review and after Create', async ({
  page,
}) => {
  await page.clock.install()
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-429-long' })
  await field(page, 'Interface address').blur()
  await page.clock.runFor(1000)
  const header = page.getByRole('banner').getByText(/^API paused/)
  await expect(header).toBeVisible()
  // React shows a step whose code comes late by a timer, and none fires once the clock stands still.
  await page.getByRole('link', { name: /^Review/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Review/ })).toBeVisible()
  await page.getByRole('link', { name: /^Basics/ }).click()
  await page.clock.pauseAt(Date.now() + 3000)
  await expect(header).toHaveText(/^API paused 4:\d\d$/)
  const told = async () => (await header.textContent())?.match(/\d:\d\d/)?.[0] ?? ''
  const shown = await told()
  await expect(pill(page, /^API limit reached/)).toContainText(`in ${shown}`)
  await page.getByRole('link', { name: /^Review/ }).click()
  await expect(pill(page, /^The API limit is reached/)).toContainText(`in ${shown}.`)
  await create(page)
  const wait = page.getByText(/^Try again in/)
  await expect(wait).toBeVisible()
  // The page's clock was set ahead of the server's, so the server may have told a later end by now.
  await expect(wait).toContainText(`in ${await told()}.`)
  await expect(page.getByText(/without a check/)).toHaveCount(0)
  const before = await told()
  await page.clock.runFor(2000)
  await expect(header).not.toContainText(before)
  await expect(wait).toContainText(`in ${await told()}.`)
})

test('a server out of reach is said, and the check is made up for when the network is back', async ({
  page,
  context,
}) => {
  await openForm(page)
  await expect(pill(page, 'Not checked yet')).toBeVisible()
  const panel = page.getByRole('complementary', { name: 'Summary' })
  await expect(panel.getByRole('tabpanel')).toBeVisible()
  await context.setOffline(true)
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(pill(page, "Can't reach this server. You can keep editing")).toBeVisible()
  await context.setOffline(false)
  await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible()
  await expect(panel.getByRole('tabpanel')).toContainText(TUNNEL.name)
})

test('a part whose code did not arrive is asked for again, and nothing typed is lost', async ({
  page,
  context,
}) => {
  await openForm(page)
  const router = page.getByLabel('Your router (optional)', { exact: true })
  await expect(router).toBeVisible()
  await fillBasics(page)
  await context.setOffline(true)
  // The code that knows the routers comes once one is chosen.
  await router.selectOption({ label: 'Cisco Meraki MX' })
  const failed = page.getByText('The advice for this router could not be loaded.')
  await expect(failed).toBeVisible()
  const again = page.getByRole('button', { name: 'Load it again' })
  // Without the network the page is not left: the request that asks for the server fails.
  const unreachable = page.waitForEvent('requestfailed', (request) => request.url() === page.url())
  await again.click()
  await unreachable
  await expect(failed).toBeVisible()
  await context.setOffline(false)
  await again.click()
  await expect(page.getByRole('main').getByText(/^Set for it: /)).toBeVisible()
  await expect(failed).toHaveCount(0)
  await expect(field(page, 'Tunnel name')).toHaveValue(TUNNEL.name)
})

test('what is opened while the server is out of reach is missing, and takes neither the page nor its keys with it', async ({
  page,
  context,
}) => {
  const missing = page.getByRole('complementary', { name: 'A part of this page did not load.' })
  await openForm(page)
  await page.getByRole('radio', { name: 'I have one' }).check()
  await field(page, 'Pre-shared key').fill('a-key-that-was-typed-by-hand')
  await context.setOffline(true)
  await page.keyboard.press('ControlOrMeta+k')
  await expect(missing).toBeVisible()
  await page.getByRole('button', { name: 'Sandbox' }).click()
  await expect(field(page, 'Pre-shared key')).toHaveValue('a-key-that-was-typed-by-hand')

  await context.setOffline(false)
  page.on('dialog', (dialog) => dialog.accept())
  await openForm(page)
  await page.getByRole('radio', { name: 'Generate' }).check()
  await goToReview(page)
  await create(page)
  const key = page.getByRole('region', { name: 'Pre-shared key' })
  await expect(key).toBeVisible()
  await context.setOffline(true)
  const actions = page.getByRole('group', { name: 'Actions' })
  await actions.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('dialog').getByText('The form could not be loaded.')).toBeVisible()
  await page.keyboard.press('Escape')
  await actions.getByRole('button', { name: 'Export' }).click()
  await expect(missing).toBeVisible()
  await page.getByLabel('Router', { exact: true }).selectOption({ label: 'FortiGate' })
  await expect(key).toBeVisible()
})

test('a laptop without any network still reaches the server on itself', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { value: false }))
  await openForm(page)
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible()
})

test.describe("in a minute of the page's own clock", () => {
  const start = async (page: Page) => {
    await page.clock.install()
    await openForm(page)
    await fillBasics(page)
    await page.clock.runFor(1000)
    await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible()
    await page.clock.pauseAt(Date.now() + 60 * 60 * 1000)
    await field(page, 'Description').click()
    return countDryRuns(page)
  }

  test('typing without a pause sends one check, after the pause; with pauses at most 25', async ({
    page,
  }) => {
    const count = await start(page)
    for (let ms = 0; ms < 20_000; ms += 400) {
      await page.keyboard.press('a')
      await page.clock.runFor(400)
    }
    expect(count()).toBe(0)
    await page.clock.runFor(2000)
    await expect.poll(count).toBe(1)
    // The pill follows a moment later, by the page's own clock.
    await expect(async () => {
      await page.clock.runFor(100)
      await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible({ timeout: 200 })
    }).toPass()

    await page.clock.runFor(60_000)
    const first = count()
    for (let ms = 0; ms < 60_000; ms += 1600) {
      const answered = page.waitForResponse((response) => isDryRun(response.request())).catch(() => null)
      const before = count()
      await page.keyboard.press('a')
      await page.clock.runFor(1600)
      if (count() > before) await answered
    }
    expect(count() - first).toBeLessThanOrEqual(25)
    // Held back, not dead: the allowance is used up.
    expect(count() - first).toBeGreaterThanOrEqual(20)
  })
})
