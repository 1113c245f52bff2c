/** Drafts and typed keys: what is kept over a reload and what is not; generated keys. */
import { describe, expect, it } from 'vitest'
import { GENERATED_PSK_LENGTH } from '../../contract/fields/keys.ts'
import { DEFAULT_VALUES } from '../../contract/fields/table.ts'
import { type Draft, loadDraft, saveDraft } from './draft.ts'
import { dropKeys, holdKeys, withHeldKeys } from './held-keys.ts'
import { generatePsk } from './psk.ts'

const memoryStorage = (): Storage => {
  const items = new Map<string, string>()
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size
    },
  }
}

const contents = (storage: Storage): string =>
  Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? '')).join()

describe('the draft', () => {
  it('stores everything but keys, and records that there were keys', () => {
    const storage = memoryStorage()
    const typed = { ...DEFAULT_VALUES, name: 'lis', psk: 'psk-canary', md5_key: 'md5-canary' }
    saveDraft('new-tunnel', { savedAt: 1000, id: 'a', values: typed, base: null }, storage)
    expect(contents(storage)).not.toMatch(/canary/)
    const draft = loadDraft('new-tunnel', 2000, storage) as Draft
    expect(draft.savedAt).toBe(1000)
    expect(draft.values).toEqual({ ...typed, psk: '', md5_key: '', psk_lost: true, md5_key_lost: true })
  })

  it('ignores drafts that are too old, of another kind or broken', () => {
    const storage = memoryStorage()
    expect(loadDraft('new-tunnel', 0, storage)).toBeNull()
    saveDraft(
      'new-tunnel',
      { savedAt: 0, id: 'a', values: { ...DEFAULT_VALUES, name: 'lis' }, base: null },
      storage,
    )
    expect(loadDraft('new-tunnel', 24 * 60 * 60 * 1000, storage)).not.toBeNull()
    expect(loadDraft('new-tunnel', 24 * 60 * 60 * 1000 + 1, storage)).toBeNull()
    const name = storage.key(0) ?? ''
    for (const text of ['{', 'null', '{"version":2}', '{"version":1,"saved_at":0,"values":{"name":4}}']) {
      storage.setItem(name, text)
      expect(loadDraft('new-tunnel', 0, storage)).toBeNull()
    }
  })

  it('fills in values that an older version of the form did not have', () => {
    const storage = memoryStorage()
    saveDraft('new-tunnel', { savedAt: 0, id: 'a', values: DEFAULT_VALUES, base: null }, storage)
    storage.setItem(storage.key(0) ?? '', '{"version":1,"saved_at":0,"values":{"name":"lis"}}')
    expect(loadDraft('new-tunnel', 0, storage)?.values).toEqual({ ...DEFAULT_VALUES, name: 'lis' })
  })
})

describe('the draft of an edit', () => {
  const base = { etag: '"1"', values: { ...DEFAULT_VALUES, name: 'lis', md5_key: 'md5-canary' } }

  it('stores the state that it is based on, per tunnel and without keys', () => {
    const storage = memoryStorage()
    const values = { ...base.values, name: 'lisbon' }
    saveDraft('edit.a', { savedAt: 0, id: 'a', values, base }, storage)
    expect(contents(storage)).not.toMatch(/canary/)
    expect(loadDraft('edit.b', 0, storage)).toBeNull()
    expect(loadDraft('new-tunnel', 0, storage)).toBeNull()
    const draft = loadDraft('edit.a', 0, storage) as Draft
    expect(draft.base).toEqual({ etag: '"1"', values: { ...base.values, md5_key: '' } })
    expect(draft.values.md5_key_lost).toBe(false)
    expect(withHeldKeys('edit.a', draft.values, base.values)).toEqual(values)
  })

  it('reports a changed key as lost, and restores one that this page still has', () => {
    const storage = memoryStorage()
    const values = { ...base.values, md5_key: 'other-canary' }
    saveDraft('edit.a', { savedAt: 0, id: 'a', values, base }, storage)
    const draft = loadDraft('edit.a', 0, storage) as Draft
    expect(withHeldKeys('edit.a', draft.values, base.values)).toMatchObject({
      md5_key: '',
      md5_key_lost: true,
    })
    holdKeys('edit.a', values, base.values)
    expect(withHeldKeys('edit.a', draft.values, base.values)).toEqual(values)
    dropKeys('edit.a')
  })
})

describe('a generated pre-shared key', () => {
  it('has 32 unambiguous letters and digits and differs every time', () => {
    const keys = Array.from({ length: 500 }, generatePsk)
    for (const key of keys) expect(key).toMatch(/^[A-HJ-NP-Za-km-z2-9]{32}$/)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('uses every character about equally often', () => {
    const counts = new Map<string, number>()
    for (let round = 0; round < 2000; round++) {
      for (const character of generatePsk()) counts.set(character, (counts.get(character) ?? 0) + 1)
    }
    const expected = (2000 * GENERATED_PSK_LENGTH) / counts.size
    expect(counts.size).toBe(57)
    for (const count of counts.values()) expect(Math.abs(count - expected) / expected).toBeLessThan(0.2)
  })
})
