/** Who can use it: axe, keyboard, small screens. */
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { test } from './fixtures.ts'
import {
  create,
  field,
  fillBasics,
  goOn,
  goToReview,
  heading,
  openForm,
  STEPS,
  TUNNEL,
  verdict,
} from './form.ts'

/** No page may scroll sideways; tables, code and keys scroll in boxes of their own. */
const expectNoSidewaysScroll = async (page: Page, where: string) => {
  const tooWide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  // The page follows the event of a new size, which may come after the window has it.
  await expect.poll(tooWide, where).toBeLessThanOrEqual(0)
}

/** Of every page in every state: the sandbox is named, axe finds nothing, and a phone need not scroll sideways. */
const look = async (page: Page, where: string) => {
  await expect(page.getByRole('banner').getByText('Sandbox', { exact: true })).toBeVisible()
  await expectAccessible(page, where)
  const size = page.viewportSize()
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 640 })
    await expectNoSidewaysScroll(page, `${where}, ${width} px`)
  }
  if (size) await page.setViewportSize(size)
}

const STEP_HEADINGS = { basics: /^Basics/, bgp: /^BGP/, health: /^Health check/, review: /^Review/ }

test('the form: axe finds nothing in light and in dark, and no step scrolls sideways on a phone', async ({
  page,
}) => {
  test.slow()
  await openForm(page)
  for (const step of STEPS) {
    await page.locator(`nav a[href="/tunnels/new/${step}"]`).first().click()
    await expect(heading(page, STEP_HEADINGS[step])).toBeVisible()
    if (step === 'bgp') await page.getByLabel('Use BGP on this tunnel').check()
    await look(page, `${step}, empty`)
  }
  await page.locator('nav a[href="/tunnels/new/basics"]').first().click()
  await page.getByText('Advanced').click()
  await goOn(page)
  await expect(page.getByRole('region', { name: 'There is a problem' })).toBeFocused()
  await look(page, 'basics, with errors')
})

test('from the list to a new tunnel: axe finds nothing, and no page scrolls sideways on a phone', async ({
  page,
}) => {
  test.slow()
  await openForm(page)
  await fillBasics(page)
  await goOn(page)
  await page.getByLabel('Use BGP on this tunnel').check()
  await field(page, 'Customer ASN').fill('64700')
  await field(page, 'MD5 key').fill('illegal?')
  await field(page, 'Extra prefixes to advertise').fill('10.0.0.0/24, 10.0.0.7/24,')
  await look(page, 'bgp, with errors')
  await field(page, 'MD5 key').fill('legal')
  await goOn(page)
  await goOn(page)
  await expect(verdict(page, /accepts this configuration/)).toBeVisible()
  await look(page, 'review, accepted')
  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  await look(page, 'status')
  // A tunnel that does not exist is said to be gone, with a way back.
  await page.goto('/tunnels/00000000000000000000000000000000')
  await expect(page.getByText(/no longer exists/)).toBeVisible()
  await look(page, 'a tunnel that is not there')
  await page.getByRole('main').getByRole('link').first().click()
  await expect(heading(page, /^Tunnels/)).toBeVisible()
  await expect(page.getByRole('table')).toBeVisible()
  await look(page, 'list')
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await look(page, 'an address without a page')
})

/** As long as they come: nothing limits a description, and the API does not rule IPv6 out. */
const LONG = {
  name: 'W'.repeat(200),
  description: 'd'.repeat(300),
  cloudflare_endpoint: '162.159.64.41',
  customer_endpoint: '2001:db8:1111:2222:3333:4444:5555:6666',
  interface_address: '10.77.4.0/31',
}

const listLong = async (page: Page) => {
  await page.goto('/tunnels')
  await page.evaluate(async (input) => {
    const headers = { 'Content-Type': 'application/json', 'X-Tunneldesk': '1' }
    await fetch('/api/tunnels', { method: 'POST', headers, body: JSON.stringify(input) })
  }, LONG)
  await page.reload()
  await expect(page.getByRole('link', { name: LONG.name })).toBeVisible()
}

