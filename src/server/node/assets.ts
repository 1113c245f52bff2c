/** Reads the built app once at start; from then on a request can only name what is in this list. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Asset, Assets } from '../pages.ts'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}
/** Smallest first. */
const COMPRESSED = [
  { suffix: '.br', encoding: 'br' },
  { suffix: '.gz', encoding: 'gzip' },
] as const

/** @param root the folder that the client build wrote; dot folders in it are the build's own */
export const loadAssets = (root: string): Assets => {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  // While developing, Vite serves the pages and nothing is built.
  const entries = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const name = `/${relative(root, path).split(sep).join('/')}`
    if (entry.isFile() && !name.includes('/.')) files.set(name, new Uint8Array(readFileSync(path)))
  }
  return (path, acceptEncoding): Asset | null => {
    const type = TYPES[extname(path)]
    const plain = files.get(path)
    if (!plain || !type) return null
    const accepted = new Set(acceptEncoding.split(',').map((part) => part.trim().split(';')[0]))
    for (const { suffix, encoding } of COMPRESSED) {
      const body = accepted.has(encoding) ? files.get(path + suffix) : undefined
      if (body) return { body, type, encoding }
    }
    return { body: plain, type, encoding: null }
  }
}
