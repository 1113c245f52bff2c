/** Which columns of the list fit a width, and their order. */
import { expect, test } from 'vitest'
import { COLUMN_IDS, type ColumnId } from './column-ids.ts'
import { DEFAULT_COLUMNS, fitting, pageWidth, tableWidth } from './columns.tsx'

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

test('a wide window shows every chosen column, and a table of the default columns does not fill it', () => {
  const at = (chosen: readonly ColumnId[], window: number) => fitting(chosen, tableWidth(chosen, window))
  expect(at(COLUMN_IDS, 160)).toEqual(COLUMN_IDS)
  expect(at(COLUMN_IDS, 90)).not.toContain('id')
  expect(pageWidth(DEFAULT_COLUMNS)).toBe(100)
})
