/** What the form says about values while they are typed, without waiting for the server. */
import { expect, type Page } from '@playwright/test'
import { test } from './fixtures.ts'
import { field, fillBasics, goOn, heading, manyPrefixes, openForm, paste } from './form.ts'

const openBgp = async (page: Page) => {
  await openForm(page, 'bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
}

test('tabbing through all empty fields complains about nothing', async ({ page }) => {
  for (const step of ['basics', 'bgp', 'health'] as const) {
    await openForm(page, step)
    if (step === 'bgp') await page.getByLabel('Use BGP on this tunnel').check()
    await heading(page, /./).focus()
    const isOnContinue = () => page.evaluate(() => document.activeElement?.textContent?.trim() === 'Continue')
    for (let press = 0; press < 60 && !(await isOnContinue()); press++) await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Continue' })).toBeFocused()
    await expect(page.getByRole('main').locator('[aria-invalid="true"]')).toHaveCount(0)
    await expect(page.getByText(/^(Error|Check):/)).toHaveCount(0)
  }
})

test('an interface address: an error waits until the field is left and goes the instant the value is right', async ({
  page,
}) => {
  await openForm(page)
  const address = field(page, 'Interface address')
  const router = page.getByLabel("Your router's side")
  await address.pressSequentially('8.8.8.8/31')
  await expect(address).not.toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.press('Tab')
  await expect(address).toHaveAttribute('aria-invalid', 'true')
  await expect(address).toHaveAccessibleDescription(/Choose from 10\.0\.0\.0\/8/)
  // The hint stays when the error shows.
  await expect(address).toHaveAccessibleDescription(/Enter Cloudflare's side/)
  // Both ends appear while typing, before the field is left.
  await address.fill('172.16.3.1/30')
  await expect(address).not.toHaveAttribute('aria-invalid', 'true')
  await expect(router).toHaveText('172.16.3.2')

  // An odd host of a /31 is taken as it is.
  await address.fill('10.212.0.9/31')
  await page.keyboard.press('Tab')
  await expect(router).toHaveText('10.212.0.8')
  await expect(address).not.toHaveAttribute('aria-invalid', 'true')
  await expect(address).not.toHaveAccessibleDescription(/Check:|Error:/)

  // A missing prefix length is added with one click, and an address of IPv6 is moved to its field.
  await address.fill('10.40.0.0')
  await address.blur()
  await page.getByRole('button', { name: 'Use 10.40.0.0/31' }).click()
  await expect(address).toHaveValue('10.40.0.0/31')
  await expect(address).not.toHaveAttribute('aria-invalid', 'true')
  const sixth = field(page, 'IPv6 interface address')
  await address.fill('2606:54c1:7:0:a9fe:12d2:1:200/127')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Move it there' }).click()
  await expect(sixth).toBeFocused()
  await expect(sixth).toHaveValue('2606:54c1:7:0:a9fe:12d2:1:200/127')
  await expect(address).toHaveValue('')

  await page.getByRole('button', { name: 'Suggest next free /31' }).click()
  await expect(address).toHaveValue(/^\d+\.\d+\.\d+\.\d+\/31$/)
  await address.blur()
  await expect(address).not.toHaveAccessibleDescription(/Overlaps|Error:/)

  // A message that appears when a field is left does not move what is being clicked.
  await address.fill('10.213.9.0/31')
  await page.getByRole('radio', { name: 'I have one' }).click()
  await expect(page.getByRole('radio', { name: 'I have one' })).toBeChecked()
  await expect(address).toHaveAccessibleDescription(/Overlaps/)
  // Blanks are part of a key.
  await field(page, 'Pre-shared key').fill(' a key with blanks ')
  await page.keyboard.press('Tab')
  await expect(field(page, 'Pre-shared key')).toHaveValue(' a key with blanks ')
})

test('a /30 in the link-local range is accepted with warnings, which do not block', async ({ page }) => {
  await openForm(page)
  await fillBasics(page, { interface: '169.254.244.1/30' })
  const address = field(page, 'Interface address')
  await address.blur()
  await expect(address).not.toHaveAttribute('aria-invalid', 'true')
  await expect(address).toHaveAccessibleDescription(/Check:.*The API reference asks for a \/31/)
  await expect(page.getByLabel("Your router's side")).toHaveText('169.254.244.2')
  await goOn(page)
  await expect(heading(page, /^BGP/)).toBeFocused()
})

test('an MD5 key: what is illegal is named with its position at the keystroke, what is odd is kept with a warning', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openBgp(page)
  const key = field(page, 'MD5 key')
  await key.pressSequentially('abc')
  await expect(key).not.toHaveAttribute('aria-invalid', 'true')
  await key.press('?')
  await expect(key).toHaveAttribute('aria-invalid', 'true')
  await expect(key).toHaveAccessibleDescription(/\? at position 4 is not allowed/)
  await page.getByRole('button', { name: 'Remove it' }).click()
  await expect(key).toHaveValue('abc')
  await expect(key).not.toHaveAttribute('aria-invalid', 'true')

  await key.fill('back\\slash ')
  await key.blur()
  await expect(key).toHaveValue('back\\slash ')
  await expect(key).not.toHaveAttribute('aria-invalid', 'true')
  await expect(key).toHaveAccessibleDescription(/Check:.*ends with a space/)

  const pasteByKeys = async (text: string) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await key.fill('')
    await key.press('Control+V')
  }
  await pasteByKeys('lisbon\nbranch')
  await expect(key).toHaveAccessibleDescription(/Check: The pasted text had a line break/)
  await pasteByKeys('lisbon-branch\n')
  await expect(key).toHaveValue('lisbon-branch')
  await expect(key).not.toHaveAccessibleDescription(/line break/)
})

