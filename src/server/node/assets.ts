/** Reads the built app once at start. Afterwards a request can only get a file from this list. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseAccept } from 'hono/utils/accept'
import { type Asset, type Assets, typeOf } from '../http/pages.ts'

/** Smallest first. */
const COMPRESSED = [
  { suffix: '.br', encoding: 'br' },
  { suffix: '.gz', encoding: 'gzip' },
] as const

/** @param root the output folder of the client build */
export const loadAssets = (root: string): Assets => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  // In development Vite serves the pages, and nothing is built.
  const entries = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const name = `/${relative(root, path).split(sep).join('/')}`
    if (entry.isFile()) files.set(name, new Uint8Array(readFileSync(path)))
  }
  return (path, acceptEncoding): Asset | null => {
    const type = typeOf(path)
    const plain = files.get(path)
    if (!plain || type === null) return null
    const codings = parseAccept(acceptEncoding).filter(({ q }) => q > 0)
    const accepted = new Set(codings.map(({ type }) => type.toLowerCase()))
    for (const { suffix, encoding } of COMPRESSED) {
      const body = accepted.has(encoding) ? files.get(path + suffix) : undefined
      if (body) return { body, type, encoding }
    }
    return { body: plain, type, encoding: null }
  }
}
