/** What is known about a tunnel that is not up, what that suggests, and what to do next. */
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { ChecksLink } from '../../handoff/checks-link.tsx'
import { paths } from '../../paths.ts'
import {
  type Diagnosis,
  type Point,
  type SourceName,
  type Step,
  sourceOf,
} from '../../state/diagnosis-parts.ts'
import { Button } from '../../ui/button.tsx'
import { useWriteRefusal } from '../../use-write-refusal.ts'

const Source = ({ name }: { name: SourceName }) => {
  const { title, href } = sourceOf(name)
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="text-xs whitespace-nowrap text-fg-3 print:hidden"
    >
      {title}
    </a>
  )
}

const Fact = ({ name, point }: { name: string; point: Point }) => (
  <div className="grid gap-x-4 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
    <dt className="text-fg-2">{name}</dt>
    <dd className="[overflow-wrap:anywhere]">
      {point.text} <Source name={point.source} />
    </dd>
  </div>
)

/** ID of the heading of the section on the router's side. */
export const ROUTER_SIDE_ID = 'worksheet-title'

const goToRouterSide = () => {
  const heading = document.getElementById(ROUTER_SIDE_ID)
  heading?.focus()
  heading?.scrollIntoView({ block: 'start' })
}

/** A link to a page that changes the tunnel; for a user who may not change anything a disabled button with the reason. */
const WriteLink = ({ href, children }: { href: string; children: ReactNode }) => {
  const refusal = useWriteRefusal()
  return refusal ? (
    <Button variant="text" disabledReason={refusal}>
      {children}
    </Button>
  ) : (
    <Link href={href}>{children}</Link>
  )
}

const Action = ({ action, tunnelId }: { action: NonNullable<Step['action']>; tunnelId: string }) => {
  switch (action) {
    case 'change_key':
      return <WriteLink href={paths.tunnelDialog(tunnelId, 'change-key')}>Change key</WriteLink>
    case 'edit_bgp':
      return <WriteLink href={paths.editTunnel(tunnelId, 'bgp')}>Edit BGP</WriteLink>
    case 'edit_health':
      return <WriteLink href={paths.editTunnel(tunnelId, 'health')}>Edit the health check</WriteLink>
    case 'router_side':
      return (
        <Button variant="text" onClick={goToRouterSide}>
          Go to Your router's side
        </Button>
      )
  }
}

interface DiagnosisPanelProps {
  diagnosis: Diagnosis
  tunnelId: string
  /** The button for the first step. */
  action: ReactNode
}

export const DiagnosisPanel = ({ diagnosis, tunnelId, action }: DiagnosisPanelProps) => {
  const { known, suggests, steps } = diagnosis
  return (
    <div className="grid gap-4 px-5 py-4 print:gap-2 print:py-2">
      {(known || suggests) && (
        <dl className="grid gap-1.5">
          {known && <Fact name="Known" point={known} />}
          {suggests && <Fact name="Suggests" point={suggests} />}
        </dl>
      )}
      <div>
        <h3 className="mb-2 font-semibold">What to do next</h3>
        <ol className="grid gap-3 print:gap-1">
          {steps.map((step, index) => (
            <li key={step.title} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2.5">
              <span
                aria-hidden="true"
                className="row-span-2 grid size-5 place-items-center rounded-full text-2xs font-medium text-fg-2 inset-ring inset-ring-control"
              >
                {index + 1}
              </span>
              <p className="font-medium">{step.title}</p>
              <div className="flex flex-wrap items-baseline gap-x-3 text-fg-2 [overflow-wrap:anywhere]">
                <p>
                  {step.text} <Source name={step.source} />
                </p>
                {step.action && (
                  <span className="print:hidden">
                    <Action action={step.action} tunnelId={tunnelId} />
                  </span>
                )}
              </div>
            </li>
          ))}
        </ol>
        {action && <div className="mt-3">{action}</div>}
        <p className="mt-3 print:hidden">
          <ChecksLink tunnelId={tunnelId} />
        </p>
      </div>
    </div>
  )
}
