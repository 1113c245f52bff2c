import type { Page } from '@playwright/test'
import { test } from '../fixtures.ts'
import { manyPrefixes, paste } from '../form.ts'
import { openLongList } from '../list.ts'
import { SLOW_DOWN, slowDown } from './painted.ts'
import { percentile, report } from './rows.ts'

interface Press {
  /** The time of event handlers and React's render, in milliseconds. */
  work: number
  /** The same time with style and layout. */
  laidOut: number
  /** The time until a change of `aria-invalid` was painted, in milliseconds; null without one. */
  painted: number | null
}

declare global {
  interface Window {
    presses: Press[]
  }
}

/** Measures every key press from now on. A verdict is a change of a field's `aria-invalid`. */
const watchPresses = (page: Page) =>
  page.evaluate(() => {
    window.presses = []
    let press: Press | null = null
    let pressedAt = 0
    let begun = 0
    const begin = () => {
      begun = performance.now()
    }
    // React listens below `window` and renders before the event bubbles to it.
    const end = () => {
      if (!press) return
      press.work += performance.now() - begun
      document.body.getBoundingClientRect()
      press.laidOut += performance.now() - begun
    }
    window.addEventListener(
      'keydown',
      (event) => {
        press = { work: 0, laidOut: 0, painted: null }
        window.presses.push(press)
        pressedAt = event.timeStamp
      },
      { capture: true },
    )
    for (const type of ['keydown', 'input']) {
      window.addEventListener(type, begin, { capture: true })
      window.addEventListener(type, end)
    }
    new MutationObserver(() => {
      const judged = press
      const since = pressedAt
      requestAnimationFrame(() => {
        // A message posted in a frame arrives after that frame is painted.
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          if (judged) judged.painted = performance.now() - since
        }
        port2.postMessage(null)
      })
    }).observe(document.body, { subtree: true, attributeFilter: ['aria-invalid'] })
  })

const figures = (samples: number[]) =>
  `p95 ${percentile(samples, 0.95).toFixed(1)} ms, median ${percentile(samples, 0.5).toFixed(1)} ms of ${samples.length}`

const reportWork = (what: string, presses: Press[]) => {
  const work = presses.map((press) => press.work)
  report({
    what: `${what} at ${SLOW_DOWN}x slow-down: handlers and render`,
    measured: `${figures(work)}; with style and layout ${figures(presses.map((press) => press.laidOut))}`,
    goal: { text: 'p95 within 16 ms', met: percentile(work, 0.95) <= 16 },
  })
}

test('key presses', async ({ page }) => {
  await page.goto('/tunnels/new/basics')
  await page.getByLabel('Tunnel name').click()
  await slowDown(page)
  await watchPresses(page)
  await page.keyboard.type('lisbon-branch-a-with-a-rather-long-name', { delay: 90 })
  await page.getByLabel(/^Interface address/).click()
  for (let round = 0; round < 8; round++) {
    await page.keyboard.type('10.10.0.0/31', { delay: 90 })
    await page.keyboard.press('ControlOrMeta+a')
  }
  const presses = await page.evaluate(() => window.presses)
  reportWork('Key press on Basics', presses)
})

test('verdict at the key press', async ({ page }) => {
  await page.goto('/tunnels/new/bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
  const key = page.getByLabel(/^MD5 key/)
  await key.fill('secret')
  await slowDown(page)
  await watchPresses(page)
  for (let round = 0; round < 40; round++) {
    await page.keyboard.press('?', { delay: 60 })
    await page.keyboard.press('Backspace', { delay: 60 })
  }
  await page.waitForFunction(() => window.presses.slice(-4).every((press) => press.painted !== null))
  const presses = await page.evaluate(() => window.presses)
  const painted = presses.flatMap((press) => press.painted ?? [])
  reportWork('Key press that changes a verdict', presses)
  report({
    what: `Press to painted verdict at ${SLOW_DOWN}x slow-down`,
    measured: figures(painted),
    goal: { text: 'p95 within 50 ms', met: percentile(painted, 0.95) <= 50 },
  })
})

test('key presses beside a thousand prefixes and five thousand tunnels', async ({ page }) => {
  await openLongList(page)
  await page.goto('/tunnels/new/bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
  await paste(page.getByLabel(/^Extra prefixes/), manyPrefixes(1000))
  await page.getByLabel(/^Customer ASN/).click()
  await slowDown(page)
  await watchPresses(page)
  for (let round = 0; round < 12; round++) {
    await page.keyboard.type('64512', { delay: 90 })
    await page.keyboard.press('ControlOrMeta+a')
  }
  reportWork('Key press beside 1,000 prefixes and 5,000 tunnels', await page.evaluate(() => window.presses))
})
