import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { test } from '../fixtures.ts'
import { openList, openLongList, search, table } from '../list.ts'
import { reportScrolling, reportSearch } from './long-table.ts'
import { firstRowsAfter, SLOW_DOWN, slowDown } from './painted.ts'
import { report } from './rows.ts'

declare global {
  interface Window {
    mutations: number
  }
}

/** The account's health arrives after the list, once, and changes every row. */
const healthArrived = (page: Page) => table(page).getByText(/\d %/).first().waitFor()

test('first rows of five thousand', async ({ page }) => {
  await openLongList(page)
  await slowDown(page)
  const samples: number[] = []
  for (let round = 0; round < 5; round++) samples.push(await firstRowsAfter(page, '/tunnels', '/api/tunnels'))
  const worst = Math.max(...samples)
  report({
    what: `List of 5,000 at ${SLOW_DOWN}x slow-down: answer arrived to first rows`,
    measured: `worst ${worst.toFixed(0)} ms of ${samples.length}`,
    goal: { text: 'within 1,000 ms', met: worst <= 1000 },
  })
})

test('search in five thousand', async ({ page }) => {
  await openLongList(page)
  const words = ['ams-br002', '198.18.9.25', '10.128.3.', 'lisbon', 'as42000']
  await reportSearch(page, '5,000', search(page), words)
})

test('scrolling through five thousand', async ({ page }) => {
  await openLongList(page)
  await healthArrived(page)
  await reportScrolling(page, '5,000')
})

test('a poll of an unchanged list', async ({ page }) => {
  await openList(page)
  await table(page).waitFor()
  await healthArrived(page)
  await page.evaluate(() => {
    window.mutations = 0
    new MutationObserver((list) => {
      window.mutations += list.length
    }).observe(document.querySelector('table') as Node, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
  })
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/tunnels')
  await page.getByRole('button', { name: 'Refresh' }).click()
  const status = (await answer).status()
  await pause(300)
  const mutations = await page.evaluate(() => window.mutations)
  report({
    what: 'A poll that brings the same list',
    measured: `status ${status}, ${mutations} changes in the table`,
    goal: { text: '304, none', met: status === 304 && mutations === 0 },
  })
})

test('ten minutes of polling five thousand', async ({ page }) => {
  await page.clock.install()
  await openLongList(page)
  // Otherwise it counts as growth, if it arrives after the first measurement.
  await healthArrived(page)
  const session = await page.context().newCDPSession(page)
  const heapMb = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    return usedSize / 1e6
  }
  let polls = 0
  page.on('response', (response) => {
    if (new URL(response.url()).pathname === '/api/tunnels') polls++
  })
  const minute = async () => {
    for (let part = 0; part < 6; part++) {
      await page.clock.runFor(10_000)
      await page.waitForLoadState('networkidle')
    }
  }
  // What the first polls allocate, such as entries of the cache, stays.
  await minute()
  const [before, polled] = [await heapMb(), polls]
  for (let passed = 0; passed < 10; passed++) await minute()
  const grown = (await heapMb()) - before
  report({
    what: 'Heap of the list of 5,000 after ten minutes of polling',
    measured: `${grown >= 0 ? '+' : ''}${grown.toFixed(2)} MB over ${before.toFixed(1)} MB, ${polls - polled} polls`,
    goal: { text: 'within 1 MB', met: grown <= 1 },
  })
})
