/** Checks WCAG with axe, in both themes. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The themes differ in colours only, so the second theme is checked with these rules only. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

const findViolations = async (page: Page, rules?: string[]): Promise<string[]> => {
  // Our pages have no frames, and passed rules are not needed. Without both, axe takes a third of the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)
}

/**
 * Fails when axe finds a violation on the page in its current state, in the light or the dark theme.
 * @param where a name of the state for the failure message
 */
export const expectAccessible = async (page: Page, where = ''): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await findViolations(page), `${where} in light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await findViolations(page, COLOUR_RULES), `${where} in dark`).toEqual([])
}
