/**
 * Stores each world in a file, so that it outlives the process. A file is replaced as a whole or not at all. A file
 * that is not a valid world is never overwritten: a new world is stored in another file.
 */
import { mkdir, readdir, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { ID_PATTERN } from '../../contract/calls/api-calls.ts'
import { createKept, MAX_IDLE_MS, MAX_WORLDS, type WorldStore } from '../world/store.ts'
import { type World, world } from '../world/world.ts'

/** Increased when programs before and after a change cannot read each other's files. */
const FORMAT = 1
const content = z.object({ format: z.literal(FORMAT), world })

const OURS = /^([0-9a-f]{32})(?:\.\d)?\.json$/
const UNFINISHED = /^[0-9a-f]{32}(?:\.\d)?\.json\.\d+\.tmp$/
const UNFINISHED_MS = 60_000
/** After this many invalid files of one world, the next one is kept in memory only. */
const MOST_FILES = 10
const SWEEP_EVERY = 100

const parse = (text: string): World | null => {
  try {
    return content.safeParse(JSON.parse(text)).data?.world ?? null
  } catch {
    return null
  }
}

const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')

interface Surroundings {
  /** Prints one line for the person who runs the process. */
  warn(line: string): void
  /** Milliseconds since the epoch. */
  now?(): number
}

/** @param folder created with the first world; other files in it are not touched */
export const createFileStore = (folder: string, { warn, now = Date.now }: Surroundings): WorldStore => {
  /** The path of each world's file; null for a world without file. */
  const paths = new Map<string, string | null>()
  let isWritable = true
  let opened = 0

  const drop = async (path: string) => {
    await unlink(path).catch(() => undefined)
  }
  const kept = createKept(now, (accountId) => {
    const path = paths.get(accountId)
    paths.delete(accountId)
    if (path) void drop(path)
  })

  const replace = async (path: string, text: string): Promise<void> => {
    const unfinished = `${path}.${process.pid}.tmp`
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(unfinished, text, { mode: 0o600 })
      await rename(unfinished, path)
    } catch (error) {
      const { code = 'error' } = error as NodeJS.ErrnoException
      if (isWritable) warn(`worlds cannot be kept in ${folder} (${code}): they end with this process`)
      isWritable = false
    }
  }

  /** Looks for the first valid file, or the first free name. */
  const find = async (accountId: string): Promise<World | undefined> => {
    for (let number = 0; number < MOST_FILES; number++) {
      const path = join(folder, `${accountId}${number === 0 ? '' : `.${number}`}.json`)
      let text: string | null
      try {
        text = await readFile(path, 'utf8')
      } catch (error) {
        text = null
        if (isMissing(error)) {
          paths.set(accountId, path)
          return undefined
        }
      }
      const found = text === null ? null : parse(text)
      if (found) {
        paths.set(accountId, path)
        await utimes(path, now() / 1000, now() / 1000).catch(() => undefined)
        return found
      }
      warn(`${path} is not a valid world: it is kept, and a new world is stored in another file`)
    }
    paths.set(accountId, null)
    return undefined
  }

  /** Deletes worlds unused for a month, the longest unused of too many, and temporary files that a crash left. */
  const sweep = async (): Promise<void> => {
    const names = await readdir(folder).catch(() => [])
    const files: { path: string; usedAt: number }[] = []
    for (const name of names) {
      const path = join(folder, name)
      const [, accountId] = OURS.exec(name) ?? []
      const usedAt = (await stat(path).catch(() => null))?.mtimeMs ?? now()
      if (UNFINISHED.test(name) && now() - usedAt > UNFINISHED_MS) await drop(path)
      // Worlds in use are tracked in memory.
      if (accountId !== undefined && !paths.has(accountId)) files.push({ path, usedAt })
    }
    files.sort((a, b) => b.usedAt - a.usedAt)
    for (const [index, { path, usedAt }] of files.entries()) {
      if (index < MAX_WORLDS && now() - usedAt < MAX_IDLE_MS) continue
      if (parse(await readFile(path, 'utf8').catch(() => '')) !== null) await drop(path)
    }
  }

  return {
    async load(accountId) {
      if (!ID_PATTERN.test(accountId)) throw new Error('not an account id')
      const known = kept.get(accountId)
      if (known) return known
      if (opened % SWEEP_EVERY === 0) await sweep()
      opened++
      const found = await find(accountId)
      if (found) kept.set(accountId, found)
      return found
    },
    async save(accountId, changed) {
      if (!ID_PATTERN.test(accountId)) throw new Error('not an account id')
      kept.set(accountId, changed)
      const path = paths.get(accountId)
      if (path) await replace(path, JSON.stringify({ format: FORMAT, world: changed }))
    },
  }
}
