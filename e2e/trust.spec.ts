/** What a foreign page can make a real browser do to a server that holds a real token: nothing. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base, expect, type Page } from '@playwright/test'
import { REFUSALS } from '../src/contract/calls/refusals.ts'
import { findBrowser, LAUNCH_ARGS } from './browser.mjs'
import { type FakeApi, startFakeApi } from './fake-api.ts'
import { test as watched } from './fixtures.ts'
import { INPUT, TUNNEL_ID } from './hostile/case.ts'
import { type RunningServer, startServer, startServerForOthers } from './server.ts'

const TOKEN = 'canary-token-40d8c1f2e7'
/** A name that its owner re-points to this machine while a page of his is open: DNS rebinding. */
const REBOUND = 'evil.example'

interface Live {
  api: FakeApi
  /** Starts a server on the fake account. */
  start(settings?: Record<string, string>): Promise<RunningServer>
  /** The same for a mode that serves others. */
  startForOthers(settings: Record<string, string>): Promise<RunningServer>
  /** Serves a foreign page; returns its address under this machine's own. */
  foreign(html: string): Promise<string>
}

// biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
const live = async ({}: object, use: (live: Live) => Promise<void>) => {
  const api = await startFakeApi()
  api.tunnels.set(TUNNEL_ID, { ...INPUT, name: 'there', id: TUNNEL_ID })
  const servers: RunningServer[] = []
  const pages: Server[] = []
  await use({
    api,
    async start(settings = {}) {
      const server = await startServer({ ...api.settings(TOKEN), ...settings })
      servers.push(server)
      return server
    },
    async startForOthers(settings) {
      const server = await startServerForOthers({ ...api.settings(TOKEN), ...settings })
      servers.push(server)
      return server
    },
    async foreign(html) {
      const server = createServer((_request, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
      }).listen(0, '127.0.0.1')
      await once(server, 'listening')
      pages.push(server)
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
  })
  for (const page of pages) page.close()
  await Promise.all(servers.map((server) => server.stop()))
  await api.stop()
}

const launchOptions = {
  executablePath: findBrowser()?.path ?? '',
  args: [...LAUNCH_ARGS, `--host-resolver-rules=MAP ${REBOUND} 127.0.0.1`],
}
const test = base.extend<{ live: Live }>({ live })
test.use({ launchOptions })

/** Everything that a script can send anywhere, at this origin; the page's title tells when all of it is over. */
const attacks = (origin: string) => `
  const write = { method: 'POST', body: JSON.stringify(${JSON.stringify(INPUT)}) }
  const ours = { 'content-type': 'application/json', 'x-tunneldesk': '1' }
  const all = ['/api/tunnels', '/api/tunnels/validate', '/api/tunnels/${TUNNEL_ID}/psk'].flatMap((path) => [
    fetch('${origin}' + path),
    fetch('${origin}' + path, { mode: 'no-cors', credentials: 'include' }),
    fetch('${origin}' + path, { ...write, headers: ours }),
    fetch('${origin}' + path, { ...write, headers: ours, credentials: 'include' }),
    fetch('${origin}' + path, { ...write, mode: 'no-cors', credentials: 'include' }),
    fetch('${origin}' + path, { ...write, mode: 'no-cors', headers: { 'content-type': 'text/plain' } }),
    fetch('${origin}' + path, { method: 'DELETE', headers: ours }),
    new Promise((done) => { const image = new Image(); image.onload = image.onerror = done; image.src = '${origin}' + path }),
  ])
  navigator.sendBeacon('${origin}/api/tunnels', new Blob([write.body], { type: 'text/plain' }))
  Promise.allSettled(all).then(() => { document.title = 'over' })
`
const scriptPage = (script: string) => `<!doctype html><title>at it</title><script>${script}</script>`

const expectNothingReached = async (page: Page, { api }: Live, server: RunningServer) => {
  expect(api.seen).toEqual([])
  expect(api.tunnels.size).toBe(1)
  // The same browser on our own page does reach it, so that nothing above was quiet for another reason.
  await page.goto(`${server.origin}/tunnels`)
  await expect(page.getByRole('link', { name: 'there' })).toBeVisible()
  expect(api.seen.length).toBeGreaterThan(0)
}

test.describe('without a sign-in, on this machine only', () => {
  test('a name re-pointed to this machine shows no page and reads and writes nothing', async ({
    page,
    live,
  }) => {
    const server = await live.start()
    const rebound = server.origin.replace('127.0.0.1', REBOUND)
    expect((await page.goto(`${rebound}/`))?.status()).toBe(421)
    const statuses = await page.evaluate(
      async ([path, body]) => {
        const headers = { 'content-type': 'application/json', 'x-tunneldesk': '1' }
        const answers = await Promise.all([
          fetch('/api/tunnels'),
          fetch('/api/meta'),
          fetch('/theme.js'),
          fetch('/api/tunnels', { method: 'POST', headers, body }),
          fetch('/api/tunnels/validate', { method: 'POST', headers, body }),
          fetch(path, { method: 'DELETE', headers, body: '{}' }),
        ])
        return answers.map(({ status }) => status)
      },
      [`/api/tunnels/${TUNNEL_ID}`, JSON.stringify(INPUT)] as const,
    )
    expect(statuses).toEqual(Array.from({ length: 6 }, () => 421))
    await expectNothingReached(page, live, server)
  })

  test('a page on another port, another name and another site reaches nothing with all that a script can send', async ({
    page,
    live,
  }) => {
    const server = await live.start()
    const at = await live.foreign(scriptPage(attacks(server.origin)))
    for (const host of ['127.0.0.1', 'localhost', REBOUND]) {
      await page.goto(at.replace('127.0.0.1', host))
      await expect(page).toHaveTitle('over')
    }
    expect(server.output().match(/"status":403/g)?.length).toBeGreaterThan(20)
    await expectNothingReached(page, live, server)
  })

  test('a sandboxed frame reaches nothing, and no page of ours lets itself be framed', async ({
    page,
    live,
  }) => {
    const server = await live.start()
    const script = `${attacks(server.origin)}; Promise.allSettled(all).then(() => parent.postMessage('over', '*'))`
    const at = await live.foreign(`<!doctype html><title>at it</title>
      <script>onmessage = () => { document.title = 'over' }</script>
      <iframe sandbox="allow-scripts" srcdoc="${scriptPage(script).replaceAll('"', '&quot;')}"></iframe>`)
    await page.goto(at)
    await expect(page).toHaveTitle('over')
    await page.goto(await live.foreign(`<!doctype html><iframe src="${server.origin}/tunnels"></iframe>`))
    const frame = page.frames().at(-1)
    await expect.poll(() => frame?.url()).toContain('chrome-error:')
    await expectNothingReached(page, live, server)
  })

  test('a form of another site changes nothing, whatever it says its content is', async ({ page, live }) => {
    const server = await live.start()
    const name = JSON.stringify({ ...INPUT, description: '' })
      .replace(/"}$/, '')
      .replaceAll('"', '&quot;')
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const at = await live.foreign(`<!doctype html>
        <form method="post" enctype="${type}" action="${server.origin}/api/tunnels">
          <input name="${name}" value="&quot;}"><button>Win a prize</button>
        </form>`)
      await page.goto(at.replace('127.0.0.1', REBOUND))
      const answered = page.waitForResponse((response) => response.url().startsWith(server.origin))
      await page.getByRole('button').click()
      expect((await answered).status()).toBe(403)
    }
    await expectNothingReached(page, live, server)
  })
})

const linkOf = async (server: RunningServer): Promise<string> => {
  await expect.poll(server.output).toContain('#k=')
  return /http:\S+#k=[0-9a-f]{64}/.exec(server.output())?.[0] ?? ''
}

test.describe('with the link that is printed at start', () => {
  test('it opens once, for the browser that used it, and leaves nothing that a script can read', async ({
    page,
    browser,
    live,
  }) => {
    const server = await live.start({ LOCAL_LAUNCH_TOKEN: 'on' })
    const link = await linkOf(server)
    const key = link.split('#k=')[1] ?? ''

    await page.goto(`${server.origin}/tunnels`)
    await expect(page.getByText('open the link that the server printed')).toBeVisible()
    expect(live.api.seen).toEqual([])

    await page.goto(link)
    await expect(page.getByRole('link', { name: 'there' })).toBeVisible()
    await expect(page.getByRole('banner')).toContainText(/\S+, operator/)
    expect(page.url()).toBe(`${server.origin}/tunnels`)
    const cookies = await page.context().cookies()
    expect(cookies.map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([[true, 'Strict']])
    const readable = await page.evaluate(() =>
      JSON.stringify([
        document.cookie,
        { ...localStorage },
        { ...sessionStorage },
        history.state,
        location.href,
        document.documentElement.outerHTML,
      ]),
    )
    for (const secret of [key, cookies[0]?.value ?? '', TOKEN]) expect(readable).not.toContain(secret)

    const other = await browser.newPage()
    await other.goto(link)
    await expect(other.getByText('open the link that the server printed')).toBeVisible()
    await other.close()
    // Opening it again, or the wrong link of another site, must not end the sign-in: no other link is printed.
    for (const again of [link, `${server.origin}/#k=0`]) {
      await page.goto('about:blank')
      await page.goto(again)
      await expect(page.getByRole('link', { name: 'there' })).toBeVisible()
    }
  })

  test('a second server on this machine is sent the cookie, and does not take it', async ({ page, live }) => {
    const first = await live.start({ LOCAL_LAUNCH_TOKEN: 'on' })
    // The first page may still be asking, so what the second server asks is known by its token.
    const token = 'canary-token-of-the-second'
    const second = await live.start({ LOCAL_LAUNCH_TOKEN: 'on', CLOUDFLARE_API_TOKEN: token })
    await page.goto(await linkOf(first))
    await expect(page.getByRole('link', { name: 'there' })).toBeVisible()
    const asked = page.waitForRequest(`${second.origin}/api/tunnels`)
    await page.goto(`${second.origin}/tunnels`)
    // With the cookie that any program with a port is sent, it can do nothing at the first server.
    const { cookie = '' } = await (await asked).allHeaders()
    expect(cookie).toContain('tunneldesk_session_')
    const stolen = await fetch(`${first.origin}/api/tunnels`, { headers: { cookie } })
    expect(stolen.status).toBe(401)
    await expect(page.getByText('open the link that the server printed')).toBeVisible()
    const askers = live.api.seen.map((request) => request.token)
    expect(askers).toContain(`Bearer ${TOKEN}`)
    expect(askers).not.toContain(`Bearer ${token}`)
  })
})

test('the page says who you are, and what you may not do is disabled and says why', async ({
  page,
  live,
}) => {
  const secret = 's'.repeat(32)
  const server = await live.startForOthers({
    AUTH_MODE: 'header',
    IDENTITY_HEADER: 'X-Forwarded-Email',
    PROXY_SECRET: secret,
    TRUSTED_PROXY_CIDRS: '127.0.0.1/32',
    VIEWERS: 'view@corp.example',
  })
  // As a proxy in front would.
  await page.setExtraHTTPHeaders({ 'X-Proxy-Secret': secret, 'X-Forwarded-Email': 'view@corp.example' })
  await page.goto(`${server.origin}/tunnels/new/review`)
  await expect(page.getByRole('banner')).toContainText('view@corp.example, viewer')
  await expect(page.getByRole('button', { name: 'Create tunnel' })).toBeDisabled()
  await expect(page.getByText(REFUSALS.not_allowed.message).first()).toBeVisible()
  expect(live.api.seen.every(({ line }) => line.startsWith('GET '))).toBe(true)

  await page.setExtraHTTPHeaders({ 'X-Proxy-Secret': secret, 'X-Forwarded-Email': 'x@corp.example' })
  const refused = await page.goto(`${server.origin}/tunnels`)
  expect(refused?.status()).toBe(403)
  expect(await refused?.text()).toContain('x@corp.example')
})

const watchedLive = watched.extend<{ live: Live }>({ live })
watchedLive.use({ launchOptions })

watchedLive(
  'whatever the API sends is text, and never markup, script or a foreign link',
  async ({ page, live }) => {
    const evil = '<img src=x onerror="document.title=1"><script>document.title=1</script>\u202e{{1}}'
    live.api.tunnels.set(TUNNEL_ID, {
      ...INPUT,
      id: TUNNEL_ID,
      name: `there ${evil}`,
      description: evil,
      customer_endpoint: 'javascript:alert(1)',
      bgp: { customer_asn: 64_700, extra_prefixes: [evil], md5_key: evil },
      bgp_status: { state: evil, tcp_established: true, updated_at: '2027-01-15T08:00:00Z' },
      health_check: { enabled: true, target: { saved: evil, effective: evil } },
    } as never)
    const server = await live.start()
    for (const path of ['/tunnels', `/tunnels/${TUNNEL_ID}`]) {
      await page.goto(server.origin + path)
      await expect(page.getByText('<img src=x onerror=').first()).toBeVisible()
      expect(await page.locator('#root img, #root script, #root [onerror]').count()).toBe(0)
      const links = await page
        .locator('#root a')
        .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
      // Links of our own lead to Cloudflare's dashboard; some come with the tunnel's health.
      const ours = [server.origin, 'https://dash.cloudflare.com/?to=/:account/']
      for (const link of links)
        expect(
          ours.some((start) => link.startsWith(start)),
          link,
        ).toBe(true)
    }
  },
)
