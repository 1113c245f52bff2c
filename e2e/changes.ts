/** The table of changes that are tried under faults: how each is made, and how the page says what became of it. */
import { expect, type Page } from '@playwright/test'
import type { Json } from '../src/contract/json.ts'
import { reviewOf, SEEDED, save } from './edit.ts'
import { field } from './form.ts'

/** Not a fault of the table: the browser itself does not reach the server. */
export const NO_NETWORK = 'no network'

export type End = 'done' | 'not done' | 'unknown'

/** Where the API has what is changed. */
export const TUNNEL = (id: string) => `/api/tunnels/${id}`
const ROUTES = () => '/api/routes'

const tunnelIn = (result: Json | null) => (result?.ipsec_tunnel ?? null) as Json | null

const keyTime = (result: Json | null) =>
  (tunnelIn(result)?.psk_metadata as { last_generated_on?: string } | null | undefined)?.last_generated_on

interface Change {
  what: string
  /** What it is tried with in each run. An edit meets each kind; the others share them out. */
  faults: readonly string[]
  /** Up to the last press, which is made under the fault. @returns that press */
  prepare(page: Page, id: string): Promise<() => Promise<void>>
  said: Record<End, string | RegExp>
  /** Without a network it waits, and then tries again: nobody has to look. */
  isRepeated?: true
  /** Where the results of reads are from; a tunnel's if it is left out. */
  at?: typeof ROUTES
  isDone(before: Json | null, now: Json | null): boolean
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

const hasOtherKey = (before: Json | null, now: Json | null) => keyTime(before) !== keyTime(now)

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

/** A route of every new world. */
const PREFIX = '10.220.0.0/16'
const NEXTHOP = '10.213.20.1'

interface RouteChange extends Pick<Change, 'what' | 'faults' | 'isDone'> {
  /** Opens its dialog. */
  button: string
  /** What is typed, by field. */
  typed: Readonly<Record<string, string>>
  send: string
  said: Change['said'] & { /** After a read that does not show it. */ looked: RegExp }
}

const routesIn = (result: Json | null) => (result?.routes ?? []) as Json[]
const changedRoute = (result: Json | null) =>
  routesIn(result).find(({ prefix, nexthop }) => prefix === PREFIX && nexthop === NEXTHOP)

const changeOfRoute = ({ button, typed, send, said: { looked, ...said }, ...rest }: RouteChange): Change => ({
  ...rest,
  said,
  at: ROUTES,
  prepare: async (page) => {
    await page.goto('/routes')
    await page.getByRole('button', { name: button }).click()
    const dialog = page.getByRole('dialog')
    for (const [name, value] of Object.entries(typed)) {
      await dialog.getByRole('textbox', { name }).fill(value)
      await page.keyboard.press('Tab')
    }
    return () => dialog.getByRole('button', { name: send }).click()
  },
  expectKept: async (page, end) => {
    const dialog = page.getByRole('dialog')
    for (const [name, value] of Object.entries(typed)) {
      await expect(dialog.getByRole('textbox', { name })).toHaveValue(value)
    }
    if (end !== 'unknown') return
    await dialog.getByRole('button', { name: 'Look again' }).click()
    await expect(dialog.getByText(looked)).toBeVisible()
  },
})

const ONE_OF_EACH_KIND = [
  'sandbox-cut-before',
  'sandbox-cut-after',
  'sandbox-refused',
  'sandbox-429',
  'sandbox-401',
  'sandbox-html',
]

export const CHANGES: readonly Change[] = [
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
    isDone: (_before, now) => tunnelIn(now)?.description === 'typed',
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
    isRepeated: true,
    isDone: (_before, now) => now === null,
    // It is read again, and the tunnel stays selected for the next attempt.
    expectKept: async (page, end) => {
      if (end === 'unknown') {
        await page.getByRole('button', { name: 'Look again' }).click()
        await expect(page.getByText(/was read again and still exists$/)).toBeVisible()
      }
      const dialog = page.getByRole('dialog')
      const pause = dialog.getByRole('button', { name: 'Pause' })
      // By key: a click so soon after the start counts as the second of a double click.
      if (await pause.isVisible()) await pause.press('Enter')
      await dialog.getByRole('button', { name: 'Close' }).last().click()
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
    isRepeated: true,
    isDone: (_before, now) => (tunnelIn(now)?.health_check as Json | undefined)?.rate === 'high',
  },
  changeOfRoute({
    what: 'creating a route',
    faults: [NO_NETWORK, 'sandbox-cut-after'],
    button: 'Add route',
    typed: { Prefix: '10.99.0.0/16', 'Next hop': NEXTHOP },
    send: 'Create route',
    said: {
      done: 'The route was created',
      'not done': 'The route was not created',
      unknown: 'Not confirmed: the route may or may not exist',
      looked: /^The routes were read again just now and do not contain it\./,
    },
    isDone: (_before, now) => routesIn(now).some(({ prefix }) => prefix === '10.99.0.0/16'),
  }),
  changeOfRoute({
    what: 'changing a route',
    faults: [NO_NETWORK],
    button: `Change route ${PREFIX} by ${NEXTHOP}`,
    typed: { Priority: '150' },
    send: 'Save route',
    said: {
      done: 'The route was changed',
      'not done': 'The route was not changed',
      unknown: 'Not confirmed: the route may or may not be changed',
      looked: /^The route was read again just now and is as it was before\./,
    },
    isDone: (_before, now) => changedRoute(now)?.priority === 150,
  }),
  changeOfRoute({
    what: 'deleting a route',
    faults: [NO_NETWORK],
    button: `Delete route ${PREFIX} by ${NEXTHOP}`,
    typed: {},
    send: 'Delete route',
    said: {
      done: 'The route was deleted',
      'not done': 'The route was not deleted',
      unknown: 'Not confirmed: the route may or may not exist',
      looked: /^The route was read again just now and still exists\./,
    },
    isDone: (_before, now) => changedRoute(now) === undefined,
  }),
]
