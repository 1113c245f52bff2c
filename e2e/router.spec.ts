/** The simulated router and the simulated faults, played by hand: every state of the status card can be seen. */
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { test } from './fixtures.ts'
import { create, goToReview, heading, NEW, openForm, TUNNEL } from './form.ts'
import { addTunnel, setPace } from './world.ts'

/** The page asks again within seconds, and on a busy machine later. */
const PATIENT = { timeout: 40_000 }

/** Sessions go fast enough that only the page's own asking takes time. */
test.beforeEach(async ({ page }) => setPace(page, 10))

const state = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true })
/** A session that this page has seen up says since when it is not. */
const lost = (page: Page) => page.getByRole('heading', { level: 2, name: /^Down since \d\d:\d\d:\d\d$/ })
const panel = (page: Page) => page.getByRole('region', { name: 'Play the router' })
const act = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true }).click()
const strip = (page: Page) => page.getByRole('complementary', { name: 'Simulated fault' })

const open = async (page: Page, name: string, { isFolded = false } = {}) => {
  await page.goto('/tunnels')
  await page.getByRole('link', { name, exact: true }).click()
  await expect(heading(page, name)).toBeVisible()
  // On a small screen it is folded until it is asked for.
  if (!isFolded) await expect(panel(page).getByText(/^The router is configured/)).toBeVisible()
}

const sandbox = (page: Page) => page.getByRole('dialog', { name: 'Sandbox' })
const sandboxButton = (page: Page) => page.getByRole('button', { name: 'Sandbox', exact: true })

const chooseFault = async (page: Page, label: string) => {
  await sandboxButton(page).click()
  await sandbox(page).getByLabel('Make the sandbox fail').selectOption(label)
  await page.keyboard.press('Escape')
  await expect(sandboxButton(page)).toBeFocused()
}

