/** Checks WCAG with axe, in both themes. */
import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'
import type axe from 'axe-core'

/** Half as long as the `source` of the package, which every page with a check must parse. */
const SOURCE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

/** The themes differ in colours only, so the second theme is checked with these rules only. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

const findViolations = (part: Locator, rules?: string[]): Promise<string[]> =>
  part.evaluate(async (element, ruleIds) => {
    const { axe: loaded } = window as unknown as { axe: typeof axe }
    const { violations } = await loaded.run(element, {
      // Passed rules are not needed; without them axe takes less time.
      resultTypes: ['violations'],
      ...(ruleIds && { runOnly: { type: 'rule', values: ruleIds } }),
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)
  }, rules)

/**
 * Fails when axe finds a violation in the light or the dark theme.
 * @param what a whole page, or only the part that is new in this state: to check a page takes seconds
 * @param where a name of the state for the failure message
 */
export const expectAccessible = async (what: Page | Locator, where = ''): Promise<void> => {
  const [page, part] = 'goto' in what ? [what, what.locator('html')] : [what.page(), what]
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE)
  // Without transitions: between the themes a colour belongs to neither.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  expect(await findViolations(part), `${where} in light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await findViolations(part, COLOUR_RULES), `${where} in dark`).toEqual([])
}
