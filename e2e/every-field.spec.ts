/**
 * Every field of the table, typed in the browser, arrives in the request shown, in the created tunnel and on its
 * page. A new row is in here by itself, with its example.
 */
import { expect, type Page } from '@playwright/test'
import { FIELD_NAMES, type FieldName, rowOf } from '../src/contract/fields/table.ts'
import { valueAt } from '../src/contract/json.ts'
import { test } from './fixtures.ts'
import { create, goOn, heading, openForm } from './form.ts'

const TYPED = FIELD_NAMES.filter((field) => rowOf(field).control !== 'none')

const STEPS = [
  { step: 'basics', next: /^BGP/ },
  { step: 'bgp', next: /^Health check/ },
  { step: 'health', next: /^Review/ },
] as const

/** Enters one value of the form into the control that carries its name. */
const enter = async (page: Page, name: string, value: unknown) => {
  const control = page.locator(`#${name}`)
  if (typeof value === 'boolean') return control.setChecked(value)
  if (Array.isArray(value)) {
    await control.fill(value.join(' '))
    return control.press('Enter')
  }
  // A choice has a control for each of its values.
  const option = page.locator(`#${name}-${value}`)
  if (/^[a-z]+$/.test(String(value)) && (await option.count()) > 0) return option.check({ force: true })
  return control.fill(String(value))
}

const fillIn = async (page: Page, field: FieldName) => {
  const { example, control } = rowOf(field)
  if (control === 'advanced') {
    const section = page.locator('details', { has: page.locator('summary', { hasText: 'Advanced' }) })
    if ((await section.getAttribute('open')) === null) await section.locator('summary').first().click()
  }
  for (const [name, value] of Object.entries(example?.values ?? {})) await enter(page, name, value)
}

/** How a value of the wire reads on the tunnel's page. */
const readsAs = (wire: unknown): RegExp => {
  const text = wire === true ? 'on' : String([wire].flat()[0])
  return new RegExp(text.replace(/[.+]/g, '\\$&'), 'i')
}

test('every field arrives in the request shown, in the tunnel and on its page', async ({ page }) => {
  test.setTimeout(60_000)
  await openForm(page)
  // Without this flag of the account, automatic return routing is refused.
  await page.evaluate(() =>
    fetch('/api/sandbox/world', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-Tunneldesk': '1' },
      body: JSON.stringify({ coupler_integration: true }),
    }),
  )
  for (const { step, next } of STEPS) {
    for (const field of TYPED.filter((each) => rowOf(each).step === step)) await fillIn(page, field)
    await goOn(page)
    await expect(heading(page, next)).toBeFocused()
  }

  const shown = await page.getByRole('complementary').getByRole('tabpanel').textContent()
  const request: object = JSON.parse(shown ?? '')
  for (const field of TYPED) {
    const { path, secret, example } = rowOf(field)
    const value = expect.soft(valueAt(request, path), `${path} in the request shown`)
    if (secret) value.toMatch(/^•+$/)
    else value.toEqual(example?.wire)
  }

  await create(page)
  await expect(page).toHaveURL(/\/tunnels\/[0-9a-f]{32}$/)
  const tunnel = await page.evaluate(async () => {
    const answer = await fetch(`/api${location.pathname}`)
    return (await answer.json()).result.ipsec_tunnel
  })
  for (const field of TYPED) {
    const { path, example } = rowOf(field)
    const value = expect.soft(valueAt(tunnel, path), `${path} of the created tunnel`)
    // Set, and never given back.
    if (path === 'psk') value.toBeUndefined()
    else value.toEqual(example?.wire)
  }
  expect.soft(tunnel.psk_metadata.last_generated_on, 'the key is set').toMatch(/^\d{4}-/)

  const main = page.getByRole('main')
  const configuration = page.getByRole('region', { name: 'Configuration' })
  for (const field of TYPED) {
    const { page: onPage, term, secret, example } = rowOf(field)
    // What stands at the top of the page is not listed again.
    const isListed = onPage(tunnel) !== null
    const row = configuration
      .locator('dl > div')
      .filter({ has: page.getByRole('term').getByText(term, { exact: true }) })
    await expect
      .soft(isListed ? row : main, `${field} on the page`)
      .toContainText(secret ? /Set/ : readsAs(example?.wire))
  }
})
