import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'

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
  reporter: './reporter.ts',
})
