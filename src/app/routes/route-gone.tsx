/** Somebody deleted the route that is being changed. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/live-region.tsx'
import { routeListQuery } from './route-query.ts'

const TITLE = 'Somebody deleted this route'

/** @param onRenew continues with the values as a new route */
export const RouteGone = ({ onRenew }: { onRenew(): void }) => {
  const client = useQueryClient()
  useEffect(() => {
    announce(TITLE)
    // The list may still contain it: the new route would be called a duplicate.
    void client.invalidateQueries({ queryKey: routeListQuery.queryKey })
  }, [client])
  return (
    <Banner tone="error" title={TITLE} actions={<Button onClick={onRenew}>Add it as a new route</Button>}>
      Nothing can be saved to it. What you typed is taken over into the new route.
    </Banner>
  )
}
