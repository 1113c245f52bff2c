/** The page's dry-runs as the proxy is sent them. */
import type { Page, Request } from '@playwright/test'

export const isDryRun = (request: Request) => new URL(request.url()).pathname === '/api/tunnels/validate'

/** Counts the dry-runs that the page sends from here on. */
export const countDryRuns = (page: Page) => {
  const sent: Request[] = []
  page.on('request', (request) => {
    if (isDryRun(request)) sent.push(request)
  })
  return () => sent.length
}
