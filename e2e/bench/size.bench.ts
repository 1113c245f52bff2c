import { test } from '../fixtures.ts'
import { brotliBytes, gzipBytes, scriptsOf, WATCHED_ROUTES, type WatchedRoute } from '../size.ts'
import { report } from './rows.ts'

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

for (const [route, { limitKb }] of Object.entries(WATCHED_ROUTES)) {
  test(`initial JavaScript of ${route}`, ({ root }) => {
    const files = scriptsOf(route as WatchedRoute, root)
    const bytes = gzipBytes(files)
    report({
      what: `Initial JavaScript of ${route}, gzip`,
      measured: `${kB(bytes)} in ${files.length} files; ${kB(brotliBytes(files))} with brotli`,
      goal: { text: `at most ${limitKb} kB`, met: bytes <= limitKb * 1000 },
    })
  })
}
