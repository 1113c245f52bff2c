/** The dry-run while typing: what it says, when it asks, and that nothing it says is lost or out of date. */
import { expect, type Page, type Request } from '@playwright/test'
import { test } from './fixtures.ts'
import {
  create,
  field,
  fillBasics,
  fillBgp,
  goOn,
  goToReview,
  heading,
  openForm,
  pill,
  TUNNEL,
  verdict,
} from './form.ts'

const isDryRun = (request: Request) => new URL(request.url()).pathname === '/api/tunnels/validate'

const nameIn = (request: Request): unknown => request.postDataJSON()?.name

/** Counts the dry-runs that the page sends from here on. */
const countDryRuns = (page: Page) => {
  const sent: Request[] = []
  page.on('request', (request) => {
    if (isDryRun(request)) sent.push(request)
  })
  return () => sent.length
}

test('of two checks only the newer one counts', async ({ page }) => {
  await openForm(page)
  const slow = page.waitForRequest((request) => isDryRun(request) && nameIn(request) === 'sandbox-slow')
  const dropped = page.waitForEvent('requestfailed', (request) => nameIn(request) === 'sandbox-slow')
  await fillBasics(page, { name: 'sandbox-slow' })
  await slow
  await field(page, 'Tunnel name').fill('sandbox-no-pointer')
  await field(page, 'Tunnel name').blur()
  await expect(pill(page, /The sandbox rejects/)).toBeVisible()
  await dropped
  await expect(pill(page, /The sandbox rejects/)).toBeVisible()
})

test('a local error stays when an older question is answered well', async ({ page }) => {
  await openForm(page)
  const slow = page.waitForRequest((request) => isDryRun(request) && nameIn(request) === 'sandbox-slow')
  await fillBasics(page, { name: 'sandbox-slow' })
  const answered = (await slow).response()
  const address = field(page, 'Interface address')
  await address.fill('8.8.8.8/31')
  await address.blur()
  await expect(address).toHaveAccessibleDescription(/Error: Choose from/)
  await answered
  await expect(address).toHaveAccessibleDescription(/Error: Choose from/)
  await expect(pill(page, 'Fix 1 field to check with the sandbox')).toBeVisible()
})

test('an incomplete form is OK so far, and nothing turns red', async ({ page }) => {
  await openForm(page)
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await field(page, 'Tunnel name').blur()
  await expect(pill(page, 'OK so far. 2 required fields left')).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-invalid="true"]')).toHaveCount(0)
  await expect(page.getByText('is required')).toHaveCount(0)
})

test('a complete form is accepted, in the name of the sandbox and with the time', async ({ page }) => {
  await openForm(page)
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(pill(page, /^The sandbox accepts this configuration · \d/)).toBeVisible()
  await expect(page.getByText(/Cloudflare (accepts|rejects|says)/)).toHaveCount(0)
})

test('an error about the third prefix marks the third prefix', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-prefix-2' })
  await goOn(page)
  await fillBgp(page)
  const prefixes = field(page, 'Extra prefixes to advertise')
  await prefixes.fill('10.20.0.0/16, 10.30.0.0/16, 10.40.0.0/16')
  await prefixes.blur()
  await expect(prefixes).toHaveAccessibleDescription(/The sandbox: This prefix may not be advertised/)
  const tags = page.getByRole('list', { name: 'Prefixes in the list' }).getByRole('listitem')
  const marked = tags.filter({ has: page.getByRole('img', { name: 'Problem' }) })
  await expect(marked).toHaveText([/10\.40\.0\.0\/16/])
})

test('an error about a field that the form does not have is shown with where it points', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-odd-pointer' })
  await goOn(page)
  await expect(page.getByRole('main').getByText(/flux_capacitor is out of range/)).toBeVisible()
  await expect(pill(page, /The sandbox rejects/)).toBeVisible()
})

test('an error that names no field is shown for the whole request', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-no-pointer' })
  await field(page, 'Interface address').blur()
  await expect(
    page.getByRole('main').getByText(/This tunnel cannot be made, and no field is named/),
  ).toBeVisible()
})

test('an error in a closed section opens it', async ({ page }) => {
  await openForm(page)
  await page.getByText('Advanced').click()
  await page.getByLabel('Automatic return routing').check()
  await page.getByText('Advanced').click()
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(page.getByLabel('Automatic return routing')).toBeVisible()
  await expect(page.getByRole('main')).toContainText(
    'automatic_return_routing is not enabled for this account',
  )
})

