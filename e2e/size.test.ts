/** The limits of initial JavaScript in `size.ts`, for each page that has one, and the order in which files run. */
import { expect, test } from 'vitest'
import { gzipBytes, importCycles, scriptsOf, WATCHED_ROUTES, type WatchedRoute } from './size.ts'

test.each(Object.entries(WATCHED_ROUTES))(
  '%s starts with at most its limit of JavaScript',
  (route, { limitKb }) => {
    const files = scriptsOf(route as WatchedRoute)
    expect(files.every((file) => file.endsWith('.js'))).toBe(true)
    expect(gzipBytes(files) / 1000).toBeLessThanOrEqual(limitKb)
  },
)

test('no files of the build import each other, so that each runs after what it imports', () => {
  expect(importCycles()).toEqual([])
})
