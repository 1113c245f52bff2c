/** The table of shortcuts: each key once, and none while a field or a dialog has the keys. */
import { expect, test } from 'vitest'
import { SHORTCUTS, shortcutOf } from './shortcuts.ts'

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
