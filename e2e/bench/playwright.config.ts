import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'
import { LAUNCH_ARGS } from '../browser.mjs'
import { BASE_FOLDER } from './base.ts'

/** What is compared with the revision in BENCH_BASE. */
const COMPARED = /(size|source|typing|dry-run|list)\.bench\.ts/

/** One file per section; each adds rows to one table. A time never decides whether a run passes. */
export default defineConfig<object, { root: string }>(base, {
  testDir: '.',
  globalSetup: './base.ts',
  projects: [
    { name: 'figures', testMatch: '*.bench.ts', testIgnore: 'soak.bench.ts' },
    ...(BASE_FOLDER ? [{ name: 'base', testMatch: COMPARED, use: { root: BASE_FOLDER } }] : []),
    // Last, because it takes longer than all the others together. SOAK_MINUTES shortens it.
    { name: 'soak', testMatch: 'soak.bench.ts' },
  ],
  use: {
    // As a person's browser runs, with the optimizing compilers that the tests leave out.
    launchOptions: { ...base.use?.launchOptions, args: LAUNCH_ARGS },
  },
  // Two at once would measure each other.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  reporter: './reporter.ts',
})
