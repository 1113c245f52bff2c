import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'
import { findBrowser, LAUNCH_ARGS } from '../browser.mjs'

/** One file per section; each adds rows to one table. A time never decides whether a run passes. */
export default defineConfig(base, {
  testDir: '.',
  projects: [
    { name: 'figures', testMatch: '*.bench.ts', testIgnore: 'soak.bench.ts' },
    // Last, because it takes longer than all the others together. SOAK_MINUTES shortens it.
    { name: 'soak', testMatch: 'soak.bench.ts' },
  ],
  // Two at once would measure each other.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  // With the engine's optimizing compilers, which the tests switch off: what is measured is what users have.
  use: { ...base.use, launchOptions: { executablePath: findBrowser()?.path, args: LAUNCH_ARGS } },
  reporter: './reporter.ts',
})
