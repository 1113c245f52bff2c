/** On Review: the static routes that are created after the tunnel. */
import { Link } from 'wouter'
import { judgeRoutePrefix } from '../../contract/rules/route.ts'
import { useTunnelForm, useValue } from '../form/use-tunnel-form.tsx'
import { Address } from '../ui/address.tsx'
import { prefixesOf, readPlan } from './planned-prefixes.ts'
import { hasError } from './route-values.ts'

export const PlannedReview = () => {
  const { draftId, stepPath } = useTunnelForm()
  const isBgpOn = useValue('bgp_enabled')
  const plan = readPlan(draftId)
  const prefixes = prefixesOf(plan)
  if (isBgpOn || prefixes.length === 0) return null
  return (
    <section className="mt-7" aria-labelledby="planned-title">
      <div className="flex items-center justify-between border-b border-line-strong pb-2">
        <h2 id="planned-title" className="text-base font-semibold">
          Static routes
        </h2>
        <Link href={stepPath('bgp')} className="text-xs font-medium no-underline">
          Change<span className="sr-only"> static routes</span>
        </Link>
      </div>
      <p className="py-2 text-fg-2">
        Created one by one once the tunnel exists, priority {plan.priority.trim() || 'not set'}. They are not
        part of the request above.
      </p>
      <ul className="grid gap-0.5">
        {prefixes.map((prefix) => {
          const findings = judgeRoutePrefix(prefix)
          return (
            <li key={prefix} className="[overflow-wrap:anywhere]">
              <Address value={prefix} />{' '}
              {findings[0] && (
                <span className={`text-xs ${hasError(findings) ? 'text-danger' : 'text-warning'}`}>
                  {hasError(findings) && 'Will not be created: '}
                  {findings[0].message}
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
