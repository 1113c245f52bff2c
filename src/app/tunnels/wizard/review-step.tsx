/** Step 4: all values, the verdict on exactly this request, and the outcome of sending it. */
import CircleAlert from 'lucide-react/icons/circle-alert'
import CircleCheck from 'lucide-react/icons/circle-check'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import CircleX from 'lucide-react/icons/circle-x'
import LoaderCircle from 'lucide-react/icons/loader-circle'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { type ReactNode, useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { FieldName } from '../../../contract/fields/table.ts'
import { useWording } from '../../form/dry-run/use-wording.ts'
import { STEP_TITLES, type Step } from '../../form/steps.ts'
import { useFieldView, useTunnelForm, useValue, useValues } from '../../form/use-tunnel-form.tsx'
import { Button } from '../../ui/button.tsx'
import { announce } from '../../ui/live-region.tsx'
import { Prop, PropsList } from '../../ui/props-list.tsx'
import { Clock } from '../../ui/time.tsx'
import { CheckRemarks } from './check-remarks.tsx'
import { type ReviewRow, reviewRows } from './review-rows.ts'
import { ShownValue } from './shown-value.tsx'
import { TunnelDiagram } from './tunnel-diagram.tsx'

const MARKS = {
  accepted: <CircleCheck aria-hidden="true" className="size-5 text-success" />,
  rejected: <CircleX aria-hidden="true" className="size-5 text-danger" />,
  running: <LoaderCircle aria-hidden="true" className="size-5 animate-spin text-fg-2" />,
  open: <CircleDashed aria-hidden="true" className="size-5 text-fg-2" />,
}

interface HeadProps {
  mark: keyof typeof MARKS
  title: string
  children: ReactNode
  action?: ReactNode
}

const Head = ({ mark, title, children, action }: HeadProps) => (
  <div className="mb-5 grid grid-cols-[1.25rem_1fr] items-start gap-x-2.5 sm:grid-cols-[1.25rem_1fr_auto]">
    <span className="pt-0.5">{MARKS[mark]}</span>
    <div>
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="text-fg-2">{children}</div>
    </div>
    {action && <div className="col-start-2 mt-2 justify-self-start sm:col-start-3 sm:mt-0">{action}</div>}
  </div>
)

export const Verdict = () => {
  const { dryRun } = useTunnelForm()
  const { review, at, requestId } = useWording()
  const { mark, title, text, notNow } = review
  return (
    <Head
      mark={mark}
      title={title}
      action={
        <Button onClick={() => dryRun.again()} disabledReason={notNow}>
          <RefreshCw aria-hidden="true" className="size-4" />
          Check again
        </Button>
      }
    >
      <p>
        {text}
        {at !== undefined && (
          <>
            {' '}
            <Clock ms={at} />
          </>
        )}
      </p>
      <CheckRemarks requestId={requestId} />
    </Head>
  )
}

/** A faster request shows no progress. */
const SAID_AFTER_MS = 1_000
const SLOW_AFTER_MS = 8_000

/** Replaces the verdict while the request is running, so that nothing moves. */
export const Sending = ({ what, next }: { what: string; next: string }) => {
  const [phase, setPhase] = useState<'quick' | 'said' | 'slow'>('quick')
  useEffect(() => {
    const said = window.setTimeout(() => setPhase('said'), SAID_AFTER_MS)
    const slow = window.setTimeout(() => {
      setPhase('slow')
      announce('Still waiting for an answer')
    }, SLOW_AFTER_MS)
    return () => {
      window.clearTimeout(said)
      window.clearTimeout(slow)
    }
  }, [])
  if (phase === 'quick') return <Verdict />
  return phase === 'said' ? (
    <Head mark="running" title={what}>
      The request was sent once. Stay on this page. {next}
    </Head>
  ) : (
    <Head mark="running" title="Still waiting for an answer">
      The request cannot be undone. If no answer comes, this page looks for the tunnel, and nothing is sent
      again.
    </Head>
  )
}

/** Beside a row's value: its warnings, or a reference to its problem listed above. */
export const RowFindings = ({ field }: { field: FieldName }) => {
  const { severity, findings } = useFieldView(field)
  return (
    <>
      {severity === 'error' && (
        <span className="flex gap-1.5 text-xs text-danger">
          <CircleAlert aria-hidden="true" className="size-4 flex-none" />
          Problem, listed above
        </span>
      )}
      {severity === 'warning' && (
        <span className="flex gap-1.5 text-xs text-warning">
          <TriangleAlert aria-hidden="true" className="size-4 flex-none" />
          <span>
            <span className="sr-only">Check: </span>
            {findings.map(({ message }) => (
              <span key={message} className="block">
                {message}
              </span>
            ))}
          </span>
        </span>
      )}
    </>
  )
}

const Row = ({ row }: { row: ReviewRow }) => {
  const md5Key = useValue('md5_key')
  return (
    <Prop name={row.label} note={row.note}>
      <ShownValue value={row.value} md5Key={md5Key} />
      <RowFindings field={row.field} />
    </Prop>
  )
}

const Part = ({ part }: { part: Exclude<Step, 'review'> }) => {
  const values = useValues((all) => all)
  const rows = reviewRows(part, values)
  const isOff = part === 'bgp' && !values.bgp_enabled
  const { stepPath } = useTunnelForm()
  return (
    <section className="mt-7">
      <div className="flex items-center justify-between border-b border-line-strong pb-2">
        <h2 className="text-base font-semibold">{STEP_TITLES[part]}</h2>
        <Link href={stepPath(part)} className="text-xs font-medium no-underline">
          Change<span className="sr-only"> {STEP_TITLES[part]}</span>
        </Link>
      </div>
      {isOff && <p className="py-2 text-fg-2">Off. The tunnel needs static routes.</p>}
      <PropsList>
        {rows.map((row) => (
          <Row key={row.field} row={row} />
        ))}
      </PropsList>
    </section>
  )
}

interface ReviewStepProps {
  /** The outcome of sending; empty before that. It replaces the verdict. */
  outcome: ReactNode
  hasOutcome: boolean
  isSending: boolean
}

export const ReviewStep = ({ outcome, hasOutcome, isSending }: ReviewStepProps) => (
  <>
    {outcome}
    {!hasOutcome &&
      (isSending ? <Sending what="Creating the tunnel" next="Its key is shown here next." /> : <Verdict />)}
    <TunnelDiagram />
    <Part part="basics" />
    <Part part="bgp" />
    <Part part="health" />
  </>
)
