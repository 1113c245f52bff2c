/** Health and traffic: the tunnel's page, the list, and what both say when there is nothing to say. */
import { expect, type Locator, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { test } from './fixtures.ts'
import { names, table } from './list.ts'
import { addTunnel, setPace, setWorld } from './world.ts'

const NAME = 'aws-euw1-vgw'

const section = (page: Page) => page.getByRole('region', { name: 'Health and traffic' })
const title = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true })

const openTunnel = async (page: Page, name = NAME) => {
  await page.goto('/tunnels')
  await page.getByRole('link', { name, exact: true }).click()
  await expect(section(page)).toBeVisible()
}

/**
 * Waits on an open page until health has followed the router: at the pace of this test the page asks every six seconds.
 * The server forgets its answers when the simulation is set.
 */
const follows = (page: Page, place: Locator) =>
  expect(async () => {
    await setWorld(page, { pace: 100 })
    await expect(place).toBeVisible({ timeout: 7000 })
  }).toPass({ timeout: 60_000 })

test('a site without BGP is healthy by its probes: in the list, as strips, as tables, with keys alone', async ({
  page,
}) => {
  await page.goto('/tunnels')
  const row = table(page).getByRole('row').filter({ hasText: NAME })
  await expect(row.getByRole('cell', { name: /^Healthy, probes answered: (100|9\d\.\d) %$/ })).toBeVisible()
  // Worst first.
  await table(page).getByRole('button', { name: 'Health', exact: true }).click()
  await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual(['chi-dc2-a', 'osl-hq-b'])

  await page.getByRole('link', { name: NAME, exact: true }).click()
  await expect(title(page, 'Healthy')).toBeVisible()
  await expect(
    page.getByText(
      /^(100|9\d\.\d) % of probes answered in 10 minutes, 31 data centres; about \d minutes? behind\.$/,
    ),
  ).toBeVisible()
  const strips = section(page).getByRole('img', {
    name: /^Health in the last hour: 31 data centres, all healthy/,
  })
  await expect(strips).toBeVisible()
  // Something is drawn: of a blank canvas every pixel is the same.
  await expect
    .poll(() =>
      strips.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const { data = [] } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {}
        return new Set(new Uint32Array(Uint8Array.from(data).buffer)).size
      }),
    )
    .toBeGreaterThan(3)

  // Keys alone: to another span and into the table, which scrolls by itself.
  await section(page).getByRole('radio', { name: 'Last hour' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(section(page).getByRole('img', { name: /^Health in the last day/ })).toBeVisible()
  await section(page).locator('summary', { hasText: 'Health as a table' }).focus()
  await page.keyboard.press('Enter')
  const scrolled = section(page).getByRole('region', { name: 'Health by data centre, table' })
  await expect(scrolled).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(scrolled).toBeFocused()
  const rows = section(page).getByRole('table').getByRole('row')
  await expect(rows).toHaveCount(32)
  await expect(rows.filter({ hasText: 'fra08' })).toContainText(/\d %.*healthy.*never/)
  await section(page).getByText('Traffic as a table').click()
  await expect(
    section(page)
      .getByRole('cell', { name: /^\d+\.\d [kM]bit\/s$/ })
      .first(),
  ).toBeVisible()
  await expect(section(page).getByRole('link', { name: 'Connector health' })).toHaveAttribute(
    'href',
    'https://dash.cloudflare.com/?to=/:account/networking-insights/health',
  )
  await expectAccessible(section(page), 'health and traffic')
})

test('health follows the simulated router: one data centre, a firewall that drops replies, a cut line', async ({
  page,
}) => {
  await setPace(page, 100)
  await openTunnel(page)
  const play = async (act: string) => {
    await page.getByRole('button', { name: act }).click()
    await expect(page.getByRole('button', { name: act })).toHaveAttribute('aria-pressed', 'true')
  }
  await play('One data centre bad')
  await follows(page, section(page).getByText(/1 not healthy in the newest 10 minutes: fra08/))
  await expect(title(page, 'Healthy')).toBeVisible()
  await expect(page.getByText('Look at the data centres that fail')).toBeVisible()
  await expect(
    page.getByText(/as down in 1 of 31 data centres: there it adds 1,000,000 to the/),
  ).toBeVisible()
  await expect(page.getByText(/behind\. Healthy since \d\d:\d\d or earlier/)).toBeVisible()
  const own = page.url()
  const backup = { prefix: '10.60.0.0/16', nexthop: '10.213.9.1', priority: 200 }
  await page.request.post('/api/routes', { headers: { 'X-Tunneldesk': '1' }, data: backup })
  await page.goto('/routes?to=10.60.1.1')
  await expect(
    page.getByText("priority 100; data centres may differ in its tunnel's state for routing"),
  ).toBeVisible()
  await expect(
    page.getByText(/^Data centres may differ .* goes to ams-dc1-a\. In the newest data .* fra08 \(1 of 31/),
  ).toBeVisible()
  await page.goto(own)

  await play('Lose 5 % of probes')
  await follows(page, page.getByText(/as degraded in every data centre: it adds 500,000 to the/))
  await expect(title(page, 'Healthy')).toBeVisible()
  await expect(page.getByText('Find the loss')).toBeVisible()

  await page.getByRole('button', { name: 'Cut the line' }).click()
  await follows(page, title(page, 'Down'))
  await expect(page.getByText('Let IKE through')).toBeVisible()

  // With BGP: the session is up, and reply probes are not answered.
  await openTunnel(page, 'ams-dc1-a')
  await play('Block reply probes')
  await follows(page, title(page, 'Up, probes fail'))
  await expect(page.getByText('Send requests, not replies')).toBeVisible()
})

test('a tunnel without BGP gets no advice while its probes are being read', async ({ page }) => {
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (document.body?.textContent?.includes('What to do next'))
        document.documentElement.dataset.advised = ''
    })
    watch.observe(document, { childList: true, subtree: true })
  })
  await openTunnel(page)
  await expect(title(page, 'Healthy')).toBeVisible()
  await expect(page.locator('html[data-advised]')).toHaveCount(0)
})

