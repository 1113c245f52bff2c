/** The list and the status card: what they say of a tunnel, and how often they ask. */
import { expect, type Locator, type Page } from '@playwright/test'
import { test } from './fixtures.ts'
import { heading, NEW, TUNNEL } from './form.ts'
import { addTunnel, setWorld } from './world.ts'

// In UTC there is no other zone to switch to.
test.use({ timezoneId: 'Europe/Lisbon' })

const state = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true })

const rowOf = (page: Page, name: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })

/** Makes the page believe that its tab is hidden or shown: headless pages always are shown. */
const setVisibility = (page: Page, visibility: 'hidden' | 'visible') =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true })
    Object.defineProperty(document, 'hidden', { value: value === 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, visibility)

test("the list tells each tunnel's state in words and leads to its card; a new tunnel waits for the router", async ({
  page,
}) => {
  await page.goto('/tunnels')
  for (const [name, word] of [
    ['ams-dc1-a', 'Up'],
    ['fra-core-02', 'Establishing'],
    ['chi-dc2-a', 'Down'],
    ['chi-dc2-b', 'BGP rejected'],
    ['osl-hq-b', 'No key'],
    ['aws-euw1-vgw', 'Healthy'],
  ] as const) {
    await expect(rowOf(page, name).getByRole('cell').first()).toHaveText(word)
  }
  await page.getByRole('link', { name: 'chi-dc2-b' }).click()
  await expect(heading(page, 'chi-dc2-b')).toBeVisible()
  await expect(state(page, 'BGP rejected')).toBeVisible()
  await expect(page.getByText(/TCP connects but BGP does not.*It was already so at \d\d:/)).toBeVisible()
  await page.goBack()
  await expect(heading(page, /^Tunnels/)).toBeVisible()

  // A new tunnel is not shown as broken.
  await page.goto(await addTunnel(page, NEW))
  await expect(state(page, 'Waiting for your router')).toBeVisible()
  await page.goto('/tunnels')
  await expect(rowOf(page, TUNNEL.name)).toContainText('Waiting for your router')
  const colour = (name: string) =>
    rowOf(page, name)
      .getByRole('cell')
      .first()
      .locator('svg')
      .evaluate((mark) => getComputedStyle(mark).color)
  expect(await colour(TUNNEL.name)).not.toBe(await colour('chi-dc2-a'))
})

test('a tunnel without a key says so, and gets one that is shown once', async ({ page }) => {
  await page.goto('/tunnels')
  await page.getByRole('link', { name: 'osl-hq-b' }).click()
  await expect(state(page, 'No key')).toBeVisible()
  await setWorld(page, { fault: 'sandbox-refused' })
  await page.getByRole('button', { name: 'Generate a key' }).click()
  await expect(page.getByRole('region', { name: 'Result of generating a key' })).toBeFocused()
  await expect(page.getByRole('status').first()).toHaveText('No key was generated')
  await setWorld(page, { fault: null })
  await page.getByRole('button', { name: 'Generate a key' }).click()
  await expect(page.getByRole('heading', { name: 'Pre-shared key' })).toBeFocused()
  const panel = page.getByRole('region', { name: 'Pre-shared key' })
  await expect(panel).toContainText('This is the only time the key is shown')
  const key = await panel.getByRole('code').innerText()
  expect(key.length).toBeGreaterThanOrEqual(16)
  // Where the browser refuses to copy, the key is selected, blanks and all.
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))
  })
  await panel.getByRole('button', { name: 'Copy key' }).click()
  await expect(panel.getByRole('button', { name: 'Selected: press Ctrl+C' })).toBeVisible()
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe(key)
  await expect(page.getByText('The key is shown above until you leave this page.')).toBeVisible()
  await page.getByRole('button', { name: 'Show UTC' }).click()
  await expect(page.getByText("UTC, on all of this page's clocks")).toBeVisible()
  // The page does not ask again for the key that it just showed.
  await expect(state(page, 'Waiting for your router')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Generate a key' })).toHaveCount(0)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(key)).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await page.reload()
  await expect(heading(page, 'osl-hq-b')).toBeVisible()
  await expect(page.getByText(key)).toHaveCount(0)
})

test('a hidden tab asks nothing, and asks once when it is looked at again', async ({ page }) => {
  // Before the page makes its timers: those that were made earlier would not run with this clock.
  await page.clock.install()
  await page.goto(await addTunnel(page, NEW))
  await expect(state(page, 'Waiting for your router')).toBeVisible()
  const asked: string[] = []
  const askedHealth: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (/\/(health|traffic)$/.test(pathname)) askedHealth.push(pathname)
    if (/^\/api\/tunnels\/[0-9a-f]{32}$/.test(pathname)) asked.push(pathname)
  })
  // Shown, it asks on its own.
  await page.clock.runFor(6_000)
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  await page.waitForLoadState('networkidle')

  await setVisibility(page, 'hidden')
  asked.length = 0
  askedHealth.length = 0
  await page.clock.runFor(180_000)
  expect([...asked, ...askedHealth]).toEqual([])
  await setVisibility(page, 'visible')
  await expect.poll(() => asked.length).toBe(1)
})

