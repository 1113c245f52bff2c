/// <reference types="vitest/config" />
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite'

/** Where `npm run dev` puts the proxy; Vite itself never holds the token. */
const devProxy = process.env.DEV_PROXY_ORIGIN
const proxied: Record<string, string> = devProxy ? { '/api': devProxy, '/healthz': devProxy } : {}

/** Writes .br and .gz beside every text asset, so the server compresses nothing at run time. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    closeBundle() {
      const root = 'dist/client'
      for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg|json|txt)$/.test(entry.name)) continue
        const file = join(entry.parentPath, entry.name)
        const body = readFileSync(file)
        writeFileSync(`${file}.br`, brotliCompressSync(body))
        writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }))
      }
    },
  }
}

/** Names what the page is built from. The page and the server are built apart, and must find the same. */
const buildId = (): string => {
  const hash = createHash('sha256')
  const files = readdirSync('src', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort()
  for (const path of [...paths, 'index.html', 'package-lock.json'])
    hash.update(path).update(readFileSync(path))
  return hash.digest('hex').slice(0, 12)
}

/** Pages of the same kind share the code that they have in common. */
const KINDS: Record<string, string> = {
  'list-page': 'list',
  'create-page': 'form',
  'edit-page': 'form',
  'detail-page': 'view',
  'routes-page': 'view',
}

interface PageModules {
  name: string
  kind: string
  /** What the page needs before it shows anything. */
  atStart: Set<string>
  /** The same, and what it loads later. */
  inAll: Set<string>
}

const closureOf = (id: string, importsOf: (id: string) => string[], found = new Set<string>()) => {
  if (found.has(id)) return found
  found.add(id)
  for (const imported of importsOf(id)) closureOf(imported, importsOf, found)
  return found
}

const readPages = (build: Rolldown.ChunkingContext) => {
  const statically = (id: string) => build.getModuleInfo(id)?.importedIds ?? []
  const dynamically = (id: string) => build.getModuleInfo(id)?.dynamicallyImportedIds ?? []
  const pages = dynamically(resolve('src/app/pages.tsx')).map((id): PageModules => {
    const name = basename(id, '.tsx')
    return {
      name,
      kind: KINDS[name] ?? name,
      atStart: closureOf(id, statically),
      inAll: closureOf(id, (module) => [...statically(module), ...dynamically(module)]),
    }
  })
  if (pages.length === 0) throw new Error('src/app/pages.tsx loads no pages')
  return { entry: closureOf(resolve('src/app/main.tsx'), statically), pages }
}

/**
 * Names the file that a module goes to. Many small files compress worse than few, and no page should load what it does
 * not use: so there is one file for what every page loads, one for each kind of page, one for what two kinds share, and
 * two for each page: its own code, and the part of it that other pages load later. What no page needs at its start is
 * left to the bundler. Wherever a module is needed, so are its imports: files therefore never import each other in a
 * circle.
 */
const fileNames = (): Rolldown.CodeSplittingNameFunction => {
  let known: ReturnType<typeof readPages> | undefined
  return (id, build) => {
    known ??= readPages(build)
    if (known.entry.has(id)) return 'start'
    const [page, ...others] = known.pages.filter(({ atStart }) => atStart.has(id))
    if (!page) return null
    const users = known.pages.filter(({ inAll }) => inAll.has(id))
    if (others.length === 0 && users.length === 1) return page.name
    // The list is where most visits begin: one file less makes it smaller.
    if (others.length === 0) return page.kind === 'list' ? 'list-view' : `${page.name}-shared`
    const kinds = new Set([page, ...others].map(({ kind }) => kind))
    if (kinds.has('list') && kinds.has('form')) return 'start'
    const name = [...kinds].sort().join('-')
    // Dialogs of the list use some controls of the form, and should not load the form for them.
    return name === 'form' && users.some(({ kind }) => kind === 'list') ? 'controls' : name
  }
}

/** Parts of libraries that the page does not need as they are, and what takes their place. */
const SMALLER = {
  '../createLucideIcon.mjs': resolve('src/app/ui/lucide-icon.ts'),
  // For versions of React without the hook.
  'use-sync-external-store/shim/index.js': 'react',
}

const client: UserConfig = {
  resolve: { alias: SMALLER },
  plugins: [react(), tailwindcss(), precompress()],
  build: {
    outDir: 'dist/client',
    manifest: true,
    // A data: URL in CSS or JS would need wider `font-src` and `img-src` than the policy grants.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: fileNames(), debugName: 'pages' }],
        },
      },
    },
  },
  server: {
    strictPort: true,
    proxy: proxied,
  },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'e2e/*.test.ts'],
    // Files share modules: loading every module again for each file took two thirds of the time.
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
    unstubEnvs: true,
    // A zone that is not UTC, wherever the tests run.
    env: { TZ: 'Asia/Tokyo' },
    // On a busy machine the thorough ones take a while; how long decides nothing.
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // A stray .only would leave the rest out, and nobody would see it.
    allowOnly: false,
    // Unless told, it leaves a core idle: on two cores that is half of them.
    maxWorkers: '100%',
  },
}

/** The server is one self-contained folder: `node dist/server/node.js` needs no node_modules. */
const server: UserConfig = {
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist/server',
    target: 'node20',
    copyPublicDir: false,
    rollupOptions: { input: { node: 'src/server/node.ts', sandbox: 'src/sandbox/node.ts' } },
  },
}

/** The Worker is one module with everything in it; Cloudflare's runtime takes it as it is. */
const worker: UserConfig = {
  ssr: { target: 'webworker', noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist/worker',
    target: 'es2023',
    copyPublicDir: false,
    rollupOptions: { input: { worker: 'src/server/worker.ts' } },
  },
}

export default defineConfig(({ command, isSsrBuild, mode }) => ({
  ...(mode === 'worker' ? worker : isSsrBuild ? server : client),
  define: { __BUILD_ID__: JSON.stringify(command === 'build' ? buildId() : '') },
}))
