/**
 * Every change under faults of the sandbox's table that meet a write: what the page says became of it is what became
 * of it, and nothing typed is lost. One fault of each kind; `ALL_FAULTS=1` walks the whole table, which takes long.
 */
import { expect, type Page } from '@playwright/test'
import type { Json } from '../src/contract/json.ts'
import { FAULTS } from '../src/sandbox/faults/faults.ts'
import { CHANGES, type End, NO_NETWORK, TUNNEL } from './changes.ts'
import { idOf, SEEDED } from './edit.ts'
import { test } from './fixtures.ts'

const setFault = async (page: Page, fault: string | null) => {
  await page.context().setOffline(fault === NO_NETWORK)
  if (fault === NO_NETWORK) return
  const headers = { 'X-Tunneldesk': '1' }
  const response = await page.request.put('/api/sandbox/world', { headers, data: { fault } })
  expect(response.status()).toBe(200)
}

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
const truth = async ({ request }: Page, path: string): Promise<{ result: Json | null } | null> => {
  let found: { result: Json | null } | null = null
  await expect(async () => {
    const response = await request.get(path)
    if (response.status() === 429) return
    // The proxy's circuit breaker may rest after faults.
    expect([200, 404]).toContain(response.status())
    found = { result: response.ok() ? (await response.json()).result : null }
  }).toPass({ timeout: 60_000 })
  return found
}

/** The answer says that nothing was done, or nothing was sent: it would be wrong to call the end unknown. */
const CERTAIN: readonly string[] = ['sandbox-refused', 'sandbox-429', 'sandbox-401']

const EVERY_ONE = [...Object.keys(FAULTS).filter((fault) => FAULTS[fault]?.write), NO_NETWORK]

for (const change of CHANGES) {
  const { what, faults, prepare, said, isRepeated, at = TUNNEL, isDone, expectKept, expectShown } = change
  test.describe(what, () => {
    // A write that hangs is looked for by reads that hang, each to its deadline.
    test.setTimeout(240_000)

    for (const fault of process.env.ALL_FAULTS ? EVERY_ONE : faults) {
      test(`under ${fault}`, async ({ page }) => {
        await page.goto('/tunnels')
        const id = await idOf(page, SEEDED)
        const before = await truth(page, at(id))
        const press = await prepare(page, id)
        await setFault(page, fault)
        await press()
        const end = await endOf(page, said)
        if (CERTAIN.includes(fault)) expect(end).toBe('not done')
        if (fault === NO_NETWORK) expect(end).toBe(isRepeated ? 'not done' : 'unknown')
        await setFault(page, null)
        const now = await truth(page, at(id))
        // Nothing came through: the proxy keeps the pause of a rate limit.
        if (now === null) expect(end).toBe('not done')
        else if (end !== 'unknown') expect(isDone(before?.result ?? null, now.result)).toBe(end === 'done')
        if (end === 'done') await expectShown?.(page)
        else await expectKept?.(page, end)
      })
    }
  })
}
