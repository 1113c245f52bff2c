/**
 * Every change under faults of the sandbox's table that meet a write: what the page says became of it is what became
 * of it, and nothing typed is lost. One fault of each kind; `ALL_FAULTS=1` walks the whole table, which takes long.
 */
import { expect, type Page } from '@playwright/test'
import { FAULTS } from '../src/sandbox/faults.ts'
import { editOf, type Json, openEdit, reviewOf, SEEDED, save } from './edit.ts'
import { test } from './fixtures.ts'
import { field } from './form.ts'

const setFault = async ({ request }: Page, fault: string | null) => {
  const headers = { 'X-Tunneldesk': '1' }
  const response = await request.put('/api/sandbox/world', { headers, data: { fault } })
  expect(response.status()).toBe(200)
}

/** Stands on a tunnel's page and on no step of the form. */
const SEEDED_PAGE = "Your router's public IP"

type End = 'done' | 'not done' | 'unknown'

/** How the page says that it ended. */
const endOf = async (page: Page, said: Record<End, string | RegExp>): Promise<End> => {
  const ends = (Object.keys(said) as End[]).map((end) => ({ end, place: page.getByText(said[end]).first() }))
  const [first, ...others] = ends.map(({ place }) => place)
  if (!first) throw new Error('Nothing to wait for')
  await expect(others.reduce((all, place) => all.or(place), first).first()).toBeVisible({ timeout: 120_000 })
  for (const { end, place } of ends) if (await place.isVisible()) return end
  throw new Error('It vanished')
}

/**
 * What became of it, as the API has it once the fault is gone. Null while the proxy keeps the pause of a rate limit,
 * which lets nothing through.
 */
const truth = async ({ request }: Page, id: string): Promise<{ tunnel: Json | null } | null> => {
  let found: { tunnel: Json | null } | null = null
  await expect(async () => {
    const response = await request.get(`/api/tunnels/${id}`)
    if (response.status() === 429) return
    // The proxy's circuit breaker may rest after faults.
    expect([200, 404]).toContain(response.status())
    found = { tunnel: response.ok() ? (await response.json()).result.ipsec_tunnel : null }
  }).toPass({ timeout: 60_000 })
  return found
}

const keyTime = (tunnel: Json | null) =>
  (tunnel?.psk_metadata as { last_generated_on?: string } | null | undefined)?.last_generated_on

const ONE_OF_EACH_KIND = [
  'sandbox-cut-before',
  'sandbox-cut-after',
  'sandbox-refused',
  'sandbox-429',
  'sandbox-401',
  'sandbox-html',
]
const walked = process.env.ALL_FAULTS
  ? Object.keys(FAULTS).filter((fault) => FAULTS[fault]?.write)
  : ONE_OF_EACH_KIND

for (const name of walked) {
  test.describe(name, () => {
    // A write that hangs is looked for by reads that hang, each to its deadline.
    test.setTimeout(240_000)

    test('an edit', async ({ page }) => {
      const id = await openEdit(page, 'basics')
      await field(page, 'Description').fill('typed')
      await reviewOf(page, id)
      await expect(page.getByRole('heading', { name: 'Changes', exact: true })).toBeVisible()
      await setFault(page, name)
      await save(page)
      const end = await endOf(page, {
        done: SEEDED_PAGE,
        'not done': 'The changes were not saved',
        unknown: 'Not confirmed: the changes may or may not have been saved',
      })
      await setFault(page, null)
      const now = await truth(page, id)
      if (now === null) expect(end).toBe('not done')
      if (end === 'done') return expect(now?.tunnel?.description).toBe('typed')
      if (end === 'not done') expect(now?.tunnel?.description).not.toBe('typed')
      await page.getByRole('link', { name: /^Basics/ }).click()
      await expect(field(page, 'Description')).toHaveValue('typed')
    })

    test('a deletion', async ({ page }) => {
      const id = await openEdit(page, 'basics')
      await page.goto(`/tunnels/${id}#delete`)
      await page.getByRole('textbox', { name: 'Tunnel name' }).fill(SEEDED)
      await setFault(page, name)
      await page.getByRole('button', { name: 'Delete tunnel' }).click()
      const end = await endOf(page, {
        done: `${SEEDED} was deleted.`,
        'not done': 'The tunnel was not deleted',
        unknown: 'Not confirmed: the tunnel may or may not exist',
      })
      await setFault(page, null)
      const now = await truth(page, id)
      if (now === null) expect(end).toBe('not done')
      if (end === 'done') expect(now?.tunnel).toBeNull()
      else await expect(page.getByRole('textbox', { name: 'Tunnel name' })).toHaveValue(SEEDED)
      if (end === 'not done' && now) expect(now.tunnel).not.toBeNull()
    })

    test('a change of the key', async ({ page }) => {
      const id = await openEdit(page, 'basics')
      const before = keyTime(await editOf(page, id))
      await page.goto(`/tunnels/${id}#change-key`)
      await page.getByLabel('I have one').check()
      await page.getByLabel('New key').fill('a key of thirty two characters..')
      await setFault(page, name)
      await page.getByRole('dialog').getByRole('button', { name: 'Change key' }).click()
      const end = await endOf(page, {
        done: /^The key was changed\. Set/,
        'not done': 'The key was not changed',
        unknown: 'Not confirmed: the key may have changed',
      })
      await setFault(page, null)
      const now = await truth(page, id)
      const after = now && keyTime(now.tunnel)
      if (now === null) expect(end).toBe('not done')
      if (end === 'done') expect(after).not.toBe(before)
      else await expect(page.getByLabel('New key')).toHaveValue('a key of thirty two characters..')
      if (end === 'not done' && now) expect(after).toBe(before)
    })
  })
}
