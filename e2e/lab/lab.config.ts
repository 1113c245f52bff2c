import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/lab/*.test.ts'],
    testTimeout: 60_000,
  },
})
