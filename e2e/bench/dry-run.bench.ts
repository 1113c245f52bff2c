import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { test } from '../fixtures.ts'
import { report } from './rows.ts'

const SECONDS = 60

/** Counts the dry-runs that the page sends from now on. @returns a function that returns the count */
const countDryRuns = (page: Page) => {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/tunnels/validate')) sent.push(request.url())
  })
  return () => sent.length
}

/** Generates numbers from 0 to 1 that are the same in every run. */
const randomNumbers = (seed: number) => {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const openForm = async (page: Page) => {
  await page.goto('/tunnels/new/basics')
  // The form is complete, so that every pause causes a dry-run.
  await page.getByLabel('Tunnel name').fill('bench')
  await page.getByLabel('Cloudflare endpoint').fill('162.159.64.10')
  await page.getByLabel(/^Interface address/).fill('10.77.0.0/31')
  await page.getByLabel('Description').click()
}

test('dry-runs while typing without a pause', async ({ page }) => {
  await openForm(page)
  const count = countDryRuns(page)
  const until = performance.now() + SECONDS * 1000
  let typed = 0
  while (performance.now() < until) {
    await page.keyboard.type('steady ', { delay: 70 })
    typed += 7
  }
  const during = count()
  await pause(3000)
  report({
    what: `Dry-runs while typing without a pause for ${SECONDS} s`,
    measured: `${during} during, ${count() - during} after, ${typed} key presses`,
    goal: { text: 'at most 1', met: count() <= 1 },
  })
})

test('dry-runs while typing like a person', async ({ page }) => {
  await openForm(page)
  const count = countDryRuns(page)
  const random = randomNumbers(20_261)
  const until = performance.now() + SECONDS * 1000
  let typed = 0
  let pauses = 0
  while (performance.now() < until) {
    const word = 'humanly'.slice(0, 2 + Math.floor(random() * 6))
    await page.keyboard.type(word, { delay: 60 + random() * 120 })
    typed += word.length
    // Mostly short pauses between words, sometimes a long one.
    const thinks = random() < 0.4
    if (thinks) pauses++
    await pause(thinks ? 700 + random() * 2500 : 100 + random() * 400)
  }
  report({
    what: `Dry-runs while typing with human pauses for ${SECONDS} s`,
    measured: `${count()}, ${typed} key presses, ${pauses} pauses to think`,
    goal: { text: 'at most 25', met: count() <= 25 },
  })
})
