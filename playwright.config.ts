import { defineConfig } from '@playwright/test'
import { findBrowser, LAUNCH_ARGS } from './e2e/browser.mjs'

/** A page of a test lives for seconds: to compile its code for speed costs more than that saves. */
const NO_OPTIMIZERS = '--js-flags=--no-opt --no-maglev --single-threaded-gc'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  // Every test has a browser context, and so a world in the sandbox, of its own: order and company do not matter.
  fullyParallel: true,
  // A test waits about as long as it computes: on two cores four fill the gaps that two leave.
  workers: 4,
  // On a busy machine a frame may come seconds late. A test that passes only the second time is listed as flaky: look
  // at it, but it does not stop a change that it has nothing to do with.
  retries: 1,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list', { printSteps: false }]],
  use: {
    headless: true,
    launchOptions: { executablePath: findBrowser()?.path, args: [...LAUNCH_ARGS, NO_OPTIMIZERS] },
    screenshot: 'only-on-failure',
    trace: 'off',
    actionTimeout: 20_000,
  },
})
