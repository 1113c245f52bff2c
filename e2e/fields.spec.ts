/** What the form says about values while they are typed, without waiting for the server. */
import { expect } from '@playwright/test'
import { test } from './fixtures.ts'
import { field, fillBasics, goOn, heading, manyPrefixes, openForm, paste } from './form.ts'

test('tabbing through all empty fields complains about nothing', async ({ page }) => {
  for (const step of ['basics', 'bgp', 'health'] as const) {
    await openForm(page, step)
    if (step === 'bgp') await page.getByLabel('Use BGP on this tunnel').check()
    await heading(page, /./).focus()
    const last = page.getByRole('button', { name: 'Continue' })
    await expect(async () => {
      await page.keyboard.press('Tab')
      await expect(last).toBeFocused({ timeout: 50 })
    }).toPass({ intervals: [0] })
    await expect(page.getByRole('main').locator('[aria-invalid="true"]')).toHaveCount(0)
    await expect(page.getByText(/^(Error|Check):/)).toHaveCount(0)
  }
})

test('an error waits until the field is left, and goes the instant the value is right', async ({ page }) => {
  await openForm(page)
  const address = field(page, 'Interface address')
  await address.pressSequentially('8.8.8.8/31')
  await expect(address).not.toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.press('Tab')
  await expect(address).toHaveAttribute('aria-invalid', 'true')
  await expect(address).toHaveAccessibleDescription(/Choose from 10\.0\.0\.0\/8/)
  // The hint stays when the error shows.
  await expect(address).toHaveAccessibleDescription(/Enter Cloudflare's side/)
  await address.fill('10.8.8.8/31')
  await expect(address).not.toHaveAttribute('aria-invalid', 'true')
})

test('an odd host of a /31 is taken as it is, and both ends are shown right', async ({ page }) => {
  await openForm(page)
  const address = field(page, 'Interface address')
  await address.fill('10.212.0.9/31')
  await page.keyboard.press('Tab')
  await expect(address).not.toHaveAttribute('aria-invalid', 'true')
  await expect(address).not.toHaveAccessibleDescription(/Check:|Error:/)
  await expect(page.getByLabel("Your router's side")).toHaveText('10.212.0.8')
})

test('both ends appear while typing, before the field is left', async ({ page }) => {
  await openForm(page)
  await field(page, 'Interface address').pressSequentially('172.16.3.1/30')
  await expect(page.getByLabel("Your router's side")).toHaveText('172.16.3.2')
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

test('a missing prefix length is added with one click', async ({ page }) => {
  await openForm(page)
  const address = field(page, 'Interface address')
  await address.fill('10.40.0.0')
  await address.blur()
  await page.getByRole('button', { name: 'Use 10.40.0.0/31' }).click()
  await expect(address).toHaveValue('10.40.0.0/31')
  await expect(address).not.toHaveAttribute('aria-invalid', 'true')
})

test('the suggested pair is free of every tunnel there is', async ({ page }) => {
  await openForm(page)
  await page.getByRole('button', { name: 'Suggest next free /31' }).click()
  const address = field(page, 'Interface address')
  await expect(address).toHaveValue(/^\d+\.\d+\.\d+\.\d+\/31$/)
  await address.blur()
  await expect(address).not.toHaveAccessibleDescription(/Overlaps|Error:/)
})

test('an illegal MD5-key character is named with its position at the keystroke', async ({ page }) => {
  await openForm(page, 'bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
  const key = field(page, 'MD5 key')
  await key.pressSequentially('abc')
  await expect(key).not.toHaveAttribute('aria-invalid', 'true')
  await key.press('?')
  await expect(key).toHaveAttribute('aria-invalid', 'true')
  await expect(key).toHaveAccessibleDescription(/\? at position 4 is not allowed/)
  await page.getByRole('button', { name: 'Remove it' }).click()
  await expect(key).toHaveValue('abc')
  await expect(key).not.toHaveAttribute('aria-invalid', 'true')
})

test('a backslash and a trailing space in an MD5 key are kept, the space with a warning', async ({
  page,
}) => {
  await openForm(page, 'bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
  const key = field(page, 'MD5 key')
  await key.fill('back\\slash ')
  await key.blur()
  await expect(key).toHaveValue('back\\slash ')
  await expect(key).not.toHaveAttribute('aria-invalid', 'true')
  await expect(key).toHaveAccessibleDescription(/Check:.*ends with a space/)
})

test('an ASN may be written as asdot or with AS, and 13335 is refused', async ({ page }) => {
  await openForm(page, 'bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
  const asn = field(page, 'Customer ASN')
  await asn.fill('AS13335')
  await asn.blur()
  await expect(asn).toHaveAccessibleDescription(/Cloudflare's own ASN/)
  await asn.fill('1.10')
  await asn.blur()
  await expect(asn).toHaveValue('65546')
  await expect(asn).not.toHaveAttribute('aria-invalid', 'true')
})

test('Continue lists what is missing, takes the focus there, and each line leads to its field', async ({
  page,
}) => {
  await openForm(page)
  await goOn(page)
  const summary = page.getByRole('region', { name: 'There is a problem' })
  await expect(summary).toBeFocused()
  await expect(page).toHaveTitle(/^Error: /)
  await expect(summary.getByRole('link')).toHaveText([
    /tunnel name/i,
    /Cloudflare endpoint/i,
    /interface address/i,
  ])
  await summary.getByRole('link', { name: /interface address/i }).click()
  await expect(field(page, 'Interface address')).toBeFocused()
  await page.keyboard.type('10.50.0.0/31')
  await expect(field(page, 'Interface address')).not.toHaveAttribute('aria-invalid', 'true')
})

test('any step can be opened at any time, and Review says what is missing', async ({ page }) => {
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
})

test('blanks around a slash go, one inside an address or a key stays', async ({ page }) => {
  await openForm(page)
  const customer = field(page, 'Customer endpoint')
  await customer.fill('203.0.113.1 24')
  await page.keyboard.press('Tab')
  await expect(customer).toHaveValue('203.0.113.1 24')
  await expect(customer).toHaveAccessibleDescription(/Error:.*A space at position 12/)
  await field(page, 'Interface address').fill(' 10.77.0.8 /31 ')
  await page.keyboard.press('Tab')
  await expect(field(page, 'Interface address')).toHaveValue('10.77.0.8/31')
  await page.getByRole('radio', { name: 'I have one' }).check()
  await field(page, 'Pre-shared key').fill(' a key with blanks ')
  await page.keyboard.press('Tab')
  await expect(field(page, 'Pre-shared key')).toHaveValue(' a key with blanks ')
})

test('a line break inside a pasted key is not taken in silently', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openForm(page, 'bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
  const key = field(page, 'MD5 key')
  const paste = async (text: string) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await key.fill('')
    await key.press('Control+V')
  }
  await paste('lisbon\nbranch')
  await expect(key).toHaveAccessibleDescription(/Check: The pasted text had a line break/)
  await paste('lisbon-branch\n')
  await expect(key).toHaveValue('lisbon-branch')
  await expect(key).not.toHaveAccessibleDescription(/line break/)
})

test('a number too large for an ASN stays as it was typed', async ({ page }) => {
  await openForm(page, 'bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
  const asn = field(page, 'Customer ASN')
  await asn.fill('99999999999999999999999999')
  await asn.blur()
  await expect(asn).toHaveValue('99999999999999999999999999')
  await expect(asn).toHaveAccessibleDescription(/Error: Enter a whole number/)
})

test('IPv6 in the IPv4 field is moved to where it belongs with one click', async ({ page }) => {
  await openForm(page)
  await field(page, 'Interface address').fill('2606:54c1:7:0:a9fe:12d2:1:200/127')
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Move it there' }).click()
  await expect(field(page, 'IPv6 interface address')).toBeFocused()
  await expect(field(page, 'IPv6 interface address')).toHaveValue('2606:54c1:7:0:a9fe:12d2:1:200/127')
  await expect(field(page, 'Interface address')).toHaveValue('')
})

test('a message that appears when a field is left does not move what is being clicked', async ({ page }) => {
  await openForm(page)
  await field(page, 'Interface address').fill('10.213.9.0/31')
  // The mouse goes down and up at the place where the choice stood.
  await page.getByRole('radio', { name: 'I have one' }).click()
  await expect(page.getByRole('radio', { name: 'I have one' })).toBeChecked()
  await expect(field(page, 'Interface address')).toHaveAccessibleDescription(/Overlaps/)
})

test('a prefix in the box is taken in by the click that leaves it, and the click counts', async ({
  page,
}) => {
  await openForm(page, 'bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
  const box = field(page, 'Extra prefixes to advertise')
  await box.fill('10.20.0.0/16')
  await page.getByRole('button', { name: /default route/ }).click()
  const tags = page.getByRole('list', { name: 'Prefixes in the list' }).getByRole('listitem')
  await expect(tags).toHaveText([/10\.20\.0\.0\/16/, /0\.0\.0\.0\/0/])
})

test('of four thousand pasted prefixes a hundred are drawn, and all are sent', async ({ page }) => {
  await openForm(page, 'bgp')
  await page.getByLabel('Use BGP on this tunnel').check()
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

test('a request that is too large is said at the field that makes it so, as ours, and is not sent', async ({
  page,
}) => {
  await openForm(page)
  await fillBasics(page)
  await field(page, 'Description').fill('x'.repeat(70_000))
  await field(page, 'Tunnel name').focus()
  await expect(field(page, 'Description')).toHaveAccessibleDescription(
    /This server takes requests up to 64 KiB/,
  )
  await expect(page.getByText(/reject/)).toHaveCount(0)
})
