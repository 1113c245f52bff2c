/** The rows for static routes in the table of endpoints. */
import { expect, it } from 'vitest'
import { routeEndpoints } from './route-endpoints.ts'

it('deletes and changes one route by its id, never all of them', () => {
  const writes = Object.values(routeEndpoints).filter(({ upstream }) =>
    ['DELETE', 'PUT'].includes(upstream.method),
  )
  expect(writes.map(({ upstream }) => upstream.path.endsWith('/:id'))).toEqual([true, true, true])
})
