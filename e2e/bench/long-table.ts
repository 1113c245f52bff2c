/** Measures the search and the scrolling of a table with thousands of rows. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Locator, Page } from '@playwright/test'
import { SLOW_DOWN, slowDown, watchPainted } from './painted.ts'
import { percentile, report } from './rows.ts'

declare global {
  interface Window {
    wheelFrames: number[]
  }
}

/** Between key presses, as of somebody who types fast. */
const KEY_MS = 140

/** @param what the number of rows, and what they are */
export const reportSearch = async (page: Page, what: string, box: Locator, words: readonly string[]) => {
  await box.click()
  await slowDown(page)
  await watchPainted(page, { attributes: ['aria-rowcount'] })
  for (const word of words) {
    await page.keyboard.type(word, { delay: KEY_MS })
    await page.keyboard.press('ControlOrMeta+a')
    await pause(KEY_MS)
  }
  const painted = await page.evaluate(() => window.painted)
  const p95 = percentile(painted, 0.95)
  report({
    what: `Search in ${what} at ${SLOW_DOWN}x slow-down: key press to painted list`,
    measured: `p95 ${p95.toFixed(1)} ms, median ${percentile(painted, 0.5).toFixed(1)} ms of ${painted.length}`,
    goal: { text: 'p95 within 50 ms', met: p95 <= 50 },
  })
}

/** @param what the number of rows, and what they are */
export const reportScrolling = async (page: Page, what: string) => {
  // What the page loads after its first rows.
  await page.waitForLoadState('networkidle')
  await page.mouse.move(600, 500)
  await slowDown(page)
  await page.evaluate(() => {
    window.wheelFrames = []
    let last = performance.now()
    const tick = (now: number) => {
      window.wheelFrames.push(now - last)
      last = now
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  for (let turn = 0; turn < 60; turn++) {
    await page.mouse.wheel(0, 120)
    await pause(50)
  }
  const frames = (await page.evaluate(() => window.wheelFrames)).slice(1)
  const usual = percentile(frames, 0.5)
  const dropped = frames.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / usual) - 1), 0)
  report({
    what: `Scrolling ${what} with the wheel at ${SLOW_DOWN}x slow-down`,
    measured: `${dropped} dropped of ${frames.length} frames, longest ${Math.max(...frames).toFixed(1)} ms`,
    goal: { text: 'none dropped', met: dropped === 0 },
  })
}
