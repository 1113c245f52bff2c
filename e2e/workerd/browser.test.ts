/** The main job in a real browser, on the Worker in Cloudflare's runtime. */
import { chromium } from '@playwright/test'
import { expect, test } from 'vitest'
import { findBrowser, LAUNCH_ARGS } from '../browser.mjs'
import { create, expect as expectPage, goToReview, heading, openForm, TUNNEL, verdict } from '../form.ts'
import { freePort } from '../server.ts'
import { startWorker } from './start.ts'

test('a real browser creates a tunnel on the Worker and shows it after a reload', async () => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const worker = await startWorker({ vars: { PUBLIC_ORIGIN: origin }, port })
  const browser = await chromium.launch({ executablePath: findBrowser()?.path, args: LAUNCH_ARGS })
  try {
    const page = await browser.newPage({ baseURL: origin })
    const complaints: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await openForm(page)
    await goToReview(page)
    await expectPage(verdict(page, 'The sandbox accepts this configuration')).toBeVisible()
    await create(page)
    await expectPage(heading(page, new RegExp(TUNNEL.name))).toBeVisible()
    await page.reload()
    await expectPage(heading(page, new RegExp(TUNNEL.name))).toBeVisible()
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
    await worker.stop()
  }
})
