/** WCAG by axe, in both themes. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The themes differ in colours alone, so these are the rules that the second one is tried with. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

const findViolations = async (page: Page, rules?: string[]): Promise<string[]> => {
  // No frame is on our pages, and what passed is not read: without both, axe takes a third of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)
}

/**
 * Fails when axe finds something on the page as it stands, in the light theme or in the dark one.
 * @param where named in the failure, when a test looks at several states
 */
export const expectAccessible = async (page: Page, where = ''): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await findViolations(page), `${where} in light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await findViolations(page, COLOUR_RULES), `${where} in dark`).toEqual([])
}
