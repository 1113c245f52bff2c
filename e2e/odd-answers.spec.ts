/** Every odd record that the stand-in can serve, as a page meets it. */
import { expect, type Page } from '@playwright/test'
import { FAULTS } from '../src/sandbox/faults/faults.ts'
import type { ODD_ANSWERS } from '../src/sandbox/faults/odd-answers.ts'
import { ODD_RECORDS } from '../src/sandbox/faults/odd-records.ts'
import { test } from './fixtures.ts'
import { field } from './form.ts'
import { setWorld } from './world.ts'

const UNREADABLE = /answer that cannot be read/

/** Answers in an unusual form, with what the list says of them; the last one pauses all reads. */
const ODD_LISTS: [fault: keyof typeof ODD_ANSWERS, says: RegExp][] = [
  ['sandbox-pages', /The API sent only \d+ tunnels of this account/],
  ['sandbox-odd-errors', UNREADABLE],
  ['sandbox-empty', UNREADABLE],
]

/** @returns its id; a tunnel with the name of an odd record is served as that record */
const makeTunnel = async ({ request }: Page, name: string, index: number): Promise<string> => {
  const created = await request.post('/api/tunnels', {
    headers: { 'X-Tunneldesk': '1' },
    data: {
      name,
      cloudflare_endpoint: '162.159.64.41',
      customer_endpoint: `203.0.113.${100 + index}`,
      interface_address: `10.78.0.${index * 2}/31`,
      psk: 'a key of thirty two characters..',
      bgp: { customer_asn: 64_700 + index },
    },
  })
  const answer = await created.json()
  expect(answer, name).toMatchObject({ success: true, outcome: 'done' })
  return answer.result.id
}

test('no odd record takes the others down, its own page opens, and a tunnel can be made beside it', async ({
  page,
}) => {
  test.slow()
  await page.goto('/tunnels')
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows).toHaveCount(9)
  const odd = Object.keys(ODD_RECORDS)
  const ids: string[] = []
  for (const name of odd) ids.push(await makeTunnel(page, name, ids.length))
  // An entry that is no tunnel.
  await setWorld(page, { fault: 'sandbox-odd-entry' })
  await makeTunnel(page, 'beside', ids.length)
  await page.goto('/tunnels')
  await expect(rows).toHaveCount(9 + odd.length + 2)
  await expect(page.getByRole('rowheader', { name: 'ams-dc1-b' }).first()).toBeVisible()
  for (const [index, name] of odd.entries()) {
    await test.step(`${name}: ${FAULTS[name]?.what}`, async () => {
      await page.locator(`a[href="/tunnels/${ids[index]}"]`).first().click()
      await expect(page.getByRole('heading', { name: 'Configuration' })).toBeVisible()
      if (name === 'sandbox-odd-everything')
        await expect(page.getByRole('figure')).toContainText('to your router not recognised')
      await page.goBack()
      await expect(rows).toHaveCount(9 + odd.length + 2)
    })
  }
  for (const [fault, says] of ODD_LISTS) {
    await test.step(`${fault}: ${FAULTS[fault]?.what}`, async () => {
      await setWorld(page, { fault })
      await page.goto('/tunnels')
      await expect(page.getByRole('main').getByText(says)).toBeVisible()
      await expect(page.getByRole('table')).toHaveCount(UNREADABLE === says ? 0 : 1)
    })
  }
})

test('the form opens with every odd record, and says which of its values must be set', async ({ page }) => {
  test.slow()
  await page.goto('/tunnels')
  for (const [index, name] of Object.keys(ODD_RECORDS).entries()) {
    await test.step(`${name}: ${FAULTS[name]?.what}`, async () => {
      await page.goto(`/tunnels/${await makeTunnel(page, name, index)}/edit/basics`)
      await expect(field(page, 'Tunnel name')).toBeVisible()
      // The request is loaded later than the form.
      await expect(page.getByRole('tabpanel', { name: 'JSON' })).toContainText('{')
      if (name !== 'sandbox-odd-asn') return
      const odd = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Customer ASN' })
      await expect(odd).toContainText('Required: set it before you save.')
      await page.getByRole('link', { name: /^BGP/ }).click()
      await field(page, 'Customer ASN').fill('64799')
      await expect(odd).toContainText('Replaced by what you set.')
      await expect(odd).not.toContainText('Required')
    })
  }
})
