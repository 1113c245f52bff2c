/** `world-files.ts`: worlds on disk. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Tunnel } from '../../contract/tunnel.ts'
import { ACCOUNT, FULL, INPUT, start } from '../testing.ts'
import { MAX_IDLE_MS, MAX_WORLDS } from '../world/store.ts'
import { createFileStore } from './world-files.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tunneldesk-worlds-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A stand-in that stores its worlds in the folder, as after a start of the process. */
const boot = (where = folder) => {
  const warnings: string[] = []
  const store = createFileStore(where, { warn: (line) => warnings.push(line) })
  return { ...start({ store }), store, warnings }
}
const file = (name: string) => join(folder, name)
const OWN = `${ACCOUNT}.json`
const withoutState = (tunnels: Tunnel[]) => tunnels.map(({ bgp_status: _, ...tunnel }) => tunnel)

test('a world is unchanged after a restart, with and without changes before', async () => {
  const first = boot()
  const before = await first.list()
  expect(withoutState(await boot().list())).toEqual(withoutState(before))
  await first.call('POST', '', FULL)
  await first.steer('PUT', '/world', { fault: 'sandbox-slow' })
  const second = boot()
  expect(withoutState(await second.list())).toEqual(withoutState(await first.list()))
  expect((await second.steer('GET', '/world')).result.fault).toBe('sandbox-slow')
  expect(second.warnings).toEqual([])
})

test('files contain no PSK and are readable by their owner only', async () => {
  const { call, list } = boot()
  const { result } = await call('POST', '', FULL)
  const generated = (await call('POST', `/${result.id}/psk_generate`, {})).result.psk
  await call('POST', '/psk', { psks: [{ id: (await list())[0]?.id, psk: 'canary-set-by-the-list' }] })
  await call('PUT', `/${result.id}`, { psk: 'canary-set-by-a-change' })
  const text = readdirSync(folder)
    .map((name) => readFileSync(file(name), 'utf8'))
    .join()
  expect(text).toContain('psk_set_on')
  for (const key of [FULL.psk, generated, 'canary-set']) expect(text).not.toContain(key)
  expect(statSync(file(OWN)).mode & 0o077).toBe(0)
})

test('a file is replaced as a whole, and no temporary file remains', async () => {
  const { call } = boot()
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      call('POST', '', { ...INPUT, name: `site-${n}`, interface_address: `10.78.${n}.0/31` }),
    ),
  )
  expect(readdirSync(folder)).toEqual([OWN])
  expect(JSON.parse(readFileSync(file(OWN), 'utf8')).world.tunnels).toHaveLength(28)
})

describe('a file that is not a valid world', () => {
  const whole = async () => {
    await boot().list()
    return readFileSync(file(OWN), 'utf8')
  }
  test.each<[string, () => Promise<string> | string]>([
    ['cut in the middle', async () => (await whole()).slice(0, 700)],
    ['empty', () => ''],
    ['of another program', () => '{"name":"tunneldesk"}'],
    ['from another format', async () => (await whole()).replace('"format":1', '"format":2')],
    ['with a field that tunnels do not have', async () => (await whole()).replace('"name"', '"nome"')],
    ['binary', () => '\u0000\u0001'],
  ])('(%s) is reported and kept, and a new world is stored in another file', async (_what, text) => {
    const bad = await text()
    writeFileSync(file(OWN), bad)
    const first = boot()
    await first.call('POST', '', FULL)
    expect(first.warnings).toEqual([expect.stringContaining(file(OWN))])
    expect(readFileSync(file(OWN), 'utf8')).toBe(bad)
    const names = (await boot().list()).map(({ name }) => name)
    expect(names).toContain('ams-dc1-a')
    expect(names).toContain(FULL.name)
    expect(readFileSync(file(OWN), 'utf8')).toBe(bad)
  })

  test('does not stop the stand-in even ten times: the world is then only in memory', async () => {
    for (let n = 0; n < 10; n++) writeFileSync(file(n === 0 ? OWN : `${ACCOUNT}.${n}.json`), 'x')
    const { call, list, warnings } = boot()
    await call('POST', '', FULL)
    expect((await list()).at(-1)?.name).toBe(FULL.name)
    expect(warnings).toHaveLength(10)
    for (const name of readdirSync(folder)) expect(readFileSync(file(name), 'utf8')).toBe('x')
  })
})

test('a folder that cannot be written is reported once, and everything else works', async () => {
  writeFileSync(file('taken'), '')
  const { call, list, warnings } = boot(file('taken'))
  await call('POST', '', FULL)
  expect((await list()).at(-1)?.name).toBe(FULL.name)
  expect(warnings.filter((line) => line.startsWith('worlds cannot be kept'))).toHaveLength(1)
})

test.each(['..', '../../etc/passwd', 'AC'.repeat(16), `${ACCOUNT}\n`, ''])(
  '%j is refused as an account id',
  async (id) => {
    const { store } = boot()
    await expect(store.load(id)).rejects.toThrow('not an account id')
    await expect(store.save(id, {} as never)).rejects.toThrow('not an account id')
  },
)

describe('idle worlds', () => {
  const idOf = (n: number) => n.toString(16).padStart(32, '0')
  const age = (name: string, ms: number) => {
    const at = (Date.now() - ms) / 1000
    utimesSync(file(name), at, at)
  }

  test('are deleted after a month, and no other files are', async () => {
    await boot().list()
    const text = readFileSync(file(OWN), 'utf8')
    for (const name of [`${idOf(1)}.json`, `${idOf(2)}.json`, 'notes.json']) writeFileSync(file(name), text)
    writeFileSync(file(`${idOf(3)}.json`), 'torn')
    writeFileSync(file(`${idOf(4)}.json.77.tmp`), 'half')
    for (const name of [`${idOf(1)}.json`, `${idOf(3)}.json`, `${idOf(4)}.json.77.tmp`, 'notes.json']) {
      age(name, MAX_IDLE_MS + 60_000)
    }
    await boot().list()
    expect(readdirSync(folder).sort()).toEqual(
      [OWN, `${idOf(2)}.json`, `${idOf(3)}.json`, 'notes.json'].sort(),
    )
  })

  test('are deleted when there are too many, the longest unused first', async () => {
    await boot().list()
    const text = readFileSync(file(OWN), 'utf8')
    for (let n = 0; n < MAX_WORLDS + 5; n++) {
      writeFileSync(file(`${idOf(n)}.json`), text)
      age(`${idOf(n)}.json`, 1000 * (n + 10))
    }
    await boot().list()
    const left = readdirSync(folder)
    expect(left).toHaveLength(MAX_WORLDS)
    expect(left).toContain(OWN)
    expect(left).not.toContain(`${idOf(MAX_WORLDS + 4)}.json`)
  })

  test('are not deleted after a read', async () => {
    await boot().list()
    age(OWN, MAX_IDLE_MS - 60_000)
    await boot().list()
    expect(Date.now() - statSync(file(OWN)).mtimeMs).toBeLessThan(60_000)
  })
})