test('when an answer fails to come, the last one stays with its age', async ({ page, context }) => {
  await page.goto(await addTunnel(page, NEW))
  await expect(state(page, 'Waiting for your router')).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  await expect(page.getByText(/The state could not be refreshed/)).toBeVisible({ timeout: 30_000 })
  await expect(
    page.getByRole('heading', {
      level: 2,
      name: /^Last known: (Waiting for your router|Establishing), \d\d:\d\d:\d\d$/,
    }),
  ).toBeVisible()
  await context.setOffline(false)
})

test("the tunnel's page uses the width it is given, and fits the narrowest and the lowest screen", async ({
  page,
}) => {
  await page.goto('/tunnels')
  await page.getByRole('link', { name: 'ams-dc1-a' }).click()
  await expect(state(page, 'Up')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('ams-dc1-a')
  const box = async (name: string) => {
    const at = await page.getByRole('heading', { level: 2, name, exact: true }).boundingBox()
    if (!at) throw new Error(`${name} is not shown`)
    return at
  }
  await page.setViewportSize({ width: 2560, height: 1300 })
  const [status, router, configuration] = [
    await box('Up'),
    await box("Your router's side"),
    await box('Configuration'),
  ]
  expect(status.x).toBeLessThan(router.x)
  expect(router.x).toBeLessThan(configuration.x)
  expect(Math.abs(status.y - configuration.y)).toBeLessThan(40)
  // Each card follows the one above it, whatever the height of the column beside it.
  for (const [above, below] of [
    ['Up', 'Health and traffic'],
    ["Your router's side", 'Routes into this tunnel'],
  ] as const) {
    const [first, second] = await Promise.all(
      [above, below].map((name) => page.getByRole('region', { name, exact: true }).boundingBox()),
    )
    expect((second?.y ?? 0) - (first?.y ?? 0) - (first?.height ?? 0)).toBe(20)
  }

  // The ID is one word.
  await page.setViewportSize({ width: 1440, height: 900 })
  const id = page.getByText(/^[0-9a-f]{32}$/)
  const lines = await id.evaluate((shown) => [...shown.getClientRects()].length)
  expect(lines).toBe(1)

  await page.setViewportSize({ width: 320, height: 256 })
  expect((await box('Up')).y).toBeLessThan((await box("Your router's side")).y)
  // Nothing else is between the two.
  expect((await box("Your router's side")).y).toBeLessThan((await box('Health and traffic')).y)
  const needed = () => page.evaluate(() => document.documentElement.scrollWidth)
  expect(await needed()).toBe(320)
  await page.getByText('API object').click()
  await expect(page.getByRole('tabpanel', { name: 'JSON' })).toBeVisible()
  expect(await needed()).toBe(320)
  const crumbs = page.getByRole('navigation', { name: 'Breadcrumb' })
  const expectClearOfMark = (last: Locator) => {
    const mark = page.getByRole('banner').getByText('Sandbox', { exact: true })
    // The mark is replaced by a button once its code has loaded.
    const gap = async () => {
      const [crumb, next] = [await last.boundingBox(), await mark.boundingBox()]
      return crumb && next ? next.x - crumb.x - crumb.width : -1
    }
    return expect.poll(gap).toBeGreaterThanOrEqual(0)
  }
  await expectClearOfMark(crumbs)
  await page.getByRole('heading', { name: 'Configuration' }).scrollIntoViewIfNeeded()
  await expect(page.getByRole('banner')).not.toBeInViewport()
  await page.goto('/tunnels')
  await expectClearOfMark(crumbs.getByRole('link', { name: 'Routes' }))

  // A name without a place to break it.
  const name = 'x'.repeat(120)
  await page.goto(`${await addTunnel(page, { ...NEW, name })}#delete`)
  const dialog = page.getByRole('dialog', { name: `Delete ${name}` })
  await expect(dialog.getByRole('textbox', { name: 'Tunnel name' })).toBeFocused()
  expect(await dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
})

test('a tunnel prints on one sheet', async ({ page }) => {
  await page.goto('/tunnels')
  // A tunnel that is down has the longest diagnosis.
  await page.getByRole('link', { name: 'chi-dc2-a', exact: true }).click()
  await expect(heading(page, 'chi-dc2-a')).toBeFocused()
  await expect(page.getByText('Routes learned by BGP')).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeHidden()
  const fetched = page
    .getByText(/^Fetched/)
    .locator('time')
    .first()
  const day = await fetched.evaluate((time) => getComputedStyle(time, '::before').content)
  expect(day).toMatch(/^"\d{4}-\d\d-\d\d /)
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
})
