/** The router's half on the tunnel's page: from the select to the files, by what stands on the screen. */
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { test } from './fixtures.ts'
import { create, fillBasics, fillBgp, goOn, heading, NEW, openForm, TUNNEL } from './form.ts'
import { addTunnel } from './world.ts'

const section = (page: Page) => page.getByRole('region', { name: 'Your router', exact: true })
const choose = (page: Page, router: string) =>
  section(page).getByLabel('Router', { exact: true }).selectOption(router)
const question = (page: Page, label: string) => section(page).getByLabel(label, { exact: true })
const file = (page: Page, name: string) => section(page).getByRole('tabpanel', { name, exact: true })
const tab = (page: Page, name: string) => section(page).getByRole('tab', { name, exact: true })

/** A tunnel of the sandbox, with BGP and an MD5 key. */
const open = async (page: Page, name = 'chi-dc2-a') => {
  await page.goto('/tunnels')
  await page.getByRole('link', { name, exact: true }).click()
  await expect(heading(page, name)).toBeVisible()
}

const downloaded = async (page: Page, name: string): Promise<string> => {
  const saving = page.waitForEvent('download')
  await section(page)
    .getByRole('button', { name: `Download ${name}`, exact: true })
    .click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe(name)
  return readFile(await saved.path(), 'utf8')
}

test('the files of a router are read, downloaded and rolled back, and the choice is remembered', async ({
  page,
}) => {
  await open(page)
  await choose(page, 'strongSwan with FRR')
  await expect(file(page, 'swanctl.conf')).toContainText('connections {')
  await expect(file(page, 'swanctl.conf')).toContainText('PSK-OF-cf-chi-dc2-a')
  await question(page, 'LAN prefixes').fill('10.20.0.0/16')
  await tab(page, 'frr.conf').click()
  await expect(file(page, 'frr.conf')).toContainText('network 10.20.0.0/16')
  const text = await downloaded(page, 'frr.conf')
  expect(text).toBe(await file(page, 'frr.conf').textContent())
  await expect(section(page).getByRole('tabpanel', { name: 'Undo swanctl.conf' })).toContainText('swanctl')
  await expect(section(page).getByText(/^Expected: ESTABLISHED and INSTALLED/)).toBeVisible()

  await page.reload()
  await expect(section(page).getByLabel('Router', { exact: true })).toHaveValue('strongswan-frr')
  await expect(question(page, 'LAN prefixes')).toHaveValue('10.20.0.0/16')
  const kept = await page.evaluate(() => JSON.stringify(localStorage))
  expect(kept).not.toContain('chi-peer-2026')

  // A wrong answer is said at its question, and gives no file.
  await choose(page, 'strongSwan with BIRD')
  await expect(tab(page, 'bird.conf')).toBeVisible()
  await question(page, 'LAN prefixes').fill('10.20.0.1/16')
  await expect(section(page).getByText('10.20.0.1/16 has host bits set. Use 10.20.0.0/16')).toBeVisible()
  await expect(question(page, 'LAN prefixes')).toHaveAttribute('aria-invalid', 'true')
  await expect(tab(page, 'bird.conf')).toBeHidden()
  await question(page, 'LAN prefixes').fill('10.20.0.0/16')
  await expect(tab(page, 'bird.conf')).toBeVisible()
})

test('answers taken over from another tunnel are said to be so', async ({ page }) => {
  await open(page)
  await choose(page, 'strongSwan with FRR')
  await question(page, 'LAN prefixes').fill('10.20.0.0/16')
  await open(page, 'ams-dc1-a')
  await choose(page, 'strongSwan with FRR')
  await expect(question(page, 'LAN prefixes')).toHaveValue('10.20.0.0/16')
  await expect(section(page).getByText(/^These are the answers last given for strongSwan/)).toBeVisible()
  await section(page).getByRole('button', { name: 'Use the defaults' }).click()
  await expect(question(page, 'LAN prefixes')).toHaveValue('')
})

test('a router set up by hand has its pages as a sheet', async ({ page }) => {
  await open(page)
  await choose(page, 'Other router')
  await expect(file(page, 'generic.txt')).toContainText('IKE')
  await expect(section(page).getByRole('term').first()).toBeVisible()
  await choose(page, 'Cisco Meraki MX')
  await expect(section(page).getByRole('heading', { name: 'Sources' })).toBeVisible()
  await expectAccessible(section(page))
})

/** Every printable character that the API takes in a key, and a name that tries to leave its place. */
const KEY = `a1 !"#$%&'()*+,-./:;<=>?@[]^_\`{|}~\\Z9xY7wV5`
const NAME = 'x"}\\nsecrets{#$(id)`!'

