/** Which columns of the list fit a width, and their order. */
import { expect, test } from 'vitest'
import { COLUMN_IDS } from './column-ids.ts'
import { DEFAULT_COLUMNS, fitting } from './columns.tsx'

test('on narrow screens the least important columns are hidden first', () => {
  const given: string[] = []
  let before = fitting(DEFAULT_COLUMNS, 200)
  expect(before).toEqual(DEFAULT_COLUMNS)
  for (let width = 120; width > 0; width--) {
    const now = fitting(DEFAULT_COLUMNS, width)
    given.push(...before.filter((id) => !now.includes(id)))
    before = now
  }
  expect(given).toEqual(['health', 'modified', 'key', 'asn', 'cloudflare', 'customer', 'probes', 'interface'])
  expect(before).toEqual(['state', 'name'])
})

test('chosen columns are in the order of the table, and always include state and name', () => {
  expect(fitting(['id', 'interface'], 200)).toEqual(['state', 'name', 'interface', 'id'])
  expect(fitting([...COLUMN_IDS].reverse(), 500)).toEqual(COLUMN_IDS)
})
