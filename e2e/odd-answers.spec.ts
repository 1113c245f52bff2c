/** Every odd record that the stand-in can serve, as a page meets it. */
import { expect } from '@playwright/test'
import { FAULTS } from '../src/sandbox/faults/faults.ts'
import type { ODD_ANSWERS } from '../src/sandbox/faults/odd-answers.ts'
import { ODD_RECORDS } from '../src/sandbox/faults/odd-records.ts'
import { test } from './fixtures.ts'

const WRITE = { 'X-Tunneldesk': '1' }

const UNREADABLE = /answer that cannot be read/

/** Answers in an unusual form, with what the list says of them; the last one pauses all reads. */
const ODD_LISTS: [fault: keyof typeof ODD_ANSWERS, says: RegExp][] = [
  ['sandbox-pages', /The API sent only \d+ tunnels of this account/],
  ['sandbox-odd-errors', UNREADABLE],
  ['sandbox-empty', UNREADABLE],
]

test('no odd record takes the others down, its own page opens, and a tunnel can be made beside it', async ({
  page,
}) => {
  test.slow()
  await page.goto('/tunnels')
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows).toHaveCount(9)
  const ownPage = await rows.nth(1).getByRole('link').getAttribute('href')
  let made = 0
  for (const fault of [...Object.keys(ODD_RECORDS), 'sandbox-odd-entry']) {
    await test.step(`${fault}: ${FAULTS[fault]?.what}`, async () => {
      const set = await page.request.put('/api/sandbox/world', { headers: WRITE, data: { fault } })
      expect(set.ok()).toBe(true)
      await page.goto('/tunnels')
      await expect(rows).toHaveCount(9 + made + (fault === 'sandbox-odd-entry' ? 1 : 0))
      await expect(page.getByRole('rowheader', { name: 'ams-dc1-b' }).first()).toBeVisible()
      await page.locator(`a[href="${ownPage}"]`).first().click()
      await expect(page.getByRole('heading', { name: 'Configuration' })).toBeVisible()
      if (fault === 'sandbox-odd-everything')
        await expect(page.getByRole('figure')).toContainText('to your router not recognised')
      const created = await page.request.post('/api/tunnels', {
        headers: WRITE,
        data: {
          name: `beside-${made}`,
          cloudflare_endpoint: '162.159.64.41',
          interface_address: `10.78.0.${made * 2}/31`,
        },
      })
      expect(await created.json()).toMatchObject({ success: true, outcome: 'done' })
      made++
    })
  }
  for (const [fault, says] of ODD_LISTS) {
    await test.step(`${fault}: ${FAULTS[fault]?.what}`, async () => {
      await page.request.put('/api/sandbox/world', { headers: WRITE, data: { fault } })
      await page.goto('/tunnels')
      await expect(page.getByRole('main').getByText(says)).toBeVisible()
      await expect(page.getByRole('table')).toHaveCount(UNREADABLE === says ? 0 : 1)
    })
  }
})
