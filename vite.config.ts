/// <reference types="vitest/config" />
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type UserConfig } from 'vite'

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

const RULES =
  /src.contract.(fields.(?!kept)|rules.(?!route|whole-number)|address[/\\](?!block6|address6)|characters|finding|md5|bgp|tunnel-values)|node_modules.zod/
const CONTROLS =
  /src.app.(ui.(field|input|choice-list|banner|disclosure|after-press|leave-warning|loaded-later|changed|switch)\.|form.(psk|dry-run.(verdict|state))\.)|src.app.write.sleep|src.contract.(envelope|calls.(lost-answer|api-codes))|icons.(check|info|panel-right|chevron-right|x|(triangle|circle)-exclamation-point)\.mjs/
const FORM =
  /src.app.form.(?!steps|psk|base|clone|dry-run.(verdict\.|verdict-wording|wording|state|dry-run-pill|use-wording))|src.app.tunnels.wizard.(wizard|top-problems|later-parts|step-bar|basics-step|advanced|derived-end|use-suggestion|suggest-button|problem-link)|src.contract.fields.(judge|pointer)|node_modules.(react-hook-form|@hookform|@standard-schema)/
/** What both the list and the form load at the start. */
const BOTH =
  /src.app.(ui.(time|zone|address)\.|use-write-refusal|counted)|src.contract.address\.|icons.chevron-down/
const LISTS =
  /src.app.(search-words|use-now|table.(use-layout|order|place-at|chip|table-skeleton)|tunnels.(list.(search|rows|sort|view|column-ids)|tunnel-actions)\.|use-polled-tunnels|state.(polling|odd|session-change|state|state-mark)\.|health.(account-health|every-minute)|use-last-error|ui.(refresh-button|sort-button|popover|select|zone-switch)\.|export.export-button)|lucide-react.*(plus|arrow-down|arrow-up|search)\.mjs/
/** Small parts that are loaded later by several others. */
const EDITING =
  /src.contract.(fields.kept|json|tolerant|moment|calls.(refusals|analytics-refusals))|src.app.(routes.(planned-prefixes|former-pairs)|state.saved-state)|useSuspenseQuery/
const SHOWN =
  /src.app.(tunnels.wizard.(tunnel-diagram|shown-value|check-remarks|problem-details)|form.dry-run.(verdict-wording|use-wording))/
const ROUTING = /src.contract.(rules.(route|whole-number)|route-lookup)|src.app.routes.route-values/

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
        // Many small files compress worse than few, so what several parts load together is one file each: the
        // controls of a form, the form of a tunnel with its dry-run, the rules, what the two lists share, and what
        // nearly every part imports. With fewer parts `shared` takes in what the list does not need.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'controls', test: CONTROLS, minShareCount: 2 },
            { name: 'form', test: FORM, minShareCount: 2 },
            { name: 'rules', test: RULES, minShareCount: 3 },
            { name: 'lists', test: LISTS, minShareCount: 2 },
            { name: 'shared', minShareCount: 14 },
            { name: 'both', test: BOTH, minShareCount: 2 },
            { name: 'editing', test: EDITING, minShareCount: 2 },
            { name: 'shown', test: SHOWN, minShareCount: 2 },
            { name: 'routing', test: ROUTING, minShareCount: 2 },
          ],
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