test('an ASN may be written as asdot or with AS, 13335 is refused, and one too large stays as typed; the click that leaves a prefix takes it in', async ({
  page,
}) => {
  await openBgp(page)
  const asn = field(page, 'Customer ASN')
  await asn.fill('AS13335')
  await asn.blur()
  await expect(asn).toHaveAccessibleDescription(/Cloudflare's own ASN/)
  await asn.fill('1.10')
  await asn.blur()
  await expect(asn).toHaveValue('65546')
  await expect(asn).not.toHaveAttribute('aria-invalid', 'true')
  await asn.fill('99999999999999999999999999')
  await asn.blur()
  await expect(asn).toHaveValue('99999999999999999999999999')
  await expect(asn).toHaveAccessibleDescription(/Error: Enter a whole number/)

  // A prefix in the box is taken in by the click that leaves it, and the click counts.
  const box = field(page, 'Extra prefixes to advertise')
  await box.fill('10.20.0.0/16')
  await page.getByRole('button', { name: /default route/ }).click()
  const tags = page.getByRole('list', { name: 'Prefixes in the list' }).getByRole('listitem')
  await expect(tags).toHaveText([/10\.20\.0\.0\/16/, /0\.0\.0\.0\/0/])
  // The button goes away and hands the focus on.
  await expect(box).toBeFocused()
})

test('Continue lists what is missing and takes the focus there; each line leads to its field and is read once', async ({
  page,
}) => {
  await openForm(page)
  await goOn(page)
  const summary = page.getByRole('region', { name: 'There is a problem' })
  await expect(summary).toBeFocused()
  await expect(page).toHaveTitle(/^Error: /)
  await expect(summary.getByRole('alert')).toBeVisible()
  await expect(summary.getByRole('link')).toHaveText([
    /tunnel name/i,
    /Cloudflare endpoint/i,
    /interface address/i,
  ])
  await summary.getByRole('link', { name: /interface address/i }).click()
  await expect(field(page, 'Interface address')).toBeFocused()
  await page.keyboard.type('10.50.0.0/31')
  await expect(field(page, 'Interface address')).not.toHaveAttribute('aria-invalid', 'true')
  // Fixing a field does not read the whole summary again.
  await expect(summary.getByRole('listitem')).toHaveCount(2)
  await expect(summary.getByRole('alert')).toHaveCount(0)
  await goOn(page)
  await expect(summary.getByRole('alert')).toBeVisible()
})

test('any step can be opened at any time; Review says what is missing, and Back and Forward move the focus', async ({
  page,
}) => {
  await openForm(page)
  const rail = page.getByRole('navigation', { name: 'Create tunnel progress' })
  await rail.getByRole('link', { name: /Review/ }).click()
  await expect(heading(page, /^Review/)).toBeFocused()
  await page.getByRole('button', { name: 'Create tunnel' }).click()
  const summary = page.getByRole('region', { name: 'There is a problem' })
  await expect(summary).toBeFocused()
  await summary.getByRole('link', { name: /tunnel name/i }).click()
  await expect(page).toHaveURL(/\/tunnels\/new\/basics$/)
  await expect(field(page, 'Tunnel name')).toBeFocused()
  await page.goBack()
  await expect(heading(page, /^Review/)).toBeFocused()
  await page.goForward()
  await expect(heading(page, /^Basics/)).toBeFocused()
})

test('of four thousand pasted prefixes a hundred are drawn, and all are sent', async ({ page }) => {
  await openBgp(page)
  const sent = page.waitForRequest(
    (request) => request.url().endsWith('/validate') && request.postDataJSON().bgp?.extra_prefixes,
  )
  await paste(field(page, 'Extra prefixes to advertise'), manyPrefixes(4000))
  await expect(page.getByText('4000 in the list')).toBeVisible()
  const tags = page.getByRole('list', { name: 'Prefixes in the list' }).getByRole('listitem')
  await expect(tags).toHaveCount(100)
  expect((await sent).postDataJSON().bgp.extra_prefixes).toHaveLength(4000)
  await expect(page.getByText(/3,950 more, all of them copied/)).toBeVisible()
  await page.getByRole('button', { name: 'Show 3,900 more' }).click()
  await expect(tags).toHaveCount(4000)
})
