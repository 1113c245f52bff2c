/** Helpers for tests of the rules: a neighbour, and a check of findings against patterns. */
import { expect } from 'vitest'
import type { Finding, Neighbour } from '../finding.ts'

export const neighbour = (more: Partial<Neighbour> = {}): Neighbour => ({
  id: 'a'.repeat(32),
  name: 'IPsec_1',
  cloudflare_endpoint: '162.159.64.1',
  customer_endpoint: '198.51.100.7',
  interface_address: '10.10.0.0/31',
  ...more,
})

/** Severity and message of each finding, and the value of its button. */
const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, message, fix }) => `${severity}: ${message}${fix ? ` [${fix.value}]` : ''}`)

/** A value and a pattern for each expected finding, in order. Without patterns the value must be valid. */
export type Row = [value: string, ...expected: RegExp[]]

export const check = (findings: readonly Finding[], expected: readonly RegExp[]): void => {
  expect(said(findings)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)))
}
