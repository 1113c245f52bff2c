// @vitest-environment node
import { expect, test, vi } from 'vitest'

vi.mock('../kept.ts', () => ({ readKept: () => null, writeKept: () => true }))
const { SHORTCUTS, shortcutOf } = await import('./shortcuts.ts')

const press = (key: string, more = {}) =>
  shortcutOf({
    key,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    isComposing: false,
    inField: false,
    inDialog: false,
    ...more,
  })

test('each key has one meaning', () => {
  const keys = Object.values(SHORTCUTS)
  expect(new Set(keys).size).toBe(keys.length)
  expect(press('/')).toBe('search')
  expect(press('?')).toBe('help')
  expect(press('q')).toBeNull()
})

test.each(['ctrlKey', 'altKey', 'metaKey', 'isComposing', 'inField', 'inDialog'])(
  'no shortcut acts with %s',
  (more) => {
    for (const key of Object.values(SHORTCUTS)) expect(press(key, { [more]: true })).toBeNull()
  },
)