test('a key is included only when asked for, and only while it is on the page', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { name: NAME })
  await page.getByRole('radio', { name: /^I have one/ }).check()
  await page.getByLabel('Pre-shared key', { exact: true }).last().fill(KEY)
  await goOn(page)
  await fillBgp(page)
  await goOn(page)
  await goOn(page)
  await create(page)
  await expect(heading(page, `${NAME} created`)).toBeVisible()

  await choose(page, 'strongSwan with FRR')
  const encoded = `0s${Buffer.from(KEY).toString('base64')}`
  await expect(file(page, 'swanctl.conf')).toContainText('PSK-OF-')
  expect(await downloaded(page, 'swanctl.conf')).not.toContain(encoded)
  const saved = page.getByText('Saved. It stays here until you leave the page.')
  await section(page).getByLabel('Include the key').check()
  await expect(file(page, 'swanctl.conf')).toContainText(encoded)
  // A file without the key in it saves no key.
  await tab(page, 'mss-clamp.nft').click()
  expect(await downloaded(page, 'mss-clamp.nft')).not.toContain(encoded)
  await expect(saved).toBeHidden()
  await tab(page, 'swanctl.conf').click()
  expect(await downloaded(page, 'swanctl.conf')).toContain(encoded)
  await expect(saved).toBeVisible()
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(kept).not.toContain(encoded)
  expect(kept).not.toContain('Z9xY7wV5')

  await choose(page, 'Cisco IOS XE')
  await expect(section(page).getByText('No configuration for Cisco IOS XE')).toBeHidden()
  await section(page).getByLabel('Include the key').check()
  await expect(section(page).getByText('No configuration for Cisco IOS XE')).toBeVisible()
  // What is refused can be left out again.
  await section(page).getByLabel('Include the key').uncheck()
  await expect(section(page).getByText('No configuration for Cisco IOS XE')).toBeHidden()
})

test('a router chosen in the form sets what nobody typed, is not sent, and is that of the tunnel', async ({
  page,
}) => {
  const router = page.getByLabel('Your router (optional)', { exact: true })
  const replay = page.getByRole('switch', { name: 'Replay protection' })
  await openForm(page)
  await fillBasics(page)
  await router.selectOption('Cisco Meraki MX')
  await expect(page.getByText('Set for it: Replay protection, Health type, Health rate')).toBeVisible()
  await page.locator('summary', { hasText: 'Advanced' }).click()
  await expect(replay).toBeChecked()
  await expect(replay).toHaveAccessibleDescription(/Set for Cisco Meraki MX: .*cannot switch anti-replay off/)
  await expectAccessible(page, 'with a router')
  await goOn(page)
  await goOn(page)
  await expect(page.getByRole('radio', { name: /^Low/ })).toBeChecked()
  await expect(page.getByText(/^Check: Health check target must be typed/)).toBeVisible()
  await page.getByText('High', { exact: true }).click()
  await expect(page.getByText(/^Check: Health check rate should be Low/)).toBeVisible()

  await page.goto('/tunnels/new/basics')
  await expect(router).toHaveValue('meraki')
  await router.selectOption('VyOS')
  await expect(page.getByText('Set for it: Health type', { exact: true })).toBeVisible()
  await goOn(page)
  await goOn(page)
  await expect(page.getByRole('radio', { name: /^High/ })).toBeChecked()
  await expect(page.getByRole('radio', { name: /^Request/ })).toBeChecked()
  await goOn(page)
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && !request.url().includes('validate'),
  )
  await create(page)
  expect((await sent).postData()).not.toMatch(/vyos|router/i)
  await expect(heading(page, new RegExp(TUNNEL.name))).toBeVisible()
  await expect(section(page).getByLabel('Router', { exact: true })).toHaveValue('vyos')

  // Another new tunnel starts with none.
  await openForm(page)
  await expect(router).toHaveValue('')
})

test('a diagnosis leads to the commands of the chosen router', async ({ page }) => {
  await page.goto(await addTunnel(page, NEW))
  await choose(page, 'VyOS')
  await expect(section(page).getByRole('heading', { name: 'Verify on VyOS' })).toBeVisible()
  await page.getByRole('button', { name: 'See how to verify on VyOS' }).click()
  await expect(section(page).getByRole('heading', { name: 'Verify on VyOS' })).toBeFocused()
})

test('after an edit the section says what the router must be told anew, and prints all of it', async ({
  page,
}) => {
  await open(page, 'ams-dc1-a')
  await choose(page, 'strongSwan with FRR')
  await expect(tab(page, 'frr.conf')).toBeVisible()
  const comparison = section(page).getByRole('heading', { name: 'Changed by the last edit of the tunnel' })
  await expect(comparison).toBeHidden()
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await expect(page.getByLabel('Your router (optional)', { exact: true })).toHaveValue('strongswan-frr')
  await goOn(page)
  await page.getByLabel('Customer ASN').fill('64777')
  await goOn(page)
  await goOn(page)
  await page.getByRole('button', { name: 'Save changes' }).click()

  await expect(comparison).toBeVisible()
  const changes = file(page, 'Changes to frr.conf')
  await expect(changes).toContainText(/^-router bgp \d+$/m)
  await expect(changes).toContainText(/^\+router bgp 64777$/m)
  await expect(changes).not.toContainText('hostname')
  await expectAccessible(section(page), 'the comparison')
  await page.emulateMedia({ media: 'print' })
  await expect(section(page).getByText('router bgp 64777').last()).toBeVisible()
  await expect(section(page).getByText('Undo cloudflare-tunnel.service').last()).toBeVisible()
  await expect(comparison).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await section(page).getByRole('button', { name: 'The router is up to date: close the comparison' }).click()
  await expect(comparison).toBeHidden()
  await page.reload()
  await expect(tab(page, 'frr.conf')).toBeVisible()
  await expect(comparison).toBeHidden()
})
