/**
 * Every change under faults of the sandbox's table that meet a write: what the page says became of it is what became
 * of it, and nothing typed is lost. One fault of each kind; `ALL_FAULTS=1` walks the whole table, which takes long.
 */
import { expect, type Page } from '@playwright/test'
import type { Json } from '../src/contract/json.ts'
import { FAULTS } from '../src/sandbox/faults/faults.ts'
import { editOf, idOf, reviewOf, SEEDED, save } from './edit.ts'
import { test } from './fixtures.ts'
import { field } from './form.ts'

const setFault = async ({ request }: Page, fault: string | null) => {
  const headers = { 'X-Tunneldesk': '1' }
  const response = await request.put('/api/sandbox/world', { headers, data: { fault } })
  expect(response.status()).toBe(200)
}

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

interface Change {
  what: string
  /** What it is tried with in each run. An edit meets each kind; the others share them out. */
  faults: readonly string[]
  /** Up to the last press, which is made under the fault. @returns that press */
  prepare(page: Page, id: string): Promise<() => Promise<void>>
  said: Record<End, string | RegExp>
  isDone(before: Json, now: Json | null): boolean
  /** What must still stand there when it was not done, or nobody knows. */
  expectKept?(page: Page, end: End): Promise<void>
  /** What must be there when it was done. */
  expectShown?(page: Page): Promise<void>
}

const OWN_KEY = 'a key of thirty two characters..'

const openDialog = async (page: Page, id: string, hash: string) => {
  await page.goto(`/tunnels/${id}#${hash}`)
  return page.getByRole('dialog')
}

const hasOtherKey = (before: Json, now: Json | null) => keyTime(before) !== keyTime(now)

const keyRegion = (page: Page) => page.getByRole('region', { name: 'Pre-shared key' })

/** A key that is shown once is shown, in whichever way the dialog is left. */
const expectKeyShown = async (page: Page) => {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Show the key|Close)$/ })
    .last()
    .click()
  await expect(keyRegion(page)).toBeVisible()
}

const changeOfKey = (way: string): Omit<Change, 'what' | 'faults'> => ({
  prepare: async (page, id) => {
    const dialog = await openDialog(page, id, 'change-key')
    await dialog.getByLabel(way).check()
    return () => dialog.getByRole('button', { name: 'Change key' }).click()
  },
  said: {
    done: /^The key was changed\. Set/,
    'not done': 'The key was not changed',
    unknown: 'Not confirmed: the key may have changed',
  },
  isDone: hasOtherKey,
})

/** Selects the tunnel on the list and lets its dry-run pass. */
const prepareBulk = async (page: Page, button: string, more: (page: Page) => Promise<void>) => {
  await page.goto('/tunnels')
  await page.getByLabel(`Select ${SEEDED}`).check()
  await page.getByRole('region', { name: 'Selected tunnels' }).getByRole('button', { name: button }).click()
  await more(page)
  await expect(page.getByText('Dry-run finished: 1 accepted')).toBeVisible()
}

const BULK_SAID = {
  done: /^1 done$/,
  // What concerns every row ends the run; what passes is waited for.
  'not done': /^0 done, 1 not done$|^0 of 1 done, stopped$|it is tried again in \d/,
  unknown: /^0 done, 1 not confirmed$/,
}

const ONE_OF_EACH_KIND = [
  'sandbox-cut-before',
  'sandbox-cut-after',
  'sandbox-refused',
  'sandbox-429',
  'sandbox-401',
  'sandbox-html',
]

