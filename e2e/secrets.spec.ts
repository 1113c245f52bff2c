/** Keys are where they were typed and in the requests that need them, and nowhere else. */
import { expect, type Page } from '@playwright/test'
import { test } from './fixtures.ts'
import { create, field, fillBasics, goOn, heading, openForm, pill, TUNNEL, verdict } from './form.ts'

const PSK = 'canary-psk-5c1e0b7a94'
const MD5 = 'canary-md5-77f2d1'
const CANARIES = [PSK, MD5]

/** Everything that the browser keeps or shows, but for what stands in input fields. */
const traces = (page: Page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const cached = await caches.keys()
    return JSON.stringify({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases,
      cached,
      history: history.state,
      address: location.href,
      title: document.title,
      cookies: document.cookie,
      requests: performance.getEntries().map(({ name }) => name),
      text: document.documentElement.outerHTML,
      windowName: window.name,
    })
  })

const expectNoTrace = async (page: Page, where: string) => {
  const kept = await traces(page)
  for (const canary of CANARIES)
    expect(kept.includes(canary), `${canary.slice(0, 10)} in ${where}`).toBe(false)
}

test("typed keys reach the create and Review's check, and nothing else", async ({ page, server }) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  const bodies: { path: string; body: string; onReview: boolean }[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.startsWith('/api/')) return
    bodies.push({ path: pathname, body: request.postData() ?? '', onReview: page.url().endsWith('/review') })
  })

  await openForm(page)
  await fillBasics(page)
  await page.getByRole('radio', { name: 'I have one' }).check()
  await field(page, 'Pre-shared key').fill(PSK)
  await goOn(page)
  await page.getByLabel('Use BGP on this tunnel').check()
  await field(page, 'Customer ASN').fill('64700')
  await field(page, 'MD5 key').fill(MD5)
  await expect(pill(page, /accepts this configuration/)).toBeVisible()
  await expectNoTrace(page, 'the BGP step')
  await goOn(page)
  await goOn(page)
  await expect(heading(page, /^Review/)).toBeFocused()
  await expect(verdict(page, /accepts this configuration/)).toBeVisible()
  await expectNoTrace(page, 'Review')

  // The MD5 key is no secret to the API: it may be looked at, on request.
  await page
    .getByRole('button', { name: /Reveal/ })
    .first()
    .click()
  await expect(page.getByRole('main')).toContainText(MD5)

  const before = bodies.filter(({ onReview }) => !onReview)
  expect(before.length).toBeGreaterThan(1)
  for (const { body } of before) for (const canary of CANARIES) expect(body).not.toContain(canary)
  const checks = bodies.filter(({ path, onReview }) => onReview && path.endsWith('/validate'))
  expect(checks.at(-1)?.body).toContain(PSK)
  expect(checks.at(-1)?.body).toContain(MD5)

  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  // The key panel shows the key this once; the address and what is kept do not hold it.
  await page.reload()
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeVisible()
  expect((await traces(page)).includes(PSK)).toBe(false)

  expect(said.join('\n')).not.toContain('canary')
  expect(server.output()).not.toContain('canary')
})
