/** Tests on real daemons. A machine that cannot run them passes, and says so. */
import { defineConfig } from 'vitest/config'
import { whatIsMissing } from './packages.mjs'

const missing = whatIsMissing()

export default defineConfig({
  test: {
    include: missing === null ? ['e2e/lab/*.test.ts'] : [],
    passWithNoTests: true,
    testTimeout: 60_000,
    // Most of a test is waiting for BGP; two machines of it at once are what two cores bear.
    maxWorkers: 2,
    maxConcurrency: 2,
  },
})