const CHANGES: readonly Change[] = [
  {
    what: 'an edit',
    faults: ONE_OF_EACH_KIND,
    prepare: async (page, id) => {
      await page.goto(`/tunnels/${id}/edit/basics`)
      await field(page, 'Description').fill('typed')
      await reviewOf(page, id)
      await expect(page.getByRole('heading', { name: 'Changes', exact: true })).toBeVisible()
      return () => save(page)
    },
    said: {
      done: 'Saved: Description',
      'not done': 'The changes were not saved',
      unknown: 'Not confirmed: the changes may or may not have been saved',
    },
    isDone: (_before, now) => now?.description === 'typed',
    expectKept: async (page) => {
      await page.getByRole('link', { name: /^Basics/ }).click()
      await expect(field(page, 'Description')).toHaveValue('typed')
    },
  },
  {
    what: 'a deletion',
    faults: ['sandbox-cut-after'],
    prepare: async (page, id) => {
      const dialog = await openDialog(page, id, 'delete')
      await dialog.getByRole('textbox', { name: 'Tunnel name' }).fill(SEEDED)
      return () => dialog.getByRole('button', { name: 'Delete tunnel' }).click()
    },
    said: {
      done: `${SEEDED} was deleted.`,
      'not done': 'The tunnel was not deleted',
      unknown: 'Not confirmed: the tunnel may or may not exist',
    },
    isDone: (_before, now) => now === null,
    expectKept: (page) => expect(page.getByRole('textbox', { name: 'Tunnel name' })).toHaveValue(SEEDED),
  },
  {
    what: "setting a key of one's own",
    faults: ['sandbox-refused'],
    ...changeOfKey('I have one'),
    prepare: async (page, id) => {
      const press = await changeOfKey('I have one').prepare(page, id)
      await page.getByLabel('New key').fill(OWN_KEY)
      return press
    },
    expectKept: (page) => expect(page.getByLabel('New key')).toHaveValue(OWN_KEY),
  },
  {
    what: 'setting a key that is made here',
    faults: ['sandbox-cut-before'],
    ...changeOfKey('Generate here'),
    expectShown: expectKeyShown,
    // It may be in force.
    expectKept: async (page, end) => {
      if (end === 'unknown') await expectKeyShown(page)
    },
  },
  {
    what: 'having the API generate a key',
    faults: ['sandbox-401'],
    ...changeOfKey('Let the API generate one'),
    expectShown: expectKeyShown,
  },
  {
    what: 'deleting selected tunnels',
    faults: ['sandbox-html'],
    prepare: async (page) => {
      await prepareBulk(page, 'Delete', async () => {})
      await page.getByLabel('Number of tunnels').fill('1')
      return () => page.getByRole('button', { name: 'Delete 1' }).click()
    },
    said: BULK_SAID,
    isDone: (_before, now) => now === null,
    // It is read again, and the tunnel stays selected for the next attempt.
    expectKept: async (page, end) => {
      if (end === 'unknown') {
        await page.getByRole('button', { name: 'Look again' }).click()
        await expect(page.getByText(/was read again and still exists$/)).toBeVisible()
      }
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
      await expect(page.getByText('1 selected')).toBeVisible()
    },
  },
  {
    what: 'changing the health check of selected tunnels',
    faults: ['sandbox-429'],
    prepare: async (page) => {
      await prepareBulk(page, 'Change health check', async () => {
        await page.getByRole('dialog').getByText('High', { exact: true }).click()
        await page.getByRole('button', { name: 'Check with a dry-run' }).click()
      })
      return () => page.getByRole('button', { name: 'Change 1' }).click()
    },
    said: BULK_SAID,
    isDone: (_before, now) => (now?.health_check as Json | undefined)?.rate === 'high',
  },
]

/** The answer says that nothing was done, or nothing was sent: it would be wrong to call the end unknown. */
const CERTAIN: readonly string[] = ['sandbox-refused', 'sandbox-429', 'sandbox-401']

const EVERY_ONE = Object.keys(FAULTS).filter((fault) => FAULTS[fault]?.write)

for (const { what, faults, prepare, said, isDone, expectKept, expectShown } of CHANGES) {
  test.describe(what, () => {
    // A write that hangs is looked for by reads that hang, each to its deadline.
    test.setTimeout(240_000)

    for (const fault of process.env.ALL_FAULTS ? EVERY_ONE : faults) {
      test(`under ${fault}`, async ({ page }) => {
        await page.goto('/tunnels')
        const id = await idOf(page, SEEDED)
        const before = await editOf(page, id)
        const press = await prepare(page, id)
        await setFault(page, fault)
        await press()
        const end = await endOf(page, said)
        if (CERTAIN.includes(fault)) expect(end).toBe('not done')
        await setFault(page, null)
        const now = await truth(page, id)
        // Nothing came through: the proxy keeps the pause of a rate limit.
        if (now === null) expect(end).toBe('not done')
        else if (end !== 'unknown') expect(isDone(before, now.tunnel)).toBe(end === 'done')
        if (end === 'done') await expectShown?.(page)
        else await expectKept?.(page, end)
      })
    }
  })
}