test('a long name, description and address push nothing out of the list or the panel', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await listLong(page)
  await expect(page.getByRole('columnheader', { name: 'Modified' })).toBeInViewport({ ratio: 1 })
  await page.setViewportSize({ width: 390, height: 700 })
  await expectNoSidewaysScroll(page, 'list')

  await page.setViewportSize({ width: 1440, height: 900 })
  await openForm(page)
  await fillBasics(page, { name: LONG.name })
  const panel = page.getByRole('complementary', { name: 'Summary' })
  await expect(panel).toContainText(LONG.name)
  expect(await panel.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
})

test('the bars of the form cover none of it, in a low window and in print', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 })
  await openForm(page)
  const progress = await page.locator('span:has(> i)').boundingBox()
  const bar = await page.getByRole('button', { name: 'Summary' }).locator('..').boundingBox()
  expect(progress?.y).toBeLessThan((bar?.y ?? 0) + (bar?.height ?? 0))
  await page.setViewportSize({ width: 720, height: 1000 })
  await page.emulateMedia({ media: 'print' })
  const isOnTop = await heading(page, /^Basics/).evaluate((title) => {
    const { x, y, height } = title.getBoundingClientRect()
    return document.elementFromPoint(x + 4, y + height / 2) === title
  })
  expect(isOnTop).toBe(true)
  await expect(page.getByRole('main').getByText('Not checked yet')).toBeHidden()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true })

  test('the whole job can be done', async ({ page }) => {
    await openForm(page)
    await goToReview(page)
    await create(page)
    await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  })
})

test('what has the focus is never under the footer or the header', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 520 })
  await openForm(page)
  await page.getByText('Advanced').click()
  await heading(page, /./).focus()
  for (let press = 0; press < 30; press++) {
    await page.keyboard.press('Tab')
    const hidden = await page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body || focused.closest('footer, header')) return null
      const { left, top, width, height } = focused.getBoundingClientRect()
      const at = document.elementFromPoint(left + width / 2, top + height / 2)
      const seen = at !== null && (focused.contains(at) || at.contains(focused))
      return seen ? null : focused.outerHTML.slice(0, 120)
    })
    expect(hidden).toBeNull()
  }
})

test('the keyboard alone creates a tunnel', async ({ page }) => {
  const keys = page.keyboard
  /** Tabs until the control has the focus, as a person does who sees it. The code of a step may come after its heading. */
  const tabTo = async (name: string | RegExp) => {
    await expect(page.getByText(name).filter({ visible: true }).first()).toBeVisible()
    for (let press = 0; press < 40; press++) {
      await keys.press('Tab')
      const label = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement
        return element.labels?.length ? (element.labels[0]?.innerText ?? '') : element.innerText
      })
      if (typeof name === 'string' ? label.startsWith(name) : name.test(label)) return
    }
    throw new Error(`Tab does not reach ${name}`)
  }

  await page.goto('/tunnels')
  await expect(heading(page, /^Tunnels/)).toBeVisible()
  await tabTo(/^Create tunnel/)
  await keys.press('Enter')
  await expect(heading(page, /^Basics/)).toBeFocused()
  await tabTo('Tunnel name')
  await keys.type(TUNNEL.name)
  await tabTo('Cloudflare endpoint')
  await keys.type(TUNNEL.cloudflare)
  await tabTo('Customer endpoint')
  await keys.type(TUNNEL.customer)
  await tabTo('Interface address')
  await keys.type(TUNNEL.interface)
  // Enter in a text field goes on, and never creates.
  await keys.press('Enter')
  await expect(heading(page, /^BGP/)).toBeFocused()
  await tabTo('Use BGP on this tunnel')
  await keys.press('Space')
  await tabTo('Customer ASN')
  await keys.type('64700')
  await keys.press('Enter')
  await expect(heading(page, /^Health check/)).toBeFocused()
  await tabTo('Continue')
  await keys.press('Enter')
  await expect(heading(page, /^Review/)).toBeFocused()
  await tabTo('Create tunnel')
  await keys.press('Enter')
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
})
