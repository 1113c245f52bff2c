/** A create whose response was lost: which tunnel counts as its result, and how long it is looked for. */
import { expect, test } from 'vitest'
import type { Tunnel } from '../tunnel.ts'
import { findCreated, LOOK_DELAYS_MS, lookForCreated, type SentCreate } from './lost-answer.ts'

const input = { name: 'paris', cloudflare_endpoint: '162.159.64.1', interface_address: '10.100.0.8/31' }
const SENT_AT = Date.parse('2027-01-15T08:00:00Z')
const sent = (more: Partial<SentCreate> = {}): SentCreate => ({
  input,
  before: new Set(['old']),
  sentAt: SENT_AT,
  ...more,
})
const tunnel = (more: Partial<Tunnel> = {}): Tunnel => ({ ...input, id: 'new', ...more })

test.each<[string, Partial<Tunnel>, Partial<SentCreate>, boolean]>([
  ['made after the request', { created_on: '2027-01-15T08:00:03Z' }, {}, true],
  ["made by a clock a little behind the proxy's", { created_on: '2027-01-15T07:59:30Z' }, {}, true],
  ['made well before the request', { created_on: '2027-01-15T07:58:00Z' }, {}, false],
  [
    'created at any time, for a browser with a wrong clock',
    { created_on: '2001-01-01T00:00:00Z' },
    { sentAt: null },
    true,
  ],
  ['without a time of its own', {}, {}, true],
  ['that was there before', { id: 'old' }, {}, false],
  ['with another endpoint', { cloudflare_endpoint: '162.159.64.2' }, {}, false],
])('a tunnel with the name, %s', (_what, shown, asked, isOurs) => {
  expect(findCreated([tunnel({ id: 'other', name: 'rome' }), tunnel(shown)], sent(asked))?.isOurs).toBe(
    isOurs,
  )
})

test('finds nothing without a tunnel of that name', () => {
  expect(findCreated([tunnel({ name: 'rome' })], sent())).toBeNull()
})

test('looks until the tunnel is in the list, ignores failed reads, and stops after the last wait', async () => {
  const waited: number[] = []
  const wait = async (ms: number) => void waited.push(ms)
  const answers = [() => Promise.reject(new Error('cut')), async () => null, async () => [tunnel()]]
  const list = () => (answers.shift() as () => Promise<Tunnel[] | null>)()
  expect(await lookForCreated(sent(), { list, wait })).toEqual({ tunnel: tunnel(), isOurs: true })
  expect(waited).toEqual(LOOK_DELAYS_MS.slice(0, 3))

  waited.length = 0
  expect(await lookForCreated(sent(), { list: async () => [], wait })).toBeNull()
  expect(waited).toEqual(LOOK_DELAYS_MS)
})
