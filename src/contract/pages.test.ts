/** The table of pages: paths made from it, and paths that match it. */
import { describe, expect, test } from 'vitest'
import { isPage, PAGES, type PageName, pathOf } from './pages.ts'

const id = 'c4a7362d577a6c3019a474fd6f485821'

test('paths of pages', () => {
  expect(pathOf('tunnels', {})).toBe('/tunnels')
  expect(pathOf('newTunnelStep', { step: 'bgp' })).toBe('/tunnels/new/bgp')
  expect(pathOf('tunnel', { id })).toBe(`/tunnels/${id}`)
  expect(pathOf('tunnel', { id: '../x?y#z' })).toBe('/tunnels/..%2Fx%3Fy%23z')
})

describe('a path', () => {
  test.each(Object.entries(PAGES))('of the row %s is a page', (name, path) => {
    expect(isPage(path)).toBe(true)
    expect(isPage(pathOf(name as PageName, { id, step: 'basics' }))).toBe(true)
  })

  test.each(['/', '/tunnels/', '/tunnels/new/bgp/', `/tunnels/${id}/`])('%s is a page', (path) =>
    expect(isPage(path)).toBe(true),
  )

  test.each(['/tunnel', '/tunnels2', `/tunnels/${id}/x`, '/tunnels/new/bgp/x', '/nowhere', '//'])(
    '%s is not a page',
    (path) => expect(isPage(path)).toBe(false),
  )
})
