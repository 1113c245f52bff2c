/**
 * The value that is sent is the typed text, or the page said that it differs: tested with any text in any
 * field.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valueAt } from '../json.ts'
import { isTypedText } from './field.ts'
import { createJudge } from './judge.ts'
import { FIELD_NAMES, type FieldName, rowOf, type TunnelValues, type ValueName } from './table.ts'
import { exampleValues } from './testing.ts'
import { keysOf, toWire } from './wire.ts'

/** Every value that is typed text, with its field. */
const TYPED = FIELD_NAMES.flatMap((field) => {
  const { values, control } = rowOf(field)
  if (control === 'none') return []
  const names = (Object.keys(values) as ValueName[]).filter((name) => isTypedText(values, name))
  return names.map((name): [FieldName, ValueName] => [field, name])
})

const PIECES = [
  '203.0.113.1',
  '10.77.0.0/31',
  '10.0.0.0',
  '/31',
  '/8',
  '2001:db8::',
  '64512',
  'AS',
  'lis-a',
  '1.10',
  '0',
  '.',
  ':',
]
const ODD = [
  ' ',
  '\t',
  '\n',
  '\u00a0',
  '\u200b',
  '\u202e',
  '\ufeff',
  '１',
  '“',
  ',',
  ';',
  '/',
  '[',
  ']',
  'https://',
  'é',
]
const anyOf = (texts: readonly string[]) => fc.constantFrom(...texts)
/** @param right text that the field accepts, so that some examples are valid */
const anyText = (right: string) =>
  fc.oneof(
    fc.tuple(anyOf(['', ...ODD]), fc.constant(right), anyOf(['', ...ODD])).map((all) => all.join('')),
    fc.array(anyOf([...PIECES, ...ODD]), { maxLength: 6 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )

const UNSEEN = String.raw`[\s\p{Cf}\p{Cc}]`
const seen = (text: string): string => text.replace(new RegExp(UNSEEN, 'gu'), '')
/** Invisible text between two visible characters that are not slashes. */
const between = (text: string) =>
  text.match(new RegExp(`(?<=[^\\s\\p{Cf}\\p{Cc}/])${UNSEEN}+(?=[^\\s\\p{Cf}\\p{Cc}/])`, 'gu'))

/** The number of an ASN in both notations of RFC 5396, with or without its label. */
const asnOf = (text: string): number | null => {
  const [, high, low] = /^(?:ASN?[:#]*)?(\d+)(?:\.(\d+))?$/i.exec(seen(text)) ?? []
  if (high === undefined) return null
  return low === undefined ? Number(high) : Number(high) * 65_536 + Number(low)
}

const expectSame = (field: FieldName, typed: string, sent: unknown) => {
  if (rowOf(field).secret) return expect(sent ?? '').toBe(typed)
  if (field === 'customer_asn') return expect(sent).toBe(asnOf(typed))
  if (field === 'extra_prefixes') {
    // Separators, and the quotes and brackets around a list: the page shows each prefix by itself.
    const bare = (text: string) => seen(text).replace(/[,;[\]“]/g, '')
    return expect(bare(((sent ?? []) as string[]).join(''))).toBe(bare(typed))
  }
  expect(seen(String(sent ?? ''))).toBe(seen(typed))
  expect(between(String(sent ?? ''))).toEqual(between(typed))
}

/** For fields whose example in the table is not a single text. */
const RIGHT: Partial<Record<FieldName, string>> = {
  extra_prefixes: '10.20.0.0/16',
  psk: 'a-key-of-some-length',
}

describe('the value that is sent', () => {
  it.each(TYPED)('is the typed text, or an error prevents sending: %s, %s', (field, name) => {
    const judge = createJudge(() => [])
    const right = RIGHT[field] ?? String(exampleValues()[name])
    let passed = 0
    fc.assert(
      fc.property(anyText(right), (typed) => {
        const values: TunnelValues = { ...exampleValues(), extra_prefixes: [], [name]: typed }
        if (judge(field, values).some(({ severity }) => severity === 'error')) return
        if (seen(typed) !== '') passed++
        expectSame(field, typed, valueAt(toWire(values, keysOf(values, 'generated')), rowOf(field).path))
      }),
      { numRuns: 200 },
    )
    // If every text were refused or blank, nothing would be compared.
    expect(passed).toBeGreaterThan(0)
  })
})
