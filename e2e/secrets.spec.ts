/** Keys are where they were typed and in the requests that need them, and nowhere else. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { startFakeApi } from './fake-api.ts'
import { test } from './fixtures.ts'
import { create, field, fillBasics, fillBgp, goOn, heading, openForm, pill, TUNNEL, verdict } from './form.ts'
import { startIssuer } from './hostile/issuer.ts'
import { startServerForOthers } from './server.ts'

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

/** From an open form to the BGP step, with both canaries typed. */
const typeKeys = async (page: Page) => {
  await fillBasics(page)
  await page.getByRole('radio', { name: 'I have one' }).check()
  await field(page, 'Pre-shared key').fill(PSK)
  await goOn(page)
  await fillBgp(page)
  await field(page, 'MD5 key').fill(MD5)
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
  await typeKeys(page)
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

test('behind a sign-in and on a real account: no token, key or sign-in in any answer, address, log or file', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'tunneldesk-'))
  const audit = join(folder, 'audit.log')
  const [api, issuer] = await Promise.all([startFakeApi(), startIssuer()])
  const [token, readToken] = ['canary-token-e2b7c05d91', 'canary-token-for-reads-7a']
  const signIn = await issuer.sign()
  const server = await startServerForOthers({
    ...api.settings(token),
    ...issuer.settings,
    CLOUDFLARE_API_TOKEN_READ: readToken,
    AUDIT_FILE: audit,
  })
  const answers: Promise<string>[] = []
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  page.on('response', (response) => {
    const body = response.text().catch(() => '')
    answers.push(Promise.all([response.allHeaders(), body]).then((both) => JSON.stringify(both)))
  })

  // As Access in front would.
  await page.setExtraHTTPHeaders({ 'Cf-Access-Jwt-Assertion': signIn })
  await page.goto(`${server.origin}/tunnels/new/basics`)
  await typeKeys(page)
  await goOn(page)
  await goOn(page)
  await expect(verdict(page, /accepts this configuration/)).toBeVisible()
  await create(page)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeFocused()
  await page.reload()
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeVisible()

  // They did all pass through the server.
  expect(api.seen.map(({ token }) => token)).toEqual(
    expect.arrayContaining([`Bearer ${token}`, `Bearer ${readToken}`]),
  )
  expect(api.seen.map(({ body }) => body).join()).toContain(PSK)

  await server.stop()
  const files = [...filesBelow('dist'), audit]
  expect(existsSync(audit) && readFileSync(audit, 'utf8')).toContain('"outcome":"done"')
  const kept = await traces(page)
  const told = await Promise.all(answers)
  for (const secret of [token, readToken, signIn, signIn.split('.')[2] ?? '', PSK]) {
    expect(told.filter((answer) => answer.includes(secret))).toEqual([])
    expect(addresses.filter((address) => address.includes(secret))).toEqual([])
    expect(kept.includes(secret)).toBe(false)
  }
  // The API shows MD5 keys to everyone who may read a tunnel; they are in no address, log or file all the same.
  expect(addresses.join()).not.toContain(MD5)
  const written = [server.output(), ...files.map((file) => readFileSync(file, 'latin1'))]
  for (const secret of ['canary-', signIn.split('.')[2] ?? '']) {
    expect(written.filter((text) => text.includes(secret))).toEqual([])
  }
  await Promise.all([api.stop(), issuer.stop()])
  rmSync(folder, { recursive: true })
})

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
