/** The dialogs that create, change and delete a static route. Typed values are kept when a dialog closes. */
import { useQuery } from '@tanstack/react-query'
import { memo, useRef } from 'react'
import type { Route } from '../../contract/route.ts'
import type { Tunnel } from '../../contract/tunnel.ts'
import { sayError } from '../say-error.ts'
import { Dialog } from '../ui/dialog.tsx'
import { loadedLater } from '../ui/loaded-later.tsx'
import { DeleteRoute } from './delete-route.tsx'
import { readRoute } from './route-query.ts'
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

const titleOf = (task: RouteTask): string => {
  if (task.kind === 'new') return 'Add route'
  return `${task.kind === 'change' ? 'Change' : 'Delete'} route ${task.route.prefix}`
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

/** Memoised, so that typing in the search of the page does not render it. */
export const RouteDialogs = memo(({ task, tunnel, nexthop, onClose, ...shared }: RouteDialogsProps) => {
  const typed = useRef(new Map<string, RouteValues>())
  const id = task?.kind === 'change' ? task.route.id : null
  const { data, error } = useBase(id)
  const place = `${id} ${task?.kind === 'new' ? (task.start?.prefix ?? '') : ''}`
  const hop = nexthop === null ? {} : { nexthop }
  const start = (): RouteValues => {
    const fresh = data && id !== null ? valuesOf(data.route) : newRouteValues()
    const asked = task?.kind === 'new' ? task.start : {}
    return { ...fresh, ...asked, ...typed.current.get(place), ...hop }
  }
  const forget = () => {
    typed.current.delete(place)
    if (task?.kind === 'new') task.onDone?.()
  }
  return (
    <Dialog title={task ? titleOf(task) : ''} kind="wide" open={task !== null} onClose={onClose}>
      {task?.kind === 'delete' && <DeleteRoute route={task.route} {...shared} onClose={onClose} />}
      {task?.kind === 'change' && !data && (
        <p className="min-h-96 text-fg-2">
          {error ? `The route cannot be read: ${sayError(error)}` : 'Reading the route...'}
        </p>
      )}
      {(task?.kind === 'new' || (task?.kind === 'change' && data)) && (
        <RouteForm
          key={place}
          base={task.kind === 'change' && data ? data : null}
          start={start()}
          tunnel={tunnel}
          {...shared}
          onTyped={(values) => typed.current.set(place, values)}
          onSent={forget}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
})
