/** Holds the table of pages: addresses made from it and addresses that are in it. */
import { describe, expect, test } from 'vitest'
import { isPage, PAGES, type PageName, pathOf } from './pages.ts'

const id = 'c4a7362d577a6c3019a474fd6f485821'

test('addresses of pages', () => {
  expect(pathOf('tunnels', {})).toBe('/tunnels')
  expect(pathOf('newTunnelStep', { step: 'bgp' })).toBe('/tunnels/new/bgp')
  expect(pathOf('tunnel', { id })).toBe(`/tunnels/${id}`)
  expect(pathOf('tunnel', { id: '../x?y#z' })).toBe('/tunnels/..%2Fx%3Fy%23z')
})

describe('an address', () => {
  test.each(Object.entries(PAGES))('of the page %s is one', (name, path) => {
    expect(isPage(path)).toBe(true)
    expect(isPage(pathOf(name as PageName, { id, step: 'basics' }))).toBe(true)
  })

  test.each(['/', '/tunnels/', '/tunnels/new/bgp/', `/tunnels/${id}/`])('%s is a page', (path) =>
    expect(isPage(path)).toBe(true),
  )

  test.each(['/tunnel', '/tunnels2', `/tunnels/${id}/x`, '/tunnels/new/bgp/x', '/nowhere', '//'])(
    '%s is none',
    (path) => expect(isPage(path)).toBe(false),
  )
})
