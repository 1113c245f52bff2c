/** What must hold of every row of the table of fields. */
import { describe, expect, it } from 'vitest'
import type { ShownOnPage } from './field.ts'
import { DEFAULT_VALUES, FIELD_NAMES, FIELDS, isBlank, isDefault, ownerOf, rowOf } from './table.ts'
import { asRead, exampleValues, valueAt } from './testing.ts'
import { fromWire, keysOf, toWire } from './wire.ts'

const textOf = (shown: ShownOnPage | null): string =>
  shown === null ? '' : 'text' in shown ? shown.text : 'lines' in shown ? shown.lines.join() : shown.kind

/** How a value of the wire reads: words of the wire are written large, flags as On and Off. */
const readsAs = (wire: unknown): RegExp =>
  typeof wire === 'boolean' ? /^On$/ : new RegExp(`^${[wire].flat().join().replace(/[.+]/g, '\\$&')}$`, 'i')

describe('the table of fields', () => {
  it('has every place of the wire and every value of the form in one row only', () => {
    const paths = FIELD_NAMES.map((field) => FIELDS[field].path)
    expect(new Set(paths).size).toBe(paths.length)
    const values = FIELD_NAMES.flatMap((field) => Object.keys(FIELDS[field].values))
    expect(values.sort()).toEqual(Object.keys(DEFAULT_VALUES).sort())
  })

  it('lets a row look at values as the rows that hold them have them', () => {
    for (const field of FIELD_NAMES) {
      for (const [value, schema] of Object.entries(rowOf(field).others)) {
        expect(schema).toBe(rowOf(ownerOf(value as keyof typeof DEFAULT_VALUES)).values[value])
      }
    }
  })

  it('holds a key under its field’s name', () => {
    for (const field of FIELD_NAMES.filter((name) => rowOf(name).secret)) {
      expect(Object.keys(FIELDS[field].values)).toEqual(expect.arrayContaining([field, `${field}_lost`]))
    }
  })
})

const values = exampleValues()
const draft = toWire(values, keysOf(values, 'generated'))

describe.each(FIELD_NAMES.filter((field) => rowOf(field).example))('the row %s', (field) => {
  const { path, example, secret, control, review, page, judge, part } = rowOf(field)

  it('sends its example at its place, and nothing there while it is blank or its part is off', () => {
    expect(valueAt(draft, path)).toEqual(example?.wire)
    expect(isBlank(field, values)).toBe(false)
    const off = { ...values, bgp_enabled: false, health_enabled: false }
    if (part) expect(valueAt(toWire(off, keysOf(off, 'generated')), path)).toBeUndefined()
    if (isBlank(field, DEFAULT_VALUES) && field !== 'psk') {
      expect(valueAt(toWire(DEFAULT_VALUES, keysOf(DEFAULT_VALUES, 'generated')), path)).toBeUndefined()
    }
  })

  it('reads it back', () => {
    if (field === 'psk') return expect(fromWire(asRead(draft)).psk_choice).toBe('later')
    const read = fromWire(asRead(draft))
    expect(rowOf(field).toWire(read, '')).toEqual(example?.wire)
  })

  it('finds no error in it', () => {
    expect(judge(values, []).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('shows it on Review and on the tunnel’s page, keys excepted', () => {
    const onReview = review(values)
    const onPage = page(asRead(draft))
    if (secret) {
      expect(JSON.stringify([onReview, onPage])).not.toContain(example?.wire)
      return expect(onReview.kind).not.toBe('none')
    }
    expect(textOf(onReview)).toMatch(readsAs(example?.wire))
    // These two stand at the top of the page.
    if (field !== 'name' && field !== 'description') expect(textOf(onPage)).toMatch(readsAs(example?.wire))
  })

  it('tells its example from the default', () => {
    // A switch that is on by default has no better example: off takes its part out of the request.
    if (field !== 'health_enabled' && control !== 'none') expect(isDefault(field, values)).toBe(false)
  })
})
