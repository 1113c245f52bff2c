/** For tests of the rules: a neighbour, and findings in a form that a table can hold. */
import { expect } from 'vitest'
import type { Finding, Neighbour } from './finding.ts'

export const neighbour = (more: Partial<Neighbour> = {}): Neighbour => ({
  id: 'a'.repeat(32),
  name: 'IPsec_1',
  cloudflare_endpoint: '162.159.64.1',
  customer_endpoint: '198.51.100.7',
  interface_address: '10.10.0.0/31',
  ...more,
})

/** Severity and message of each finding, and the value a click would put in. */
const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, message, fix }) => `${severity}: ${message}${fix ? ` [${fix.value}]` : ''}`)

/** As a row of a table: what each finding must say, in order; none means that the value is fine. */
export type Row = [value: string, ...expected: RegExp[]]

export const check = (findings: readonly Finding[], expected: readonly RegExp[]): void => {
  expect(said(findings)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
}
