/** A list that is the same is not sent again: its tag, and the answer 304. */
import { expect, test } from 'vitest'
import { appOn, configOf, createClock, createFake, input, request, TUNNEL } from '../testing.ts'

const start = () => {
  const clock = createClock()
  const fake = createFake(clock.now)
  fake.tunnels.set(TUNNEL, { ...input(), id: TUNNEL })
  const app = appOn(fake.send, configOf(), { clock })
  const read = (path: string, etag?: string) =>
    app.fetch(request('GET', path, undefined, etag === undefined ? {} : { 'if-none-match': etag }))
  const tagOf = async (path: string) => (await read(path)).headers.get('etag') ?? ''
  return { clock, read, tagOf }
}

test('an unchanged list is answered with 304, even after it was read again', async () => {
  const { clock, read, tagOf } = start()
  const etag = await tagOf('/api/tunnels')
  expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/)
  for (const later of [0, 60_000]) {
    await clock.wait(later)
    const again = await read('/api/tunnels', etag)
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    expect(again.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(again.headers.get('x-request-id')).toBeTruthy()
  }
})

test('with another tag, none or a star the list is sent', async () => {
  const { read } = start()
  for (const etag of [undefined, '', '*', 'W/"00000000000000000000000000000000"']) {
    const answer = await read('/api/tunnels', etag)
    expect(answer.status, String(etag)).toBe(200)
    expect(await answer.text()).toContain('"success":true')
  }
})

test('a tunnel is never answered with 304, because its tag ignores its status', async () => {
  const { read, tagOf } = start()
  const etag = await tagOf(`/api/tunnels/${TUNNEL}`)
  expect(etag).not.toBe('')
  expect((await read(`/api/tunnels/${TUNNEL}`, etag)).status).toBe(200)
})
