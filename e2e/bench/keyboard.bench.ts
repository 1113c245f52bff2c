/** Counts the key presses from the list to a corrected and saved ASN. */
import { expect } from '@playwright/test'
import { editOf, idOf, SEEDED } from '../edit.ts'
import { test } from '../fixtures.ts'
import { field, heading } from '../form.ts'
import { openList, search, table } from '../list.ts'
import { report } from './rows.ts'

const ASN = '64799'
const MOST_KEYS = 40
const MOST_S = 10

test('an ASN is corrected by keyboard alone', async ({ page }) => {
  await openList(page)
  const id = await idOf(page, SEEDED)
  let keys = 0
  const press = async (key: string) => {
    keys++
    await page.keyboard.press(key)
  }
  const type = async (text: string) => {
    keys += text.length
    await page.keyboard.type(text)
  }
  const startedAt = performance.now()
  await press('/')
  await expect(search(page)).toBeFocused()
  await type(SEEDED)
  await expect(table(page).getByRole('rowheader')).toHaveCount(1)
  // To the remaining row, and to its form.
  await press('Enter')
  await expect(page.getByRole('link', { name: SEEDED, exact: true })).toBeFocused()
  await press('e')
  await expect(heading(page, /^Basics/)).toBeFocused()
  await press('Control+Enter')
  await expect(heading(page, /^BGP/)).toBeFocused()
  await expect(field(page, 'Customer ASN')).toBeVisible()
  const isThere = () => page.evaluate(() => document.activeElement?.id === 'customer_asn')
  for (let tabs = 0; tabs < 20 && !(await isThere()); tabs++) await press('Tab')
  await press('ControlOrMeta+a')
  await type(ASN)
  for (const next of [/^Health check/, /^Review/]) {
    await press('Control+Enter')
    await expect(heading(page, next)).toBeFocused()
  }
  await press('Control+Enter')
  await expect(page.getByText('Saved: Customer ASN')).toBeVisible()
  const seconds = (performance.now() - startedAt) / 1000
  expect((await editOf(page, id)).bgp).toMatchObject({ customer_asn: Number(ASN) })
  report({
    what: 'By keyboard from the list to a corrected ASN saved',
    measured: `${keys} keys, ${seconds.toFixed(1)} s without the time of a person`,
    goal: { text: `${MOST_KEYS} keys, ${MOST_S} s`, met: keys <= MOST_KEYS && seconds <= MOST_S },
  })
})
