/** Walks the table of odd inputs: what is said, what is offered, and what the request holds then. */
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { test } from './fixtures.ts'
import { drop, field, heading, openForm, paste, STEPS } from './form.ts'
import { ODD_INPUTS, type OddInput } from './odd-input.ts'
import { addTunnel } from './world.ts'

/** The request as the page shows it. */
const request = async (page: Page): Promise<string> =>
  page.getByRole('complementary', { name: 'Summary' }).getByRole('tabpanel').innerText()

const clear = async (page: Page, label: string) => {
  const chips = page.getByRole('button', { name: /^Remove / })
  while ((await chips.count()) > 0) await chips.first().click()
  await field(page, label).fill('')
}

const walk = async (page: Page, { field: label, text, said, fix, sent }: OddInput) => {
  await clear(page, label)
  const input = field(page, label)
  await input.focus()
  await paste(input, text)
  await input.blur()
  if (said) await expect(input).toHaveAccessibleDescription(said)
  const buttons = page.getByRole('main').getByRole('button', { name: /^(Use |Remove it)/ })
  if (fix) await page.getByRole('main').getByRole('button', { name: fix, exact: true }).click()
  else await expect(buttons).toHaveCount(0)
  if (sent === null) return
  await expect(input).not.toHaveAttribute('aria-invalid')
  const parts = typeof sent === 'object' ? sent : [sent]
  for (const part of parts) await expect.poll(() => request(page)).toContain(JSON.stringify(part))
}

for (const step of STEPS.slice(0, 3)) {
  test(`odd inputs on ${step}: each is understood or named, and nothing else is sent`, async ({ page }) => {
    await openForm(page, step)
    if (step === 'bgp') await page.getByLabel('Use BGP on this tunnel').check()
    for (const row of ODD_INPUTS.filter((each) => each.step === step)) {
      await base.step(`${row.field}: ${JSON.stringify(row.text)}`, () => walk(page, row))
    }
  })
}

test('text that is dropped, filled in or composed is treated as typed', async ({ page }) => {
  await openForm(page, 'bgp')
  await page.getByLabel('Use BGP on this tunnel').check()

  // A drop of several lines gives one prefix each, not one long text.
  const box = field(page, 'Extra prefixes to advertise')
  await drop(box, '10.1.0.0/16\n10.2.0.0/16')
  const chips = page.getByRole('list', { name: 'Prefixes in the list' }).getByRole('listitem')
  await expect(chips).toHaveCount(2)

  // A password manager sets the value and tells only that it changed. Nobody leaves the field.
  const key = field(page, 'MD5 key')
  await key.evaluate((input: HTMLInputElement) => {
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {}
    set?.call(input, 'a?b')
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await expect(key).toHaveAccessibleDescription(/\? at position 2/)

  // The Enter and the comma of an input method end its word, not the entry and not the step.
  await box.focus()
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: '１０', selectionStart: 2, selectionEnd: 2 })
  for (const name of ['Enter', ',']) {
    await box.dispatchEvent('keydown', { key: name, keyCode: 229, isComposing: true, bubbles: true })
  }
  await expect(chips).toHaveCount(2)
  await expect(heading(page, /^BGP/)).toBeVisible()
  await session.send('Input.insertText', { text: '10.3.0.0/16' })
  await expect(box).toHaveValue('10.3.0.0/16')
  await page.keyboard.press('Enter')
  await expect(chips).toHaveCount(3)
})

/** The left edge of a text on the screen. */
const leftOf = (within: Locator, text: string): Promise<number> =>
  within.evaluate((element, searched) => {
    const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (nodes.nextNode()) {
      const start = nodes.currentNode.textContent?.indexOf(searched) ?? -1
      if (start < 0) continue
      const range = document.createRange()
      range.setStart(nodes.currentNode, start)
      range.setEnd(nodes.currentNode, start + searched.length)
      return range.getBoundingClientRect().left
    }
    throw new Error(`No ${searched}`)
  }, text)

test('a name with direction marks or right-to-left text reorders no word beside it', async ({ page }) => {
  // U+202E turns what follows it around, and U+2069 would end an isolation.
  const turned = 'ams\u2069\u202e-dc9'
  const data = { cloudflare_endpoint: '162.159.64.41', interface_address: '10.77.0.8/31' }
  await addTunnel(page, { ...data, name: turned })
  const hebrew = await addTunnel(page, { ...data, name: 'שלום ams', interface_address: '10.77.0.10/31' })

  await openForm(page)
  await field(page, 'Tunnel name').fill(turned)
  await field(page, 'Interface address').fill('10.77.0.10/31')
  await field(page, 'Interface address').blur()
  const said = page.locator('#name-message')
  await expect(said).toContainText('Choose a different name')
  expect(await leftOf(said, 'Choose')).toBeLessThan(await leftOf(said, 'different'))
  expect(await leftOf(said, 'already')).toBeLessThan(await leftOf(said, 'Choose'))

  await page.goto(`${hebrew}#delete`)
  const title = page.getByRole('dialog').getByRole('heading', { name: /^Delete/ })
  expect(await leftOf(title, 'Delete')).toBeLessThan(await leftOf(title, 'ams'))
  // As a whole it reads from right to left, as in the page's heading.
  expect(await leftOf(title, 'ams')).toBeLessThan(await leftOf(title, 'שלום'))
})
