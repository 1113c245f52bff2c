/** `health.ts`: questions to the GraphQL API, their budget and their answers. */
import { describe, expect, test } from 'vitest'
import { ok } from '../../contract/envelope.ts'
import { HEALTH_QUERIES } from '../../contract/health-queries.ts'
import {
  ACCOUNT,
  appOn,
  configOf,
  createClock,
  incoming,
  NO_DATA,
  request,
  TOKEN,
  TUNNEL,
} from '../testing.ts'
import type { Outgoing, Send } from '../upstream/transport.ts'
import { ANALYTICS_LIMIT, KEPT_MS, windowOf } from './health.ts'

const NAME = 'paris" } } } evil { #'

const refusal = (message: string) => ({ data: null, errors: [{ message }] })

/** An app on an API that has one tunnel, with a clock that the test sets. */
const open = (answer: (asked: Outgoing) => [number, unknown] = () => [200, NO_DATA]) => {
  const clock = createClock(Date.parse('2027-01-15T08:02:00Z'))
  const asked: Outgoing[] = []
  let reads = 0
  const send: Send = async (outgoing) => {
    if (!outgoing.url.endsWith('/graphql')) {
      reads += 1
      const isList = outgoing.url.endsWith('/ipsec_tunnels')
      const tunnel = { id: isList ? TUNNEL : outgoing.url.slice(-32), name: NAME }
      return incoming(200, ok(isList ? { ipsec_tunnels: [tunnel] } : { ipsec_tunnel: tunnel }))
    }
    asked.push(outgoing)
    return incoming(...answer(outgoing))
  }
  const app = appOn(send, configOf(), { clock })
  const get = async (path: string) => {
    const response = (await app.fetch(request('GET', path))) as Response
    return { status: response.status, text: await response.text() }
  }
  const answerTo = async (path: string) => JSON.parse((await get(path)).text)
  return { clock, asked, get, answerTo, reads: () => reads }
}

const bodyOf = ({ body }: Outgoing) => JSON.parse(body ?? '')