test('markup in an answer is shown as text', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-markup' })
  const description = field(page, 'Description')
  await description.fill('x')
  await description.blur()
  await expect(description).toHaveAccessibleDescription(/<img src=x onerror=alert\(1\)>/)
  await expect(page.locator('img')).toHaveCount(0)
})

test('a rate limit while typing counts down, leaves Create in reach, and checks resume', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-429-check' })
  await field(page, 'Interface address').blur()
  await expect(pill(page, /^API limit reached. Checks resume in 0:0[4-6]$/)).toBeVisible()
  await expect(pill(page, /^API limit reached. Checks resume in 0:0[1-3]$/)).toBeVisible()
  await field(page, 'Tunnel name').fill(TUNNEL.name)
  await goOn(page)
  await goOn(page)
  await goOn(page)
  await expect(heading(page, /^Review/)).toBeFocused()
  await expect(page.getByRole('button', { name: 'Create tunnel' })).toBeEnabled()
  await expect(page.getByRole('heading', { name: 'The sandbox accepts this configuration' })).toBeVisible()
})

test('Review says that a rate limit holds the check back, and blames no field', async ({ page }) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-429-check' })
  await expect(page.getByRole('main').getByText(/^The API limit is reached.* in 0:0[1-6]\./)).toBeVisible()
  await expect(page.getByText(/Fix the fields marked below/)).toHaveCount(0)
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

/** A check that ended without an answer: every place says the same, and none claims that something was checked. */
const expectNoAnswer = async (page: Page, text: string) => {
  await expect(pill(page, text)).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-invalid="true"]')).toHaveCount(0)
  await expect(summary(page).getByText(text)).toBeVisible()
  await expect(summary(page).getByText(/^Request ID /)).toBeVisible()
  await expect(summary(page).getByText(/last run|no objection|Nothing found/)).toHaveCount(0)
}

for (const [name, text] of [
  ['sandbox-500', "The sandbox's answer could not be read. You can keep editing"],
  ['sandbox-html', "The sandbox's answer could not be read. You can keep editing"],
  ['sandbox-bad-json', "The sandbox's answer could not be read. You can keep editing"],
  ['sandbox-401', "The API does not accept this server's token"],
  ['sandbox-403', "This server's token lacks a permission: it needs Magic WAN Write"],
] as const) {
  test(`${name}: a check without an answer says why, and is no verdict on the tunnel`, async ({ page }) => {
    await openForm(page)
    await fillBasics(page, { name })
    await field(page, 'Interface address').blur()
    await expectNoAnswer(page, text)
    await page.getByRole('link', { name: /^Review/ }).click()
    await expect(verdict(page, 'Not checked')).toBeVisible()
    await expect(page.getByText(/The sandbox (accepts|rejects)/)).toHaveCount(0)
  })
}

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
  await expect(page.getByText(/all the same/)).toHaveCount(0)
  const before = await told()
  await page.clock.runFor(2000)
  await expect(header).not.toContainText(before)
  await expect(wait).toContainText(`in ${await told()}.`)
})

test('after Create was refused, Review says each thing once, and the title says that it failed', async ({
  page,
}) => {
  await openForm(page)
  await goToReview(page, { name: 'sandbox-refused' })
  await create(page)
  await expect(page.getByText(/Another tunnel took this name in the meantime/)).toHaveCount(1)
  await expect(page.getByText('The tunnel was not created')).toHaveCount(1)
  await expect(page.getByText(/(accepts|rejects) (this configuration|1 field)/)).toHaveCount(0)
  await expect(page).toHaveTitle(/^Error: /)
})

test('Review says each problem and the verdict once, and marks an error as an error', async ({ page }) => {
  await openForm(page)
  await goToReview(page, { interface: '10.213.9.0/31' })
  await expect(verdict(page, 'The sandbox rejects this configuration')).toHaveCount(1)
  await expect(page.getByText(/rejects 1 field/)).toHaveCount(0)
  await expect(page.getByText(/Overlaps 10\.213\.9\.0\/31/).filter({ visible: true })).toHaveCount(1)
  await expect(page.getByRole('main').getByText('Problem, listed above')).toHaveCount(1)
})

