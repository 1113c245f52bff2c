/** `findings.ts`: what is said of a field. */
import { expect, test } from 'vitest'
import { createJudge } from '../../contract/fields/judge.ts'
import { exampleValues } from '../../contract/fields/testing.ts'
import { createFindings } from './findings.ts'

const said = (extra_prefixes: string[], errors: object = {}) =>
  createFindings(createJudge(() => []))({ ...exampleValues(), extra_prefixes, prefix_entry: '' }, errors)
    .extra_prefixes

test('equal entries of a list are said once, with the first of them', () => {
  const warnings = said(['10.0.0.1/8', '10.0.0.1/8', '10.2.0.1/16'])
  expect(warnings.map(({ message, index }) => [index, message])).toEqual([
    [0, '10.0.0.1/8 has host bits set'],
    [2, '10.2.0.1/16 has host bits set'],
  ])
  const wrong = said(['network', 'network', '10.0.0.1/8'], { extra_prefixes: { type: 'custom' } })
  expect(wrong).toMatchObject([
    { message: 'network is not a prefix. Write it like 10.0.0.0/24', index: 0, fix: { value: '' } },
  ])
})

test('warnings of a field show only while the schema has no error for it', () => {
  const findingsOf = createFindings(createJudge(() => []))
  const values = { ...exampleValues(), extra_prefixes: ['network', '10.0.0.1/8'], prefix_entry: '' }
  const severities = (errors: object) =>
    findingsOf(values, errors).extra_prefixes.map(({ severity }) => severity)
  expect(severities({ extra_prefixes: { type: 'rule' } })).toEqual(['error'])
  expect(severities({})).toEqual(['warning'])
})
