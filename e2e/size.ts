/** Reads the manifest of the build: how much JavaScript a route loads before it shows anything, and in which files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const CLIENT = 'dist/client'

/** The parts of Vite's manifest that are used here. */
type Manifest = Record<string, { file: string; name?: string; isEntry?: boolean; imports?: string[] }>

/** The measured routes, each with the name of its page's file and its limit in kB. */
export const WATCHED_ROUTES = {
  '/tunnels': { page: 'list-page', limitKb: 109 },
  '/tunnels/new/basics': { page: 'create-page', limitKb: 157 },
  '/tunnels/<id>/edit/basics': { page: 'edit-page', limitKb: 158 },
} as const

export type WatchedRoute = keyof typeof WATCHED_ROUTES

/** @throws when there is no build */
const readManifest = (root: string): Manifest => {
  try {
    return JSON.parse(readFileSync(join(root, CLIENT, '.vite/manifest.json'), 'utf8'))
  } catch (cause) {
    throw new Error('There is no build to measure. Run `npm run build` first', { cause })
  }
}

/**
 * The paths of the scripts that the route loads without cache: the entry, the page's file, and all their static
 * imports.
 * @throws when the build has no file for the route's page
 */
export const scriptsOf = (route: WatchedRoute, root = '.'): string[] => {
  const manifest = readManifest(root)
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry)
  const files = new Set<string>()
  const collect = (key: string) => {
    const chunk = manifest[key]
    if (!chunk) throw new Error(`The build has no chunk for ${key}`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    chunk.imports?.forEach(collect)
  }
  const pages = Object.keys(manifest).filter((key) => manifest[key]?.name === WATCHED_ROUTES[route].page)
  if (pages.length !== 1) throw new Error(`The build has no file of its own for ${route}`)
  for (const key of [...entries, ...pages]) collect(key)
  return [...files].map((file) => join(root, CLIENT, file))
}

/** The size of these scripts in bytes, each compressed with gzip. */
export const gzipBytes = (files: string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)

/** The same, each compressed with brotli, as the server sends them to browsers that accept it. */
export const brotliBytes = (files: string[]): number =>
  files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0)

/** Files of the build that import each other, each as `a > b > a`. Which of them runs first depends on the page. */
export const importCycles = (root = '.'): string[] => {
  const manifest = readManifest(root)
  const cycles: string[] = []
  const done = new Set<string>()
  const follow = (key: string, above: readonly string[]) => {
    if (done.has(key)) return
    if (above.includes(key)) {
      cycles.push([...above.slice(above.indexOf(key)), key].join(' > '))
      return
    }
    for (const next of manifest[key]?.imports ?? []) follow(next, [...above, key])
    done.add(key)
  }
  for (const key of Object.keys(manifest)) follow(key, [])
  return cycles
}