test('what stands in the way of health is named and hides nothing else', async ({ page }) => {
  await page.goto('/tunnels')
  await setWorld(page, { fault: 'sandbox-health-denied' })
  await page.reload()
  const note = page.getByRole('note').filter({ hasText: 'not known' })
  await expect(note).toContainText('lacks the permission "Account Analytics Read"')
  await expect.poll(async () => (await names(page)).length).toBe(8)
  await expect(table(page).getByRole('row').filter({ hasText: NAME })).toContainText('No BGP')

  // The look-up counts with the state for routing, so the page of routes says it, too.
  await page.getByRole('link', { name: 'Routes', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Static routes of this account' })).toBeVisible()
  await expect(note).toContainText('lacks the permission "Account Analytics Read"')
  await page.goBack()

  await page.getByRole('link', { name: NAME, exact: true }).click()
  await expect(title(page, 'BGP not configured')).toBeVisible()
  await expect(note).toHaveCount(1)
  await expect(note.getByRole('link', { name: "Open the account's API tokens" })).toHaveAttribute(
    'href',
    'https://dash.cloudflare.com/?to=/:account/api-tokens',
  )
  await expect(note.getByRole('link', { name: 'Open your own API tokens' })).toHaveAttribute(
    'href',
    'https://dash.cloudflare.com/profile/api-tokens',
  )
  // The next read shows the same element: a new one would move the page, and a screen reader would start again.
  const shown = await note.elementHandle()
  const read = [/\/health\?span=hour$/, /\/traffic\?span=hour$/].map((url) => page.waitForResponse(url))
  await page.getByRole('button', { name: 'Refresh health and traffic' }).click()
  await Promise.all(read)
  await expect(note).toHaveCount(1)
  expect(await shown?.evaluate((element) => element.isConnected)).toBe(true)
  await expectAccessible(note, 'without the permission')

  await page.getByRole('button', { name: 'Sandbox' }).click()
  const failing = page.getByRole('combobox', { name: 'Make the sandbox fail' })
  for (const [fault, words] of [
    ['account', 'sees no analytics of this account'],
    ['empty', 'sees no analytics of this account'],
    ['plan', "The account's plan does not include this data"],
    ['query', "refused this server's query"],
    ['busy', 'cannot answer at the moment'],
    ['null', 'unexpected format'],
    ['partial', 'cannot answer at the moment'],
    // The last: it pauses all questions for five minutes.
    ['limit', 'The limit of the GraphQL API is used up'],
  ] as const) {
    // All three: one that is still on its way would count as a failure of the next, and five in a row stop the calls.
    const answers = [/\/api\/health$/, /\/health\?span=hour$/, /\/traffic\?span=hour$/].map((url) =>
      page.waitForResponse(url),
    )
    await failing.selectOption(`sandbox-health-${fault}`)
    await Promise.all(answers)
    await expect(note, fault).toContainText(words)
    await expect(page.getByRole('region', { name: 'Routes into this tunnel' }), fault).toBeVisible()
  }
})

test('no data is not down, and sampled counts are called estimates', async ({ page }) => {
  await page.goto('/tunnels')
  await setWorld(page, { fault: 'sandbox-health-none' })
  await openTunnel(page)
  await expect(title(page, 'No health data')).toBeVisible()
  await expect(section(page)).toContainText('That is no data, and not "down".')
  await expect(section(page)).toContainText('if the tunnel was renamed, its history is under the old one')
  await expect(section(page)).toContainText(`No traffic under the name ${NAME}`)
  await expectAccessible(section(page), 'no data')
  await page.getByRole('link', { name: 'Tunnels', exact: true }).first().click()
  await expect(table(page).getByRole('row').filter({ hasText: NAME })).toContainText('no data')

  // With checks off Cloudflare counts every probe as failed: the page calls nothing down.
  const ends = { cloudflare_endpoint: '203.0.113.18', customer_endpoint: '203.0.113.61' }
  const off = await addTunnel(page, {
    name: 'opo-unchecked',
    ...ends,
    interface_address: '10.77.0.20/31',
    psk: 'a key of thirty two characters..',
    health_check: { enabled: false },
  })
  await setWorld(page, { fault: null, pace: 100 })
  await expect(async () => {
    await page.goto(off)
    await section(page).getByText('Health as a table').click({ timeout: 2000 })
  }).toPass()
  await expect(title(page, 'Health checks off')).toBeVisible()
  await expect(section(page).getByRole('row').nth(1)).toContainText('checks off')
  await expect(section(page).getByRole('cell', { name: /^down/ })).toHaveCount(0)

  await setWorld(page, { fault: 'sandbox-health-sampled' })
  await openTunnel(page)
  await expect(section(page)).toContainText('Counts are estimates')
  await expect(title(page, 'Healthy')).toBeVisible()
})
