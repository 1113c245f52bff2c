/** Rules that every browser test follows, and a check that complaints of a page are noticed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { test } from './fixtures.ts'

test('no test sleeps for a fixed time, stands between page and server, or is left out', () => {
  const forbidden = /waitForTimeout|(page|context)\.route\(|routeFromHAR|\.skip\(|\.fixme\(/
  const files = readdirSync('e2e', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules') && file !== 'suite.spec.ts')
    .map((file) => join('e2e', file))
  expect(files.length).toBeGreaterThan(3)
  expect(files.filter((file) => forbidden.test(readFileSync(file, 'utf8')))).toEqual([])
})

test('a page that breaks the content security policy, throws or logs an error is noticed', async ({
  page,
  complaints,
}) => {
  await page.goto('/tunnels')
  await page.evaluate(() => {
    new Image().src = 'https://example.com/x.png'
    console.error('logged')
    setTimeout(() => {
      throw new Error('thrown')
    })
  })
  const heard = () => complaints.list.join('\n')
  await expect.poll(heard).toContain('policy violation: img-src')
  await expect.poll(heard).toContain('console error: logged')
  await expect.poll(heard).toContain('uncaught: thrown')
  complaints.list.length = 0
})
