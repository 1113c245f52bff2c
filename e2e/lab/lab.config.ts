/** Tests with real daemons. On a machine that cannot run them they are skipped with a message. */
import { defineConfig } from 'vitest/config'
import { whatIsMissing } from './packages.mjs'

const missing = whatIsMissing()

export default defineConfig({
  test: {
    include: missing === null ? ['e2e/lab/*.test.ts'] : [],
    passWithNoTests: true,
    testTimeout: 60_000,
    // Tests mostly wait for BGP, so more files than cores can run at once.
    maxWorkers: 3,
    maxConcurrency: 2,
  },
})
