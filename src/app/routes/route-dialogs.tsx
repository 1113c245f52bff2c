/** The dialogs that create, change and delete a static route. Typed values are kept until the page is reloaded. */
import { useQuery } from '@tanstack/react-query'
import { memo, useState } from 'react'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { isGone, sayError } from '../say-error.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { loadedLater } from '../ui/loaded-later.tsx'
import { DeleteRoute } from './delete-route.tsx'
import { RouteGone } from './route-gone.tsx'
import { type RouteBase, readRoute } from './route-query.ts'
import type { Targets } from './route-target.ts'
import { newRouteValues, type RouteValues, valuesOf } from './route-values.ts'

const RouteForm = loadedLater('The form', async () => (await import('./route-form.tsx')).RouteForm)

export type RouteTask =
  | { kind: 'new'; start?: Partial<RouteValues>; onDone?: () => void }
  | { kind: 'change' | 'delete'; route: Route }

interface RouteDialogsProps {
  task: RouteTask | null
  /** The tunnel whose customer side is the next hop; null makes the next hop a field. */
  tunnel: Tunnel | null
  /** The customer side of the tunnel. */
  nexthop: string | null
  routes: readonly Route[]
  /** Undefined while they are not read. */
  tunnels: readonly Tunnel[] | undefined
  targets: Targets
  onClose(): void
}

/** Reads the current route: a change based on an older one would be refused. */
const useBase = (id: string | null) =>
  useQuery({
    queryKey: ['route-base', id],
    queryFn: ({ signal }) => readRoute(id ?? '', signal),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** @param change the route, if it is changed and not added anew */
const titleOf = (task: RouteTask, change: Route | null): string => {
  if (change) return `Change route ${change.prefix}`
  return task.kind === 'delete' ? `Delete route ${task.route.prefix}` : 'Add route'
}

/**
 * What was typed and not sent, also beyond the page: the browser's Back leaves the page with the dialog. A change keeps
 * the state that it was based on, so that a later change by somebody else is not overwritten unseen.
 */
const typed = new Map<string, { values: RouteValues; base: RouteBase | null }>()

const Unread = ({ error, onAgain }: { error: Error; onAgain(): void }) => (
  <Banner
    tone="error"
    title="The route cannot be read"
    actions={<Button onClick={() => onAgain()}>Try again</Button>}
  >
    {sayError(error)}
  </Banner>
)

/** Memoised, so that typing in the search of the page does not render it. */
export const RouteDialogs = memo(({ task, tunnel, nexthop, onClose, ...shared }: RouteDialogsProps) => {
  /** A change that continues as a new route, because somebody deleted its route. */
  const [renewed, setRenewed] = useState<RouteTask | null>(null)
  const change = task?.kind === 'change' && task !== renewed ? task.route : null
  const { data, error, refetch } = useBase(change?.id ?? null)
  const id = task && task.kind !== 'new' ? task.route.id : null
  const place = `${tunnel?.id} ${id} ${task?.kind === 'new' ? (task.start?.prefix ?? '') : ''}`
  const kept = typed.get(place)
  const base = change && data ? (kept?.base ?? data) : null
  const start = (): RouteValues => {
    const asked = task?.kind === 'new' ? task.start : task && valuesOf(base?.route ?? task.route)
    const hop = nexthop === null ? {} : { nexthop }
    return { ...newRouteValues(), ...asked, ...kept?.values, ...hop }
  }
  const forget = () => {
    typed.delete(place)
    if (task?.kind === 'new') task.onDone?.()
  }
  const renew = () => setRenewed(task)
  const isForm = task !== null && task.kind !== 'delete'
  return (
    <Dialog title={task ? titleOf(task, change) : ''} kind="wide" open={task !== null} onClose={onClose}>
      {task?.kind === 'delete' && <DeleteRoute route={task.route} {...shared} onClose={onClose} />}
      {change && !base && (
        <div className="min-h-96 text-fg-2">
          {isGone(error) ? (
            <RouteGone onRenew={renew} />
          ) : (
            error && <Unread error={error} onAgain={refetch} />
          )}
          {!error && 'Reading the route...'}
        </div>
      )}
      {isForm && (base || !change) && (
        <RouteForm
          key={`${place} ${change === null}`}
          base={base}
          start={start()}
          tunnel={tunnel}
          {...shared}
          onTyped={(values, on) => typed.set(place, { values, base: on })}
          onSent={forget}
          onRenew={renew}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
})
