/** `store.ts`: which worlds stay in memory. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFileStore } from '../node/world-files.ts'
import { createWorld, filled } from '../seed/seed.ts'
import { createMemoryStore, MAX_IDLE_MS, MAX_KEPT_TUNNELS, MAX_WORLDS, type WorldStore } from './store.ts'

const idOf = (n: number) => n.toString(16).padStart(32, '0')
const world = createWorld(() => idOf(0), 0)

const put = async (store: WorldStore, n: number) => {
  await store.load(idOf(n))
  await store.save(idOf(n), world)
}

describe('worlds in memory', () => {
  test('are dropped when they were unused for a month, and kept while they are used', async () => {
    let time = 0
    const store = createMemoryStore(() => time)
    await put(store, 1)
    await put(store, 2)
    time += MAX_IDLE_MS - 1
    expect(await store.load(idOf(2))).toBe(world)
    time += 1
    await put(store, 3)
    expect(await store.load(idOf(1))).toBeUndefined()
    expect(await store.load(idOf(2))).toBe(world)
  })

  test('have a maximum number; the longest unused is dropped', async () => {
    const store = createMemoryStore(() => 0)
    for (let n = 0; n < MAX_WORLDS; n++) await put(store, n)
    await store.load(idOf(0))
    await put(store, MAX_WORLDS)
    expect(await store.load(idOf(0))).toBe(world)
    expect(await store.load(idOf(1))).toBeUndefined()
    expect(await store.load(idOf(2))).toBe(world)
  })
})

test('filled worlds are dropped before they fill the memory', async () => {
  const store = createMemoryStore(() => 0)
  const large = { ...world, tunnels: filled(5000, 0) }
  const most = MAX_KEPT_TUNNELS / 5000
  for (let n = 0; n <= most; n++) await store.save(idOf(n), large)
  expect(await store.load(idOf(0))).toBeUndefined()
  expect(await store.load(idOf(1))).toBe(large)
  expect(await store.load(idOf(most))).toBe(large)
})

test('the file of a world that is dropped from memory is deleted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tunneldesk-kept-'))
  // Real files have real times, so this clock starts with them.
  let time = Date.now()
  const store = createFileStore(folder, { warn: () => undefined, now: () => time })
  const file = (n: number) => join(folder, `${idOf(n)}.json`)
  await put(store, 1)
  expect(existsSync(file(1))).toBe(true)
  time += MAX_IDLE_MS
  await put(store, 2)
  await expect.poll(() => existsSync(file(1))).toBe(false)
  expect(existsSync(file(2))).toBe(true)
  expect(await store.load(idOf(1))).toBeUndefined()
  rmSync(folder, { recursive: true })
})