test('no problem is counted for BGP while BGP is off', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-odd-pointer' })
  await field(page, 'Interface address').blur()
  await expect(pill(page, 'The sandbox rejects this configuration')).toBeVisible()
  const rail = page.getByRole('navigation', { name: 'Create tunnel progress' })
  await expect(rail.getByRole('link', { name: /^BGP/ })).toContainText('Optional, off')
  await expect(page.getByRole('main').getByText(/flux_capacitor is out of range/)).toBeVisible()
})

test('a name that is taken is read aloud when its field is left', async ({ page }) => {
  await openForm(page)
  await field(page, 'Tunnel name').fill('ams-dc1-a')
  await field(page, 'Tunnel name').blur()
  await expect(page.getByRole('status').last()).toHaveText(/^Tunnel name: .*ams-dc1-a.* 1 problem in Basics$/)
})

test('what Continue finds is read by its summary alone', async ({ page }) => {
  await openForm(page)
  const said = page.getByRole('status').last()
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const region = [...document.querySelectorAll('[role=status]')].at(-1) as Element
    new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  await goOn(page)
  await expect(page.getByRole('region', { name: 'There is a problem' })).toBeFocused()
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(said).toHaveText('The sandbox accepts this configuration')
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  expect(heard.filter((text) => /Enter|Choose|required/.test(text))).toEqual([])
})

test('a second acceptance after an edit is read aloud again', async ({ page }) => {
  await openForm(page)
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  const said = page.getByRole('status').last()
  await expect(said).toHaveText('The sandbox accepts this configuration')
  await field(page, 'Description').fill('second site')
  await expect(said).toHaveText('')
  await field(page, 'Description').blur()
  await expect(said).toHaveText('The sandbox accepts this configuration', { timeout: 10_000 })
})

test('an account without Magic WAN is said as such, not blamed on a field', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: 'sandbox-1012' })
  await field(page, 'Interface address').blur()
  await expect(pill(page, 'This account is not onboarded to Magic WAN')).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-invalid="true"]')).toHaveCount(0)
  await expect(page.getByText(/reject/)).toHaveCount(0)
})

test('a server out of reach is said, and the check is made up for when the network is back', async ({
  page,
  context,
}) => {
  await openForm(page)
  // Parts of the page that are still to come fail with it, and take away nothing that is there.
  await context.setOffline(true)
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(pill(page, "Can't reach this server. You can keep editing")).toBeVisible()
  await context.setOffline(false)
  await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible()
  const panel = page.getByRole('complementary', { name: 'Summary' })
  await expect(panel.getByRole('tabpanel')).toContainText(TUNNEL.name)
  await expect(panel.getByRole('button', { name: 'Load it again' })).toHaveCount(0)
})

test('a laptop without any network still reaches the server on itself', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { value: false }))
  await openForm(page)
  await fillBasics(page)
  await field(page, 'Interface address').blur()
  await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible()
})

test('going back to a text that was rejected shows the rejection again', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { interface: '10.213.9.0/31' })
  const address = field(page, 'Interface address')
  await address.blur()
  await expect(address).toHaveAccessibleDescription(/The sandbox: Overlaps/)
  await address.fill(TUNNEL.interface)
  await address.blur()
  await expect(pill(page, /^The sandbox accepts this configuration/)).toBeVisible()
  await address.fill('10.213.9.0/31')
  await address.blur()
  await expect(pill(page, 'The sandbox rejects 1 field')).toBeVisible()
  await expect(address).toHaveAccessibleDescription(/The sandbox: Overlaps/)
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

  test('typing without a pause sends one check, after the pause', async ({ page }) => {
    const count = await start(page)
    for (let ms = 0; ms < 60_000; ms += 400) {
      await page.keyboard.press('a')
      await page.clock.runFor(400)
    }
    expect(count()).toBe(0)
    await page.clock.runFor(2000)
    await expect.poll(count).toBe(1)
  })

  test('typing with pauses sends at most 25 checks', async ({ page }) => {
    const count = await start(page)
    for (let ms = 0; ms < 60_000; ms += 1600) {
      const answered = page.waitForResponse((response) => isDryRun(response.request())).catch(() => null)
      const before = count()
      await page.keyboard.press('a')
      await page.clock.runFor(1600)
      if (count() > before) await answered
    }
    expect(count()).toBeLessThanOrEqual(25)
    // Held back, not dead: the allowance is used up.
    expect(count()).toBeGreaterThanOrEqual(20)
  })
})
