import { defineConfig } from '@playwright/test'
import { findBrowser, LAUNCH_ARGS } from './e2e/browser.mjs'

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  // Every test has a browser context, and so a world in the sandbox, of its own: order and company do not matter.
  fullyParallel: true,
  // A test waits more than it computes: a third one fills the gaps that two leave on two cores.
  workers: 3,
  // A test that needs a second try is a finding.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list', { printSteps: false }]],
  use: {
    headless: true,
    launchOptions: { executablePath: findBrowser()?.path, args: LAUNCH_ARGS },
    screenshot: 'only-on-failure',
    trace: 'off',
    actionTimeout: 10_000,
  },
})
