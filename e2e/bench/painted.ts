/** Measures the time from a key press until its effect is painted. */
import type { Page } from '@playwright/test'

declare global {
  interface Window {
    painted: number[]
  }
}

export const SLOW_DOWN = 4

export const slowDown = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN })
}

/**
 * Records the time from each key press to the frame after a change.
 * @param what the attributes whose changes count, or the element within which changes of text and elements count
 */
export const watchPainted = (page: Page, what: { attributes: string[] } | { within: string }) =>
  page.evaluate((what) => {
    window.painted = []
    let pressedAt: number | null = null
    window.addEventListener(
      'keydown',
      (event) => {
        pressedAt = event.timeStamp
      },
      { capture: true },
    )
    const [root, changes] =
      'within' in what
        ? [document.querySelector(what.within), { childList: true, characterData: true }]
        : [document.body, { attributeFilter: what.attributes }]
    if (!root) throw new Error('There is no such element')
    new MutationObserver(() => {
      if (pressedAt === null) return
      const since = pressedAt
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => window.painted.push(performance.now() - since)
        port2.postMessage(null)
      })
    }).observe(root, { subtree: true, ...changes })
  }, what)

/** The time from the arrival of this answer to the first row of a table, in milliseconds. */
export const firstRowsAfter = async (page: Page, open: string, answer: string): Promise<number> => {
  await page.goto(open)
  const shownAt = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () =>
          document.querySelector('tbody tr') ? resolve(performance.now()) : requestAnimationFrame(look)
        look()
      }),
  )
  const arrivedAt = await page.evaluate((path) => {
    const all = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
    return all.find(({ name }) => new URL(name).pathname === path)?.responseEnd ?? 0
  }, answer)
  return shownAt - arrivedAt
}
