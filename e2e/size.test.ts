/** The limits of initial JavaScript in `size.ts`, for each page that has one. */
import { expect, test } from 'vitest'
import { gzipBytes, scriptsOf, WATCHED_ROUTES, type WatchedRoute } from './size.ts'

test.each(Object.entries(WATCHED_ROUTES))(
  '%s starts with at most its limit of JavaScript',
  (route, { limitKb }) => {
    const files = scriptsOf(route as WatchedRoute)
    expect(files.every((file) => file.endsWith('.js'))).toBe(true)
    expect(gzipBytes(files) / 1000).toBeLessThanOrEqual(limitKb)
  },
)
