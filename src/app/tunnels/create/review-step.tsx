/** Step 4: everything at a glance, the verdict on exactly this request, and what became of creating it. */
import { CircleCheck, CircleDashed, CircleX, LoaderCircle, RefreshCw, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import { speakerOf } from '../../../contract/speaker.ts'
import { STEP_TITLES, type Step } from '../../form/steps.ts'
import { useFieldView, useTunnelForm, useValues, useView } from '../../form/use-tunnel-form.tsx'
import { paths } from '../../paths.ts'
import { Address } from '../../ui/address.tsx'
import { Button } from '../../ui/button.tsx'
import { announce } from '../../ui/live-region.tsx'
import { Prop, PropsList } from '../../ui/props-list.tsx'
import { Clock } from '../../ui/time.tsx'
import { useMode } from '../../use-speaker.tsx'
import { type ReviewRow, reviewRows } from './review-rows.ts'
import { TunnelDiagram } from './tunnel-diagram.tsx'
import { verdictOf } from './verdict.ts'

const MARKS = {
  accepted: <CircleCheck aria-hidden="true" className="size-5 text-success" />,
  rejected: <CircleX aria-hidden="true" className="size-5 text-danger" />,
  running: <LoaderCircle aria-hidden="true" className="spin size-5 text-fg-2" />,
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
      <p className="text-fg-2">{children}</p>
    </div>
    {action && <div className="col-start-2 mt-2 justify-self-start sm:col-start-3 sm:mt-0">{action}</div>}
  </div>
)

const Verdict = () => {
  const { dryRun } = useTunnelForm()
  const state = useSyncExternalStore(dryRun.subscribe, dryRun.state)
  const hasLocalErrors = useView(({ fields }) =>
    Object.values(fields).some(({ findings }) => findings[0]?.severity === 'error'),
  )
  const { mark, title, text, at } = verdictOf(state, speakerOf(useMode()), hasLocalErrors)
  return (
    <Head
      mark={mark}
      title={title}
      action={
        <Button onClick={() => dryRun.again()}>
          <RefreshCw aria-hidden="true" className="size-4" />
          Check again
        </Button>
      }
    >
      {text}
      {at && (
        <>
          {' '}
          <Clock ms={at} />
        </>
      )}
    </Head>
  )
}

/** Work that is done by then needs no word. */
const SAID_AFTER_MS = 1_000
const SLOW_AFTER_MS = 8_000

/** Stands where the verdict stood, so that nothing moves, while the one request is under way. */
const Sending = () => {
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
    <Head mark="running" title="Creating the tunnel">
      The request was sent once. Stay on this page: its key is shown here next.
    </Head>
  ) : (
    <Head mark="running" title="Still waiting for an answer">
      What was sent cannot be taken back. If no answer comes, the tunnel is looked for, not sent again.
    </Head>
  )
}

const MaskedKey = ({ length }: { length: number }) => {
  const { model } = useTunnelForm()
  const [isShown, setIsShown] = useState(false)
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {isShown ? <Address value={model.values().md5_key} /> : <span>Set, {length} characters, hidden</span>}
      <Button
        variant="text"
        onClick={() => setIsShown(!isShown)}
        aria-label={`${isShown ? 'Hide' : 'Reveal'} MD5 key`}
      >
        {isShown ? 'Hide' : 'Reveal'}
      </Button>
    </span>
  )
}

const ShownValue = ({ value }: { value: ReviewRow['value'] }): ReactNode => {
  switch (value.kind) {
    case 'text':
      return value.text === 'Not provided' ? <span className="text-fg-3">{value.text}</span> : value.text
    case 'mono':
      return value.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same prefix may stand in the list twice
        <span key={index} className="block">
          <Address value={line} />
        </span>
      ))
    case 'key':
      return <MaskedKey length={value.length} />
  }
}

const Row = ({ row }: { row: ReviewRow }) => {
  const { severity, findings, server } = useFieldView(row.field)
  const messages = server.length > 0 ? server : findings
  return (
    <Prop name={row.label} note={row.note}>
      <ShownValue value={row.value} />
      {severity && (
        <span className={`flex gap-1.5 text-xs ${severity === 'error' ? 'text-danger' : 'text-warning'}`}>
          <TriangleAlert aria-hidden="true" className="size-4 flex-none" />
          <span>
            <span className="sr-only">{severity === 'error' ? 'Error: ' : 'Check: '}</span>
            {messages.map(({ message }) => (
              <span key={message} className="block">
                {message}
              </span>
            ))}
          </span>
        </span>
      )}
    </Prop>
  )
}

const Part = ({ part }: { part: Exclude<Step, 'review'> }) => {
  const values = useValues((all) => all)
  const rows = reviewRows(part, values)
  const isOff = part === 'bgp' && !values.bgp_enabled
  return (
    <section className="mt-7">
      <div className="flex items-center justify-between border-b border-line-strong pb-2">
        <h2 className="text-base font-semibold">{STEP_TITLES[part]}</h2>
        <Link href={paths.newTunnel(part)} className="text-xs font-medium no-underline">
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

export const ReviewStep = ({ outcome, isSending }: { outcome: ReactNode; isSending: boolean }) => (
  <>
    {outcome}
    {isSending ? <Sending /> : <Verdict />}
    <TunnelDiagram />
    <Part part="basics" />
    <Part part="bgp" />
    <Part part="health" />
  </>
)
