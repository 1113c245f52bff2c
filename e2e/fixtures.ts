/**
 * The fixtures of every browser test: a built server per worker, a new world per test (it is identified by a cookie,
 * and every test has its own browser context), and a check that pages report no errors.
 */
import { test as base, type Page, type Request } from '@playwright/test'
import { type RunningServer, startServer } from './server.ts'

interface Complaints {
  /** Errors, warnings and policy violations of this test's pages. A test that causes one on purpose removes it. */
  list: string[]
}

interface PerTest {
  complaints: Complaints
}

interface PerWorker {
  /** The folder of the project whose build is served. */
  root: string
  server: RunningServer
}

export const test = base.extend<PerTest, PerWorker>({
  root: ['.', { option: true, scope: 'worker' }],

  server: [
    async ({ root }, use) => {
      const server = await startServer({}, 'node', undefined, root)
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ server }, use) => use(server.origin),

  complaints: [
    async ({ context }, use, info) => {
      const list: string[] = []
      const calls: string[] = []
      await context.exposeBinding('reportPolicyViolation', (_source, what: string) => {
        list.push(`policy violation: ${what}`)
      })
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const { reportPolicyViolation } = window as unknown as {
            reportPolicyViolation: (what: string) => void
          }
          reportPolicyViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
        })
      })
      context.on('page', (page) => listen(page, list))
      context.on('request', (request) => note(calls, request, 'sent'))
      context.on('requestfailed', (request) => note(calls, request, request.failure()?.errorText))
      context.on('response', (response) => note(calls, response.request(), response.status()))
      await use({ list })
      if (info.status !== info.expectedStatus) {
        await info.attach('calls to the proxy', { body: calls.join('\n'), contentType: 'text/plain' })
      }
      base.expect(list, 'complaints of the page').toEqual([])
    },
    { auto: true },
  ],
})

/** The browser reports every status above 399 and every lost connection on the console; these are ignored. */
const isNetworkReport = (text: string) => text.startsWith('Failed to load resource:')

const listen = (page: Page, list: string[]) => {
  page.on('console', (message) => {
    const type = message.type()
    if ((type === 'error' || type === 'warning') && !isNetworkReport(message.text())) {
      list.push(`console ${type}: ${message.text()}`)
    }
  })
  page.on('pageerror', (error) => list.push(`uncaught: ${error.message}\n${error.stack}`))
}

const note = (calls: string[], request: Request, what: string | number | undefined) => {
  const { pathname } = new URL(request.url())
  if (pathname.startsWith('/api/')) {
    calls.push(`${new Date().toISOString()} ${request.method()} ${pathname} ${what}`)
  }
}
