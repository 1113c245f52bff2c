/** One static route in the list of a tunnel's page. */
import type { Route } from '../../contract/route.ts'
import { OddMark } from '../state/odd-mark.tsx'
import { Address } from '../ui/address.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { useWriteRefusal } from '../use-write-refusal.ts'
import { routeProblem, TARGET_TITLES, type Target } from './route-target.ts'
import { disabledReasonOf, sayPriority } from './say-ways.ts'

/** Weight, place and description, if the route has them. */
const detailsOf = ({ weight, scope, description }: Route): string[] =>
  [
    weight == null ? '' : `weight ${weight}`,
    (scope?.colo_regions ?? []).join(', '),
    (scope?.colo_names ?? []).join(', '),
    description ?? '',
  ].filter((text) => text !== '')

interface RouteLineProps {
  route: Route
  target: Target
  onChange(): void
  onDelete(): void
}

export const RouteLine = ({ route, target, onChange, onDelete }: RouteLineProps) => {
  const refusal = disabledReasonOf(route, useWriteRefusal())
  const { prefix, nexthop } = route
  const problem = routeProblem(target.state)
  return (
    <li className="grid gap-2 border-b border-line py-2.5 last:border-0">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="mr-auto min-w-0">
          <p className="font-medium">
            <Address value={prefix} />
            <OddMark odd={route.odd_values} />
          </p>
          <p className="text-xs text-fg-2 [overflow-wrap:anywhere]">
            priority {sayPriority(route)}, next hop <Address value={nexthop} />
            {detailsOf(route).map((text) => (
              <span key={text}>
                , <span dir="auto">{text}</span>
              </span>
            ))}
          </p>
        </div>
        <div className="flex gap-2 print:hidden">
          <Button
            variant="fix"
            aria-label={`Change route ${prefix}`}
            disabledReason={refusal}
            onClick={onChange}
          >
            Change
          </Button>
          <Button
            variant="fix"
            aria-label={`Delete route ${prefix}`}
            disabledReason={refusal}
            onClick={onDelete}
          >
            Delete
          </Button>
        </div>
      </div>
      {problem !== null && (
        <Banner tone="error" title={TARGET_TITLES[target.state]}>
          {problem}
        </Banner>
      )}
    </li>
  )
}
