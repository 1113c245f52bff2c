/** `last-look.ts`: what changed in a tunnel since this browser last showed it. */
import { describe, expect, test, vi } from 'vitest'
import {
  DEFAULT_VALUES,
  FIELD_NAMES,
  type FieldName,
  rowOf,
  type TunnelValues,
} from '../../contract/fields/table.ts'
import { asRead, exampleValues } from '../../contract/fields/testing.ts'
import { keysOf, toWire } from '../../contract/fields/wire.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { pruneKept } from '../prune-kept.ts'
import { changesBetween, hadDescription, keepLook, type Look, lastLook, lookAt } from './last-look.ts'
import { NOW, tunnel } from './testing.ts'

const read = (values: TunnelValues): Tunnel => asRead(toWire(values, keysOf(values, 'generated')))

const changed = (before: Tunnel, after: Tunnel) => changesBetween(lookAt(before, NOW), lookAt(after, NOW))

const EXAMPLE = exampleValues()

/** Form values in which this field differs from the example. */
const otherwise = (field: FieldName): TunnelValues => {
  if (field === 'customer_asn') return { ...EXAMPLE, customer_asn: '64999' }
  if (field === 'health_enabled') return { ...EXAMPLE, health_enabled: false }
  const own = Object.keys(rowOf(field).values).map((name) => [
    name,
    DEFAULT_VALUES[name as keyof TunnelValues],
  ])
  return { ...EXAMPLE, ...Object.fromEntries(own) }
}

describe.each(FIELD_NAMES.filter((field) => rowOf(field).example && field !== 'psk'))('%s', (field) => {
  test('is reported if it differs from the last look', () => {
    const names = changed(read(EXAMPLE), read(otherwise(field))).map((change) => change.field)
    // Switching the health check off also changes its other fields.
    expect(field === 'health_enabled' ? names[0] : names.join()).toBe(field)
  })
})

test('defaults that the API leaves out are not changes', () => {
  expect(changed(tunnel(), tunnel({ replay_protection: false, description: '' }))).toEqual([])
})

test('a new key is detected by its time, and not reported if the API leaves the time out', () => {
  const at = (last_generated_on: string) => tunnel({ psk_metadata: { last_generated_on } })
  const [first, second] = ['2026-01-01T10:00:00Z', '2026-01-01T11:00:00Z']
  expect(changed(at(first), at(second))).toEqual([{ field: 'psk', was: first, is: second }])
  expect(changed(at(first), tunnel())).toEqual([])
})

test('an unrecognised value is compared unchanged', () => {
  const odd = tunnel({ odd_values: { replay_protection: 'true' } })
  expect(changed(tunnel(), odd)).toEqual([{ field: 'replay_protection', was: 'Off', is: '"true"' }])
})

test('a look knows whether there is a description, so that no place is kept for one that does not come', () => {
  expect(hadDescription('unknown')).toBe(true)
  keepLook('without', lookAt(tunnel({ description: '' }), NOW), false)
  keepLook('with', lookAt(tunnel({ description: 'Oslo' }), NOW), false)
  expect([hadDescription('without'), hadDescription('with')]).toEqual([false, true])
})

test('a look contains no key', () => {
  const values: TunnelValues = {
    ...EXAMPLE,
    psk_choice: 'own',
    psk: 'psk-canary-0123456789',
    md5_key: 'md5canary',
  }
  const odd = { bgp: { ...read(values).bgp, customer_asn: 1 }, odd_values: { 'bgp.md5_key': ['md5canary'] } }
  for (const seen of [read(values), { ...read(values), ...odd } as Tunnel]) {
    expect(JSON.stringify(lookAt(seen, NOW))).not.toContain('canary')
  }
})

test('a field that the last look does not contain is not reported', () => {
  const before: Look = { at: NOW, fields: { name: 'lis' } }
  expect(changesBetween(before, lookAt(tunnel({ name: 'por' }), NOW))).toEqual([
    { field: 'name', was: 'lis', is: 'por' },
  ])
})

test('a look is stored on the device; a look in the sandbox lasts as long as the page', async () => {
  const storage = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  })
  const now: Look = { at: NOW, fields: { name: 'lis' } }
  keepLook('a', now, true)
  keepLook('b', now, false)
  expect([lastLook('a', true), lastLook('b', false)]).toEqual([now, now])
  expect([...storage.keys()]).toEqual(['tunneldesk.look.a'])
  vi.resetModules()
  const reloaded = await import('./last-look.ts')
  expect([reloaded.lastLook('a', true), reloaded.lastLook('b', false)]).toEqual([now, null])
  storage.set('tunneldesk.look.c', '{"at":7,"fields":{"name":7}}')
  expect(reloaded.lastLook('c', true)).toBe(null)
})

test('what is stored about tunnels that no longer exist is deleted, and nothing else', () => {
  const [there, gone] = ['a'.repeat(32), 'b'.repeat(32)]
  const kept = ['poll', `look.${there}`, `router.${there}`]
  const all = [...kept, `look.${gone}`, `router-answers.linux.${gone}`].map((key) => `tunneldesk.${key}`)
  const storage: Record<string, unknown> = Object.fromEntries(all.map((key) => [key, '1']))
  Object.defineProperty(storage, 'removeItem', { value: (key: string) => delete storage[key] })
  vi.stubGlobal('localStorage', storage)
  pruneKept((id) => id !== there)
  expect(Object.keys(storage)).toEqual(kept.map((key) => `tunneldesk.${key}`))
})
