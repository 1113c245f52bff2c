/** `save.ts`: saving an edit, and what is read again afterwards. */
import { expect, test, vi } from 'vitest'
import { LOOK_DELAYS_MS } from '../../../contract/calls/lost-answer.ts'
import { REFUSALS } from '../../../contract/calls/refusals.ts'
import { fromWire } from '../../../contract/fields/wire.ts'
import type { Tunnel } from '../../../contract/tunnel.ts'
import { ApiError } from '../../api.ts'
import { baseOf } from '../../form/base.ts'
import { tunnel } from '../testing.ts'
import { isSaved, save } from './save.ts'

const BEFORE = tunnel({ description: 'was', psk_metadata: { last_generated_on: '2026-01-01T10:00:00Z' } })
const AFTER: Tunnel = { ...BEFORE, description: 'mine' }
const WANTED = fromWire(AFTER)

const LOST = new ApiError('offline', 0, [])
const failing = (error: Error) => () => Promise.reject(error)

/** @param reads what the tunnel is at each look, the last one from then on; null for a read that fails */
const saving = async (put: () => Promise<Tunnel>, ...reads: (Tunnel | null)[]) => {
  const sent = vi.fn(put)
  const read = vi.fn(async () => {
    const now = reads.length > 1 ? reads.shift() : reads[0]
    if (!now) throw LOST
    return { tunnel: now, etag: '"now"' }
  })
  const result = await save(baseOf(BEFORE, '"before"'), WANTED, {
    put: sent,
    read,
    wait: async () => undefined,
  })
  expect(sent).toHaveBeenCalledOnce()
  return { result, looks: read.mock.calls.length }
}

test('an accepted save is done, and nothing is read again', async () => {
  expect(await saving(async () => AFTER)).toEqual({ result: { outcome: 'done', tunnel: AFTER }, looks: 0 })
})

test('a refused save is not done', async () => {
  const error = new ApiError('api', 400, [{ code: 1022, message: 'no' }], { outcome: 'not_done' })
  expect((await saving(failing(error), AFTER)).result).toEqual({ outcome: 'not_done', error })
})

test("another user's change is a conflict; if it cannot be read, the save is not done", async () => {
  const { code, message } = REFUSALS.changed_meanwhile
  const error = new ApiError('api', 409, [{ code, message }], { outcome: 'not_done' })
  const theirs = { ...BEFORE, description: 'theirs' }
  expect((await saving(failing(error), theirs)).result).toEqual({
    outcome: 'conflict',
    theirs: baseOf(theirs, '"now"'),
  })
  expect((await saving(failing(error), null)).result).toEqual({ outcome: 'not_done', error })
})

test('where the proxy looked and found nothing, the browser does not look again', async () => {
  const error = new ApiError('server', 502, [], { outcome: 'unknown' })
  expect(await saving(failing(error), AFTER)).toEqual({ result: { outcome: 'unknown', error }, looks: 0 })
})

test("where the proxy's answer was lost, the browser looks until the tunnel shows it", async () => {
  const found = await saving(failing(LOST), null, BEFORE, AFTER)
  expect(found).toEqual({ result: { outcome: 'done', tunnel: AFTER }, looks: 3 })
  const none = await saving(failing(LOST), BEFORE)
  expect(none).toEqual({ result: { outcome: 'unknown', error: LOST }, looks: LOOK_DELAYS_MS.length })
})

test('a new key counts as set when the key is newer, which is all that a read shows of it', () => {
  const wanted = { ...WANTED, psk_choice: 'own' as const, psk: 'a key of thirty two characters..' }
  expect(isSaved(AFTER, BEFORE, wanted)).toBe(false)
  const newer = { ...AFTER, psk_metadata: { last_generated_on: '2026-01-01T11:00:00Z' } }
  expect(isSaved(newer, BEFORE, wanted)).toBe(true)
  expect(isSaved({ ...newer, description: 'was' }, BEFORE, wanted)).toBe(false)
})
