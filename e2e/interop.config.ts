/** For `npm run interop`: tests that need Cloudflare's software, which is in separate packages. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/workerd/*.test.ts', 'e2e/client/*.test.ts'],
    allowOnly: false,
    maxWorkers: '100%',
    // On a busy machine some take a while; how long decides nothing.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
