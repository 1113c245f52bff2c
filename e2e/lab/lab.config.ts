/** Tests on real daemons. A machine that cannot run them passes, and says so. */
import { defineConfig } from 'vitest/config'
import { whatIsMissing } from './packages.mjs'

const missing = whatIsMissing()

export default defineConfig({
  test: {
    include: missing === null ? ['e2e/lab/*.test.ts'] : [],
    passWithNoTests: true,
    testTimeout: 60_000,
    // Most of a test is waiting for BGP, so a file more than cores is no burden.
    maxWorkers: 3,
    maxConcurrency: 2,
  },
})
