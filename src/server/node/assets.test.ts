/** `assets.ts`: each browser gets the smallest form of a file that it can read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadAssets } from './assets.ts'

const folder = mkdtempSync(join(tmpdir(), 'tunneldesk-assets-'))
for (const name of ['page.js', 'page.js.br', 'page.js.gz']) writeFileSync(join(folder, name), name)
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['', null],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=0.8, br;q=0.5', 'br'],
  ['GZIP', 'gzip'],
  // Zero refuses a coding (RFC 9110, 12.4.2).
  ['gzip, br;q=0', 'gzip'],
  ['br; q=0.000, gzip;Q=0', null],
])('%j gets %s', async (accepted, encoding) => {
  expect(await loadAssets(folder)('/page.js', accepted)).toMatchObject({ encoding })
})