test('a wrong ASN is rejected and the right one brings the session up; a cut line is noticed and brought back', async ({
  page,
}) => {
  await open(page, 'ams-dc1-a')
  await expect(state(page, 'Up')).toBeVisible()
  await act(page, 'Wrong ASN')
  await expect(panel(page).getByText(/configured with a wrong ASN, and its line is connected/)).toBeVisible()
  await expect(state(page, 'BGP rejected')).toBeVisible(PATIENT)
  await act(page, 'Configure correctly')
  await expect(panel(page).getByRole('button', { name: 'Configure correctly' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await expect(state(page, 'Up')).toBeVisible(PATIENT)

  await act(page, 'Cut the line')
  await expect(panel(page).getByText(/its line is cut/)).toBeVisible()
  await expect(lost(page)).toBeVisible(PATIENT)
  await act(page, 'Bring it back')
  await expect(state(page, 'Up')).toBeVisible(PATIENT)
})

test('a wrong MD5 key looks like no connection, a hold time of 0 like a wrong ASN, half a session like one that is coming up', async ({
  page,
}) => {
  await open(page, 'osl-hq-a')
  await act(page, 'Wrong MD5 key')
  await expect(lost(page)).toBeVisible(PATIENT)
  await expect(page.getByText('Not established')).toBeVisible()
  await act(page, 'Hold time 0')
  await expect(state(page, 'BGP rejected')).toBeVisible(PATIENT)
  await act(page, 'Addresses swapped')
  await expect(lost(page)).toBeVisible(PATIENT)
  await act(page, 'Stop half way')
  await expect(state(page, 'Establishing')).toBeVisible(PATIENT)
})

test('a new tunnel waits for its router, and comes up while one looks on', async ({ page }) => {
  // At a higher pace it may be up before the line is cut.
  await setPace(page, 1)
  await page.goto(await addTunnel(page, NEW))
  await expect(panel(page).getByText(/^The router is configured as this tunnel requires/)).toBeVisible()
  await act(page, 'Cut the line')
  await expect(state(page, 'Waiting for your router')).toBeVisible(PATIENT)
  await setPace(page, 10)
  await act(page, 'Bring it back')
  await expect(state(page, 'Up')).toBeVisible(PATIENT)
})

test('the bar stays put, pushes and covers nothing, and comes last; a fault shows in every tab', async ({
  page,
  context,
}) => {
  await open(page, 'ams-dc1-a')
  const place = async (name: string) => panel(page).getByRole('button', { name, exact: true }).boundingBox()
  const before = await place('Cut the line')
  await act(page, 'Wrong MD5 key')
  await expect(panel(page).getByText(/with a wrong MD5 key/)).toBeVisible()
  expect(await place('Cut the line')).toEqual(before)
  expect(
    await page.evaluate(() => {
      const all = [...document.querySelectorAll('button, a, select, input, summary')]
      const dock = document.querySelector('[aria-labelledby=router-title]')
      return all.findIndex((each) => dock?.contains(each)) > all.findLastIndex((each) => each.closest('main'))
    }),
  ).toBe(true)
  await page.getByText('API object').scrollIntoViewIfNeeded()
  await expect(page.getByText('API object')).toBeInViewport()

  const other = await context.newPage()
  await other.goto('/tunnels')
  await sandboxButton(other).click()
  await expect(sandbox(other)).toBeVisible()
  await other.mouse.click(5, 300)
  await expect(sandbox(other)).toBeHidden()
  await chooseFault(other, 'The token may not do this')
  await expect(strip(page)).toContainText('The token may not do this')
  await strip(page).getByRole('button', { name: 'Switch it off' }).click()
  await expect(strip(other)).toHaveCount(0)
  await sandboxButton(other).click()
  await sandbox(other).getByLabel('Tunnels in this sandbox').selectOption('500')
  await sandbox(other).getByRole('button', { name: 'Replace' }).click()
  await expect(sandbox(other).getByText(/^Now 500\./)).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  await expect(panel(page)).toBeHidden()
})

test('the router is what the text of a file says: the generated one comes up, a wrong ASN is refused', async ({
  page,
}) => {
  await open(page, 'osl-hq-a')
  await panel(page).getByText('Set it up with a file').click()
  const text = panel(page).getByLabel('Text of frr.conf')
  const setUp = () => act(page, 'Set the router up with it')
  await expect(text).toHaveValue(/router bgp \d+/)
  const generated = await text.inputValue()
  await text.fill(generated.replace(/router bgp \d+/, 'router bgp 64999'))
  await setUp()
  await expect(panel(page).getByText(/^Its ASN is 64999; the tunnel expects/)).toBeVisible()
  await expect(state(page, 'BGP rejected')).toBeVisible(PATIENT)
  await expectAccessible(panel(page), 'with a file')

  await text.fill('remember the milk')
  await setUp()
  await expect(text).toHaveAccessibleDescription(/This is not a router configuration/)
  await text.fill(generated.replace(/router bgp \d+/, 'router bgp many'))
  await setUp()
  await expect(panel(page).getByText(/^Line \d+ of frr.conf is not understood: "router bgp"/)).toBeVisible()

  await act(page, 'Back to the generated text')
  await expect(text).toHaveValue(generated)
  await setUp()
  await expect(panel(page).getByText('It matches this tunnel.')).toBeVisible()
  await panel(page).getByLabel('File').selectOption('swanctl.conf')
  await expect(panel(page).getByLabel('Text of swanctl.conf')).toHaveValue(/PSK-OF-|secret = 0s/)
  await setUp()
  await expect(state(page, 'Up')).toBeVisible(PATIENT)
})

test('where nothing will show, the panel says why', async ({ page }) => {
  await open(page, 'osl-hq-b')
  await expect(state(page, 'No key')).toBeVisible()
  await expect(panel(page).getByText(/Without a key the tunnel stays down/)).toBeVisible()
  await open(page, 'aws-euw1-vgw')
  await expect(panel(page).getByText(/no BGP: what the router does shows in its health/)).toBeVisible()
})

test('a state that nobody knows is shown as it comes, and a missing one is named', async ({ page }) => {
  await open(page, 'ams-dc1-a')
  await chooseFault(page, 'Sessions are reported in an unknown state')
  await expect(state(page, 'BGP_FLAPPING')).toBeVisible(PATIENT)
  await chooseFault(page, 'No session is reported, although BGP is configured')
  await expect(state(page, 'No BGP report')).toBeVisible(PATIENT)
  await strip(page).getByRole('button', { name: 'Switch it off' }).click()
  await expect(state(page, 'Up')).toBeVisible(PATIENT)
})

test('a fault shows on every page, fails every call, and is switched off from any of them', async ({
  page,
}) => {
  await open(page, 'ams-dc1-a')
  await expect(strip(page)).toHaveCount(0)
  await chooseFault(page, 'The token may not do this')
  await expect(strip(page)).toContainText('The token may not do this')
  await expect(page.getByText(/The state could not be refreshed/)).toBeVisible(PATIENT)
  await expectAccessible(strip(page), 'under a fault')

  // It belongs to the world, so it is still there, and a page that cannot be shown is no trap.
  await page.goto('/tunnels')
  await expect(strip(page)).toContainText('The token may not do this')
  await expect(page.getByRole('main').getByText(/API token lacks a permission/)).toBeVisible(PATIENT)
  await strip(page).getByRole('button', { name: 'Switch it off' }).click()
  await expect(strip(page)).toHaveCount(0)
  await expect(page.getByRole('table')).toBeVisible()
})

test('a fault of the world meets a create as well, and nothing typed is lost', async ({ page }) => {
  await open(page, 'ams-dc1-a')
  await chooseFault(page, 'Success without a result; dry-runs work')
  await expect(strip(page)).toBeVisible()
  await openForm(page)
  await goToReview(page)
  await create(page)
  // The list cannot be read either, so the proxy sends nothing.
  await expect(page.getByText('The tunnel was not created')).toBeVisible(PATIENT)
  await strip(page).getByRole('button', { name: 'Switch it off' }).click()
  await expect(strip(page)).toHaveCount(0)
  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
})

test('the panel works by keyboard, says what it did, and fits a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await open(page, 'fra-core-02', { isFolded: true })
  await page.getByRole('button', { name: 'Unfold the simulated router' }).click()
  await panel(page).getByRole('button', { name: 'Cut the line' }).focus()
  await page.keyboard.press('Enter')
  await expect(panel(page).getByText(/its line is cut/)).toBeVisible()
  await expect(page.getByRole('status')).toHaveText(/Simulated router: Cut the line|Down/)
  await page.keyboard.press('Tab')
  await expect(panel(page).getByRole('button', { name: 'Bring it back' })).toBeFocused()
  await expect(panel(page).getByRole('button', { name: 'Cut the line' })).toHaveAccessibleDescription(
    'The line is cut already',
  )
  const { width, needed } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    needed: document.documentElement.scrollWidth,
  }))
  expect(needed).toBeLessThanOrEqual(width)
})
