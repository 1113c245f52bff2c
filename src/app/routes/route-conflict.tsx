/** Somebody else changed the route after it was opened: shows the new values, and a choice. Nothing was written. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Route } from '../../contract/route.ts'
import { sayError } from '../say-error.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { type RouteBase, readRoute } from './route-query.ts'
import { changedRouteFields, ROUTE_LABELS, type RouteValues, valuesOf } from './route-values.ts'

interface RouteConflictProps {
  /** The route as it was opened. */
  base: Route
  /** Continues with their route and their values. */
  onTheirs(theirs: RouteBase, values: RouteValues): void
  /** Continues with their route and the typed values. */
  onMine(theirs: RouteBase): void
}

export const RouteConflict = ({ base, onTheirs, onMine }: RouteConflictProps) => {
  const {
    data: theirs,
    error,
    refetch,
  } = useQuery({
    queryKey: ['route-conflict', base.id],
    queryFn: ({ signal }) => readRoute(base.id, signal),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  const was = valuesOf(base)
  const now = theirs && valuesOf(theirs.route)
  const changed = now ? changedRouteFields(now, base) : []
  const ref = useRef<HTMLElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <section aria-label="Changed by somebody else" tabIndex={-1} ref={ref}>
      <Banner
        tone="warning"
        title="Not saved: somebody else changed this route"
        actions={
          theirs && now ? (
            <>
              <Button onClick={() => onTheirs(theirs, now)}>Use theirs</Button>
              <Button onClick={() => onMine(theirs)}>Keep mine</Button>
            </>
          ) : (
            error && <Button onClick={() => refetch()}>Try again</Button>
          )
        }
      >
        {error && <p>The route cannot be read: {sayError(error)}</p>}
        {now && (
          <ul className="grid list-disc gap-0.5 pl-4">
            {changed.map((field) => (
              <li key={field}>
                {ROUTE_LABELS[field]}: was {was[field] || 'empty'}, is now {now[field] || 'empty'}
              </li>
            ))}
          </ul>
        )}
        {now && <p>With "Keep mine", Save route replaces it with the values below.</p>}
      </Banner>
    </section>
  )
}
