import { describe, expect, it } from 'vitest'
import { GENERATED_PSK_LENGTH } from '../../contract/fields/keys.ts'
import { DEFAULT_VALUES } from '../../contract/fields/table.ts'
import { type Draft, loadDraft, saveDraft } from './draft.ts'
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
  it('keeps everything but keys, and remembers that there were keys', () => {
    const storage = memoryStorage()
    const typed = { ...DEFAULT_VALUES, name: 'lis', psk: 'psk-canary', md5_key: 'md5-canary' }
    saveDraft(typed, 1000, storage)
    expect(contents(storage)).not.toMatch(/canary/)
    const draft = loadDraft(2000, storage) as Draft
    expect(draft.savedAt).toBe(1000)
    expect(draft.values).toEqual({ ...typed, psk: '', md5_key: '', psk_lost: true, md5_key_lost: true })
  })

  it('ignores what is too old, foreign or broken', () => {
    const storage = memoryStorage()
    expect(loadDraft(0, storage)).toBeNull()
    saveDraft({ ...DEFAULT_VALUES, name: 'lis' }, 0, storage)
    expect(loadDraft(24 * 60 * 60 * 1000, storage)).not.toBeNull()
    expect(loadDraft(24 * 60 * 60 * 1000 + 1, storage)).toBeNull()
    const name = storage.key(0) ?? ''
    for (const text of ['{', 'null', '{"version":2}', '{"version":1,"saved_at":0,"values":{"name":4}}']) {
      storage.setItem(name, text)
      expect(loadDraft(0, storage)).toBeNull()
    }
  })

  it('fills in what an older version of the form did not have', () => {
    const storage = memoryStorage()
    saveDraft(DEFAULT_VALUES, 0, storage)
    storage.setItem(storage.key(0) ?? '', '{"version":1,"saved_at":0,"values":{"name":"lis"}}')
    expect(loadDraft(0, storage)?.values).toEqual({ ...DEFAULT_VALUES, name: 'lis' })
  })
})

describe('a generated pre-shared key', () => {
  it('has 32 unambiguous letters and digits and is never the same', () => {
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
