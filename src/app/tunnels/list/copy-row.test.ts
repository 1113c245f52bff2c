/** `copy-row.ts`: the text of a row for the clipboard. */
import { expect, test } from 'vitest'
import { rowText } from './copy-row.ts'

test('a copied row has a cell for each value, and a spreadsheet runs none as a formula', () => {
  const tunnel = {
    id: 'an-id',
    name: '=1+1',
    cloudflare_endpoint: '203.0.113.18',
    customer_endpoint: '@SUM(A1)',
    interface_address: '10.0.0.0/31',
  }
  const text = rowText({ tunnel, kind: 'up', isReconnecting: false })
  expect(text).toBe("'=1+1\t10.0.0.0/31\t203.0.113.18\t'@SUM(A1)\tan-id")
})
