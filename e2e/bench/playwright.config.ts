import { defineConfig } from '@playwright/test'
import { findBrowser, LAUNCH_ARGS } from '../browser.mjs'
import { BASE_FOLDER } from './base.ts'

/** The benchmarks that also run on the revision in BENCH_BASE. */
const COMPARED = /(size|source|typing|dry-run|list|routes)\.bench\.ts/

/** Each file adds rows to one table. A missed goal never fails a run. */
export default defineConfig<object, { root: string }>({
  testDir: '.',
  globalSetup: './base.ts',
  projects: [
    { name: 'figures', testMatch: '*.bench.ts', testIgnore: 'soak.bench.ts' },
    ...(BASE_FOLDER ? [{ name: 'base', testMatch: COMPARED, use: { root: BASE_FOLDER } }] : []),
    // Last, because it takes longer than all the others together. SOAK_MINUTES shortens it.
    { name: 'soak', testMatch: 'soak.bench.ts' },
  ],
  use: {
    // Like a user's browser, with the optimizing compilers, which the tests disable.
    launchOptions: { executablePath: findBrowser()?.path, args: LAUNCH_ARGS },
    actionTimeout: 20_000,
  },
  // Two benchmarks at once would slow each other down.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  reporter: './reporter.ts',
})
