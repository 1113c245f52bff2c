import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'

/** One file per section; each adds rows to one table. A time never decides whether a run passes. */
export default defineConfig(base, {
  testDir: '.',
  testMatch: '*.bench.ts',
  // Two at once would measure each other.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  reporter: './reporter.ts',
})
