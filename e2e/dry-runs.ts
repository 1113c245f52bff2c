/** The dry-runs that the page sends to the proxy. */
import type { Page, Request } from '@playwright/test'

export const isDryRun = (request: Request) => new URL(request.url()).pathname === '/api/tunnels/validate'

/** Counts the dry-runs that the page sends from now on. @returns a function that returns the count */
export const countDryRuns = (page: Page) => {
  const sent: Request[] = []
  page.on('request', (request) => {
    if (isDryRun(request)) sent.push(request)
  })
  return () => sent.length
}