describe('a query to the GraphQL API', () => {
  test('is constant; account, times and name are variables that the client cannot set', async () => {
    const { asked, get } = open()
    expect((await get('/api/health')).status).toBe(200)
    expect((await get(`/api/tunnels/${TUNNEL}/health?span=day`)).status).toBe(200)
    expect((await get(`/api/tunnels/${TUNNEL}/traffic?span=week`)).status).toBe(200)
    expect(asked.map(bodyOf)).toEqual([
      {
        query: HEALTH_QUERIES.getHealth.query,
        variables: { account: ACCOUNT, from: '2027-01-15T07:00:00.000Z', to: '2027-01-15T08:00:00.000Z' },
      },
      {
        query: HEALTH_QUERIES.getHealthDay.query,
        variables: {
          account: ACCOUNT,
          from: '2027-01-14T08:00:00.000Z',
          to: '2027-01-15T08:00:00.000Z',
          tunnel: NAME,
        },
      },
      {
        query: HEALTH_QUERIES.getTrafficWeek.query,
        variables: {
          account: ACCOUNT,
          from: '2027-01-08T08:00:00.000Z',
          to: '2027-01-15T08:00:00.000Z',
          tunnel: NAME,
        },
      },
    ])
  })

  test.each(Object.entries(HEALTH_QUERIES))(
    '%s never selects "active" and spans at most a week',
    (row, { query }) => {
      expect(query).not.toContain('active')
      expect(query).toMatch(/accountTag: \$account/)
      expect(query.includes('$tunnel')).toBe(row !== 'getHealth')
    },
  )

  test.each([
    '?span=month',
    '?span=hour&span=day',
    '?span=',
    '?tunnel=x',
    '',
    '?span=hour&x=1',
    '?span=HOUR',
  ])('is not sent for "%s"', async (query) => {
    const { asked, get } = open()
    expect((await get(`/api/tunnels/${TUNNEL}/health${query}`)).status).toBe(400)
    expect(asked).toEqual([])
  })

  test.each([
    ['with data', NO_DATA],
    ['with a refusal', refusal('authorization denied')],
  ])('is sent once a minute %s, for 200 viewers who each ask once a minute', async (_, answer) => {
    const { asked, clock, get } = open(() => [200, answer])
    const paths = [
      '/api/health',
      `/api/tunnels/${TUNNEL}/health?span=hour`,
      `/api/tunnels/${TUNNEL}/traffic?span=hour`,
    ]
    const minutes = 5
    for (let asks = 0; asks < 200 * minutes; asks++) {
      // Two tabs of one viewer at the same moment.
      await Promise.all([...paths, ...paths].map(get))
      clock.time += KEPT_MS / 200
    }
    const counts = new Map<string, number>()
    for (const { query } of asked.map(bodyOf)) counts.set(query, (counts.get(query) ?? 0) + 1)
    expect([...counts.values()]).toEqual(paths.map(() => minutes))
  })

  test('reads no tunnel whose name was read in the last minute', async () => {
    const { asked, clock, get, reads } = open()
    await get('/api/tunnels')
    clock.time += KEPT_MS - 1
    await get(`/api/tunnels/${TUNNEL}/health?span=hour`)
    await get(`/api/tunnels/${TUNNEL}/traffic?span=hour`)
    expect([asked.length, reads()]).toEqual([2, 1])
    clock.time += 1
    await get(`/api/tunnels/${TUNNEL}/health?span=day`)
    expect([asked.length, reads()]).toEqual([3, 2])
  })

  test('has its own budget; when that is used up, tunnels can still be read', async () => {
    const { asked, get, answerTo } = open()
    const ask = (index: number) =>
      answerTo(`/api/tunnels/${index.toString(16).padStart(32, '0')}/health?span=hour`)
    for (let index = 0; index < ANALYTICS_LIMIT; index++) expect((await ask(index)).success).toBe(true)
    expect((await ask(ANALYTICS_LIMIT)).errors[0].code).toBe(90084)
    expect(asked).toHaveLength(ANALYTICS_LIMIT)
    expect((await get('/api/tunnels')).status).toBe(200)
  })

  test('is not sent for five minutes after the API reports that its limit is used up', async () => {
    const { asked, clock, get, answerTo } = open(() => [
      200,
      refusal('rate limiter budget depleted, try again after 5 minutes'),
    ])
    // Not 429, which would also stop the page's other calls.
    expect(await get('/api/health')).toMatchObject({ status: 503 })
    clock.time += 4 * 60_000
    expect(await answerTo('/api/health')).toMatchObject({ errors: [{ code: 90084 }] })
    expect(asked).toHaveLength(1)
    expect((await get('/api/tunnels')).status).toBe(200)
    clock.time += 61_000
    await get('/api/health')
    expect(asked).toHaveLength(2)
  })

  test('that fails does not block other calls', async () => {
    const { clock, get } = open(() => [200, '<html>'])
    for (let time = 0; time < 8; time++) {
      await get('/api/health')
      clock.time += KEPT_MS
    }
    expect((await get('/api/tunnels')).status).toBe(200)
  })

  test('returns the error text of the API without the token that it may quote', async () => {
    const { get } = open(() => [200, refusal(`authorization denied for ${TOKEN}`)])
    const { status, text } = await get('/api/health')
    expect(status).toBe(502)
    expect(text).toContain('Account Analytics Read')
    expect(text).toContain('authorization denied for [hidden]')
    expect(text).not.toContain(TOKEN)
  })
})

test('a window begins at the start of a bucket and ends at the last full five minutes', () => {
  const now = Date.parse('2027-01-15T08:37:21Z')
  const shown = (span: 'hour' | 'day' | 'week') => {
    const { from, to } = windowOf(span, now)
    return [from, to].map((ms) => new Date(ms).toISOString())
  }
  expect(new Date(windowOf('hour', now, 10).to).toISOString()).toBe('2027-01-15T08:40:00.000Z')
  expect(shown('hour')).toEqual(['2027-01-15T07:35:00.000Z', '2027-01-15T08:35:00.000Z'])
  expect(shown('day')).toEqual(['2027-01-14T08:00:00.000Z', '2027-01-15T08:35:00.000Z'])
  expect(shown('week')).toEqual(['2027-01-08T08:00:00.000Z', '2027-01-15T08:35:00.000Z'])
})
