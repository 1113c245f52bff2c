/** Deletes one static route; before that it shows where the traffic will go. */

import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { Route } from '../../contract/route.ts'
import { call } from '../api.ts'
import { isGone } from '../say-error.ts'
import { Address } from '../ui/address.tsx'
import { Button } from '../ui/button.tsx'
import { CancelButton, DialogActions, takeFocus } from '../ui/dialog.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { useWrite } from '../write/use-write.ts'
import type { OneWrite } from '../write/write-once.ts'
import { WriteOutcome } from '../write/write-outcome.tsx'
import { WriteRefusal } from '../write/write-refusal.tsx'
import { RouteDone } from './route-done.tsx'
import { readRoute, routeListQuery } from './route-query.ts'
import type { Targets } from './route-target.ts'
import { sayWays } from './say-ways.ts'
import { TrafficNote } from './traffic-note.tsx'

const WORDS = {
  button: 'Delete route',
  label: 'Result of deleting the route',
  done: 'The route was deleted',
  notDone: 'The route was not deleted',
  unknown: 'Not confirmed: the route may or may not exist',
  unread: 'The route could not be read',
  meaning: 'The request was sent once and not repeated. Look again before you delete again.',
  looked:
    'The route was read again just now and still exists. Deleting again is safe: a route that is gone counts as deleted.',
}

/** The call that deletes a route, and the read that checks whether it is gone. */
export const routeDeletionOf = (id: string): OneWrite => ({
  send: () => call('deleteRoute', { id, body: {} }),
  isDone: () =>
    readRoute(id).then(
      () => false,
      (error: Error) => {
        if (isGone(error)) return true
        throw error
      },
    ),
})

interface DeleteRouteProps {
  route: Route
  routes: readonly Route[]
  targets: Targets
  onClose(): void
}

export const DeleteRoute = ({ route, routes, targets, onClose }: DeleteRouteProps) => {
  const { id, prefix, nexthop, priority } = route
  const client = useQueryClient()
  const refusal = useWriteRefusal()
  const { state, write, look } = useWrite({ ...routeDeletionOf(id), said: WORDS })
  const isSending = state.kind === 'sending'
  const reason = refusal ?? (isSending ? 'The route is being deleted' : undefined)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (reason !== undefined) return
    await write()
    void client.invalidateQueries({ queryKey: routeListQuery.queryKey })
  }
  if (state.kind === 'done') {
    return <RouteDone done={WORDS.done} prefix={prefix} nexthop={nexthop} onClose={onClose} />
  }
  return (
    <form noValidate onSubmit={submit}>
      <div className="grid gap-4">
        <WriteRefusal refusal={refusal} button={WORDS.button} />
        <WriteOutcome state={state} look={look} words={WORDS} />
        <p>
          <Address value={prefix} /> by <Address value={nexthop} />, priority {priority}, to{' '}
          {sayWays([{ route, share: 1 }], targets)}.
        </p>
        <TrafficNote
          before={routes}
          after={routes.filter((each) => each.id !== id)}
          prefixes={[prefix]}
          targets={targets}
        />
        <p className="text-xs text-fg-2">The API has no dry-run for deleting a route.</p>
      </div>
      <DialogActions>
        <CancelButton onClick={onClose} ref={takeFocus} />
        <Button type="submit" variant="primary" disabledReason={reason}>
          {isSending ? 'Deleting...' : WORDS.button}
        </Button>
      </DialogActions>
    </form>
  )
}
