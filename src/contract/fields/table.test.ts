/** Properties of every row of the table of fields. */

import { describe, expect, it } from 'vitest'
import { valueAt } from '../json.ts'
import type { ShownOnPage } from './field.ts'
import { DEFAULT_VALUES, FIELD_NAMES, FIELDS, isBlank, isDefault, ownerOf, rowOf } from './table.ts'
import { asRead, exampleValues } from './testing.ts'
import { fromWire, keysOf, toWire } from './wire.ts'

const textOf = (shown: ShownOnPage | null): string =>
  shown === null ? '' : 'text' in shown ? shown.text : 'lines' in shown ? shown.lines.join() : shown.kind

/** The display of a value: words of the API are capitalised, flags are On and Off. */
const readsAs = (wire: unknown): RegExp =>
  typeof wire === 'boolean' ? /^On$/ : new RegExp(`^${[wire].flat().join().replace(/[.+]/g, '\\$&')}$`, 'i')

describe('the table of fields', () => {
  it('has every path of the request and every value of the form in exactly one row', () => {
    const paths = FIELD_NAMES.map((field) => FIELDS[field].path)
    expect(new Set(paths).size).toBe(paths.length)
    const values = FIELD_NAMES.flatMap((field) => Object.keys(FIELDS[field].values))
    expect(values.sort()).toEqual(Object.keys(DEFAULT_VALUES).sort())
  })

  it('uses the same schemas for values in `others` as their own rows', () => {
    for (const field of FIELD_NAMES) {
      for (const [value, schema] of Object.entries(rowOf(field).others)) {
        expect(schema).toBe(rowOf(ownerOf(value as keyof typeof DEFAULT_VALUES)).values[value])
      }
    }
  })

  it('names the value of a key like its field', () => {
    for (const field of FIELD_NAMES.filter((name) => rowOf(name).secret)) {
      expect(Object.keys(FIELDS[field].values)).toEqual(expect.arrayContaining([field, `${field}_lost`]))
    }
  })
})

const values = exampleValues()
const draft = toWire(values, keysOf(values, 'generated'))

it('has for each row a term that is understood without its step, and by which its control is found', () => {
  const terms = FIELD_NAMES.map((field) => rowOf(field).term)
  expect(new Set(terms).size).toBe(terms.length)
  for (const field of FIELD_NAMES) {
    const { term, label, step } = rowOf(field)
    if (step === 'health') expect(term).toMatch(/health/i)
    else expect(label).toContain(term)
  }
})

describe.each(FIELD_NAMES.filter((field) => rowOf(field).example))('the row %s', (field) => {
  const { path, example, secret, control, review, page, judge, part } = rowOf(field)

  it('sends its example at its path, and nothing while it is blank or its part is off', () => {
    expect(valueAt(draft, path)).toEqual(example?.wire)
    expect(isBlank(field, values)).toBe(false)
    const off = { ...values, bgp_enabled: false, health_enabled: false }
    if (part) expect(valueAt(toWire(off, keysOf(off, 'generated')), path)).toBeUndefined()
    if (isBlank(field, DEFAULT_VALUES) && field !== 'psk') {
      expect(valueAt(toWire(DEFAULT_VALUES, keysOf(DEFAULT_VALUES, 'generated')), path)).toBeUndefined()
    }
  })

  it('reads its example back', () => {
    if (field === 'psk') return expect(fromWire(asRead(draft)).psk_choice).toBe('later')
    const read = fromWire(asRead(draft))
    expect(rowOf(field).toWire(read, '')).toEqual(example?.wire)
  })

  it('has no error for its example', () => {
    expect(judge(values, []).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('shows its example on Review and on the tunnel’s page, except keys', () => {
    const onReview = review(values)
    const onPage = page(asRead(draft))
    if (secret) {
      expect(JSON.stringify([onReview, onPage])).not.toContain(example?.wire)
      return expect(onReview.kind).not.toBe('none')
    }
    expect(textOf(onReview)).toMatch(readsAs(example?.wire))
    // These two are at the top of the page.
    if (field !== 'name' && field !== 'description') expect(textOf(onPage)).toMatch(readsAs(example?.wire))
  })

  it('has an example that differs from the default', () => {
    // Except a switch that is on by default: switched off, its part would not be sent.
    if (field !== 'health_enabled' && control !== 'none') expect(isDefault(field, values)).toBe(false)
  })
})
