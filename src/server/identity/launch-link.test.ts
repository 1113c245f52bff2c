/** `launch-link.ts`: the sign-in on a laptop with a real token. */
import { expect, test } from 'vitest'
import { PAGE_KEY_HEADER } from '../../contract/session.ts'
import { appOn, configOf, createFake, LIVE, ORIGIN, request } from '../testing.ts'
import { createLaunch } from './launch-link.ts'

const setUp = () => {
  const launch = createLaunch(ORIGIN)
  const fake = createFake()
  const app = appOn(fake.send, configOf({ ...LIVE, LOCAL_LAUNCH_TOKEN: 'on' }), { launch })
  const exchange = (key: string, page?: boolean) =>
    app.fetch(request('POST', '/api/session', { key, ...(page !== undefined && { page }) }))
  const list = (cookie: string | null, pageKey: string | null = null) =>
    app.fetch(request('GET', '/api/tunnels', undefined, { cookie, [PAGE_KEY_HEADER]: pageKey }))
  return { app, fake, exchange, list, key: launch.fragment.slice('k='.length) }
}

test('the link signs in one browser, once', async () => {
  const { app, fake, exchange, list, key } = setUp()
  expect((await app.fetch(request('GET', '/'))).status).toBe(200)
  expect((await list(null)).status).toBe(401)
  expect((await exchange('0'.repeat(64))).status).toBe(401)
  const opened = await exchange(key)
  const cookie = opened.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^tunneldesk_session_8787=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect((await list(cookie.split(';')[0] ?? '')).status).toBe(200)
  expect((await exchange(key)).status).toBe(401)
  expect((await list(`tunneldesk_session_8787=${key}`)).status).toBe(401)
  expect(fake.seen).toHaveLength(1)
})

test('over https the cookie is never sent in the clear', async () => {
  const launch = createLaunch('https://localhost:8443')
  const session = await launch.exchange(launch.fragment.slice('k='.length), true)
  expect(session?.setCookie).toMatch(/^tunneldesk_session_8443=[0-9a-f]{64};.*; Secure$/)
})

test('for a page the cookie alone is not enough, because browsers send it to every port', async () => {
  const { exchange, list, key } = setUp()
  const opened = await exchange(key, true)
  const [cookie = ''] = (opened.headers.get('set-cookie') ?? '').split(';')
  const { result } = await opened.json()
  expect(result.page_key).toMatch(/^[0-9a-f]{64}$/)
  expect((await list(cookie)).status).toBe(401)
  expect((await list(cookie, key)).status).toBe(401)
  expect((await list(null, result.page_key)).status).toBe(401)
  expect((await list(cookie, result.page_key)).status).toBe(200)
  // A page on another port can set a cookie of the same name, for another path.
  expect((await list(`tunneldesk_session_8787=x; ${cookie}`, result.page_key)).status).toBe(200)
})

test('the exchange of the key for a cookie is guarded', async () => {
  const { app, key } = setUp()
  const foreign = request('POST', '/api/session', { key }, { 'sec-fetch-site': 'cross-site' })
  expect((await app.fetch(foreign)).status).toBe(403)
  expect((await app.fetch(request('POST', '/api/session', { key: 7 }))).status).toBe(401)
})
