/** `former-pairs.ts`: which interface addresses a tunnel had before, as far as this browser saw. */
import { beforeEach, expect, test, vi } from 'vitest'
import { forgetFormerPairs, seePair } from './former-pairs.ts'

const storage = new Map<string, string>()
const ID = 'a'.repeat(32)

beforeEach(() => {
  storage.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
    removeItem: (key: string) => storage.delete(key),
  })
})

/** Each address is seen a millisecond after the one before. */
const seen = (...addresses: string[]) =>
  addresses.map((interface_address, at) => seePair({ id: ID, interface_address }, at)).at(-1)

test('nothing is known of a tunnel that was not seen with another address', () => {
  expect(seen('10.0.0.0/31', '10.0.0.0/31')).toEqual([])
})

test('the former addresses are known with the time when they were last seen, newest first, each once', () => {
  expect(seen('10.0.0.0/31', '10.0.0.0/31', '10.0.0.2/31')).toEqual([
    { interface_address: '10.0.0.0/31', at: 1 },
  ])
  expect(seen('10.0.0.4/31', '10.0.0.2/31', '10.0.0.6/31')?.map((pair) => pair.interface_address)).toEqual([
    '10.0.0.2/31',
    '10.0.0.4/31',
    '10.0.0.0/31',
  ])
})

test('an address that the tunnel has again is not a former one', () => {
  expect(seen('10.0.0.0/31', '10.0.0.2/31', '10.0.0.0/31')?.map((pair) => pair.interface_address)).toEqual([
    '10.0.0.2/31',
  ])
})

test('they are forgotten until the next edit', () => {
  seen('10.0.0.0/31', '10.0.0.2/31')
  forgetFormerPairs(ID)
  expect(seen('10.0.0.2/31')).toEqual([])
  expect(seen('10.0.0.4/31')).toMatchObject([{ interface_address: '10.0.0.2/31' }])
})

test('a record that is not readable is replaced', () => {
  for (const odd of ['null', '{', '7', '{"now":{"interface_address":1}}', '{"now":null,"former":"x"}']) {
    storage.set(`tunneldesk.pairs.${ID}`, odd)
    expect(seen('10.0.0.0/31')).toEqual([])
  }
})
