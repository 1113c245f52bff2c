/** `former-tunnel.ts`: the tunnel as it was before the last edit, without keys. */
import { beforeEach, expect, test, vi } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import { forgetFormer, seeTunnel } from './former-tunnel.ts'

const storage = new Map<string, string>()

const TUNNEL: Tunnel = {
  id: 'a'.repeat(32),
  name: 'lis',
  cloudflare_endpoint: '162.159.64.41',
  interface_address: '10.77.0.8/31',
  bgp: { customer_asn: 64_700, md5_key: 'md5-canary' },
  modified_on: '2026-11-25T10:00:00Z',
}
const EDITED: Tunnel = {
  ...TUNNEL,
  interface_address: '10.77.0.10/31',
  description: 'moved',
  modified_on: '2026-11-25T11:00:00Z',
}

beforeEach(() => {
  storage.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
    removeItem: (key: string) => storage.delete(key),
  })
})

test('a tunnel that is new or unchanged has no former state', () => {
  expect(seeTunnel(TUNNEL)).toBe(null)
  expect(seeTunnel({ ...TUNNEL, description: 'other words', modified_on: '2026-11-25T10:30:00Z' })).toBe(null)
})

test('an edited tunnel has its former state until the next edit or until it is forgotten', () => {
  seeTunnel(TUNNEL)
  for (const _ of ['at once', 'and later']) {
    const former = seeTunnel(EDITED)
    expect(former?.editedOn).toBe(EDITED.modified_on)
    expect(former?.tunnel).toMatchObject({ interface_address: '10.77.0.8/31', bgp: TUNNEL.bgp })
  }
  expect(seeTunnel({ ...EDITED, name: 'lis-2' })?.tunnel.interface_address).toBe('10.77.0.10/31')
  forgetFormer(EDITED)
  expect(seeTunnel(EDITED)).toBe(null)
})

test('no key is stored, yet a changed or removed key is detected', () => {
  seeTunnel(TUNNEL)
  const changed = seeTunnel({ ...TUNNEL, bgp: { customer_asn: 64_700, md5_key: 'other-canary' } })
  expect(changed?.tunnel.bgp?.md5_key).toBe('FORMER-MD5-KEY')
  const removed = seeTunnel({ ...TUNNEL, bgp: { customer_asn: 64_700 } })
  expect(removed?.tunnel.bgp?.md5_key).toBe('FORMER-MD5-KEY')
  const added = seeTunnel(TUNNEL)
  expect(added?.tunnel.bgp?.md5_key).toBe(null)
  expect([...storage.values()].join()).not.toContain('canary')
})

test('an MD5 key that may have been changed while no page was open is reported as unknown, and an open comparison stays', async () => {
  const later = { ...TUNNEL, modified_on: '2026-11-25T12:00:00Z' }
  /** A newly opened page, which has only the stored data. */
  const reopened = async () => {
    vi.resetModules()
    return import('./former-tunnel.ts')
  }
  seeTunnel(TUNNEL)
  expect((await reopened()).seeTunnel(TUNNEL)).toBe(null)
  const page = await reopened()
  const unsure = page.seeTunnel(later)
  expect(unsure).toMatchObject({ isKeyUnsure: true, editedOn: later.modified_on })
  expect(unsure?.tunnel.interface_address).toBe(TUNNEL.interface_address)
  page.forgetFormer(later)
  expect((await reopened()).seeTunnel(later)).toBe(null)
  // While the page is open, the key itself is compared.
  expect(page.seeTunnel({ ...later, modified_on: '2026-11-25T13:00:00Z' })).toBe(null)

  expect(page.seeTunnel(EDITED)?.isKeyUnsure).toBe(false)
  const again = (await reopened()).seeTunnel({ ...EDITED, modified_on: '2026-11-25T14:00:00Z' })
  expect(again).toMatchObject({ isKeyUnsure: true, tunnel: { interface_address: TUNNEL.interface_address } })
})

test('other fields that explain a new time of the last edit are named', async () => {
  const reopened = async () => {
    vi.resetModules()
    return import('./former-tunnel.ts')
  }
  seeTunnel(TUNNEL)
  const described: Tunnel = { ...TUNNEL, description: 'moved', modified_on: '2026-11-25T12:00:00Z' }
  expect((await reopened()).seeTunnel(described)).toMatchObject({
    isKeyUnsure: true,
    othersChanged: ['description'],
  })
  const unexplained = { ...described, modified_on: '2026-11-25T13:00:00Z' }
  expect((await reopened()).seeTunnel(unexplained)).toMatchObject({ isKeyUnsure: true, othersChanged: [] })
})

test('invalid stored data is ignored', () => {
  seeTunnel(TUNNEL)
  const [key = ''] = storage.keys()
  for (const text of ['{', '7', '{"now":{"tunnel":7}}', '{"now":null,"before":3}']) {
    storage.set(key, text)
    expect(seeTunnel(EDITED)).toBe(null)
  }
})
