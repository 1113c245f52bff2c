/** `results.ts`: the results of a bulk change for the clipboard. */
import { expect, test } from 'vitest'
import type { Item } from './plan.ts'
import { resultText } from './results.ts'

const item = (name: string, more: Partial<Item>): Item => ({
  id: 'f00d',
  name,
  status: 'done',
  note: '',
  ...more,
})

test('each row has its name, ID, result and reason, and no cell is a formula', () => {
  const items = [
    item('=HYPERLINK("https://example.com")', {}),
    item('lis-a', { status: 'failed', note: '@SUM(1)' }),
    item('lis-b', { status: 'checked' }),
  ]
  const plan = { change: { kind: 'delete' } as const, phase: 'finished' as const, items }
  expect(resultText({ plan, isRunning: false, isEnding: false, wait: null, stop: null }).split('\n')).toEqual(
    [
      `'=HYPERLINK("https://example.com")\tf00d\tDone\t`,
      "lis-a\tf00d\tNot done\t'@SUM(1)",
      'lis-b\tf00d\tLeft out\t',
    ],
  )
})
