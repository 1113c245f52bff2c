/** Uses the form by the names on the screen. */
import { type Locator, type Page, expect as unconfigured } from '@playwright/test'

/** The limit of `playwright.config.ts`, because these also run without Playwright's own runner. */
export const expect = unconfigured.configure({ timeout: 20_000 })

export interface Typed {
  name: string
  cloudflare: string
  customer: string
  interface: string
}

/** A tunnel that the sandbox accepts in every new world, without conflict with the seed. */
export const TUNNEL: Typed = {
  name: 'lis-branch-a',
  cloudflare: '162.159.64.41',
  customer: '203.0.113.44',
  interface: '10.77.0.8/31',
}

/** The same, as the API takes it, with BGP. */
export const NEW = {
  name: TUNNEL.name,
  cloudflare_endpoint: TUNNEL.cloudflare,
  customer_endpoint: TUNNEL.customer,
  interface_address: TUNNEL.interface,
  psk: 'a key of thirty two characters..',
  bgp: { customer_asn: 64_700 },
}

export const STEPS = ['basics', 'bgp', 'health', 'review'] as const

export const field = (page: Page, label: string): Locator =>
  page.getByRole('main').getByLabel(new RegExp(`^${label}( \\(optional\\))?$`))

export const heading = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('heading', { level: 1, name })

/** Opens a step of the form for a new tunnel. */
export const openForm = async (page: Page, step: (typeof STEPS)[number] = 'basics') => {
  await page.goto(`/tunnels/new/${step}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

export const fillBasics = async (page: Page, typed: Partial<Typed> = {}) => {
  const { name, cloudflare, customer, interface: inner } = { ...TUNNEL, ...typed }
  await field(page, 'Tunnel name').fill(name)
  await field(page, 'Cloudflare endpoint').fill(cloudflare)
  await field(page, 'Customer endpoint').fill(customer)
  await field(page, 'Interface address').fill(inner)
}

export const goOn = (page: Page) => page.getByRole('button', { name: 'Continue' }).click()

/** Fills in Basics on an open form and continues through each step to Review. */
export const goToReview = async (page: Page, typed: Partial<Typed> = {}) => {
  await fillBasics(page, typed)
  for (const next of ['BGP', 'Health check', 'Review']) {
    await goOn(page)
    await expect(heading(page, new RegExp(`^${next}`))).toBeFocused()
  }
}

export const create = (page: Page) => page.getByRole('button', { name: 'Create tunnel' }).click()

/** Two presses between which nothing renders, as when the page is busy. Two clicks of the mouse would leave it the time. */
export const pressTwice = (button: Locator) =>
  button.evaluate((element: HTMLElement) => {
    element.click()
    element.click()
  })

/** The state of the dry-run in the footer. The live region has the same text, but outside of main. */
export const pill = (page: Page, text: string | RegExp): Locator => page.getByRole('main').getByText(text)

/** The heading on Review with the result of the dry-run. */
export const verdict = (page: Page, text: string | RegExp): Locator =>
  page.getByRole('main').getByRole('heading', { level: 2, name: text })

/** Fills in the required fields of the BGP step. */
export const fillBgp = async (page: Page) => {
  await page.getByLabel('Use BGP on this tunnel').check()
  await field(page, 'Customer ASN').fill('64700')
}

/** Pastes like a browser: the text arrives with one event, not key by key. */
export const paste = (into: Locator, text: string) =>
  into.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', pasted)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    if (element.dispatchEvent(event)) document.execCommand('insertText', false, pasted)
  }, text)

/** Drops text from another window; the browser inserts nothing, only the page can. */
export const drop = (onto: Locator, text: string) =>
  onto.evaluate((element, dropped) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.setData('text', dropped)
    element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, text)

/** Prefixes, one per line, as a router prints them. */
export const manyPrefixes = (count: number): string =>
  Array.from({ length: count }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`).join('\n')
