/** The dialog of a bulk change: dry-run of every row, confirmation, progress, and a result for each row. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { countedOf, grouped } from '../../../counted.ts'
import { tunnelListQuery } from '../../../queries.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { TextInput } from '../../../ui/input.tsx'
import { announce } from '../../../ui/live-region.tsx'
import { loadedLater } from '../../../ui/loaded-later.tsx'
import { depsOf } from './calls.ts'
import { countOf, type Item, type Plan, type Status } from './plan.ts'
import { resultText, wordsFor } from './results.ts'
import { StopNote, WaitNote } from './run-notes.tsx'
import { createRunner, type RunState } from './runner.ts'

const DeleteFirst = loadedLater(
  'The check of static routes',
  async () => (await import('../../../routes/delete-first.tsx')).DeleteFirst,
)

const useRunner = (plan: Plan) => {
  const [runner] = useState(() => createRunner(plan, depsOf(plan.change)))
  const state = useSyncExternalStore(runner.subscribe, runner.state)
  useEffect(() => {
    void runner.go()
    return runner.pause
  }, [runner])
  return { runner, state }
}

/** Whether the work of this phase on a row has ended. A row in progress is not confirmed without a note. */
const isThroughIn =
  (phase: Plan['phase']) =>
  ({ status, note }: Item): boolean => {
    if (phase === 'check' || phase === 'confirm') return status !== 'waiting'
    return status !== 'waiting' && status !== 'checked' && (status !== 'unknown' || note !== '')
  }

const summaryOf = ({ plan, isRunning, stop }: RunState): string => {
  const total = plan.items.length
  const count = (status: Status) => countOf(plan, status)
  const rested = isRunning ? '' : stop ? ', stopped' : ', paused'
  switch (plan.phase) {
    case 'check':
      return `Dry-run: ${countedOf(total - count('waiting'), total)} checked${rested}`
    case 'confirm':
      return `Dry-run finished: ${grouped(count('checked'))} accepted, ${grouped(count('refused'))} refused`
    case 'run': {
      const accepted = count('done') + count('checked') + count('unknown') + count('failed')
      return `${countedOf(count('done'), accepted)} done${rested}`
    }
    case 'finished': {
      const rest: [number, string][] = [
        [count('refused') + count('failed'), 'not done'],
        [count('unknown'), 'not confirmed'],
        [count('checked') + count('waiting'), 'left out'],
      ]
      return [[count('done'), 'done'] as const, ...rest.filter(([some]) => some > 0)]
        .map(([some, what]) => `${grouped(some)} ${what}`)
        .join(', ')
    }
  }
}

/** The longest time between the clicks of a double click on usual systems. */
const DOUBLE_CLICK_MS = 500

export const BulkDialog = ({ plan: given, onClose }: { plan: Plan; onClose(plan: Plan): void }) => {
  const { runner, state } = useRunner(given)
  const { plan, isRunning, isEnding, wait, stop } = state
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const { phase, change } = plan
  const isDelete = change.kind === 'delete'
  const count = countOf(plan, 'checked')
  const isOpen = phase === 'check' || phase === 'run'
  const isUnsure = phase === 'finished' && plan.items.some(({ status, note }) => status === 'unknown' && note)
  const stage = isUnsure ? 'unsure' : phase
  // Only here the end of a change in progress is shown, also of one that a cancel has found in progress.
  const isWriting = isRunning && plan.items.some(({ status, note }) => status === 'unknown' && note === '')
  const keptOpen =
    isEnding || (isWriting && phase === 'finished')
      ? 'The call in progress ends first'
      : phase === 'run' && isRunning
        ? 'Pause first, or cancel the rest'
        : undefined
  const summary = summaryOf(state)
  // With or without the separator.
  const isCountTyped = typed.trim().replaceAll(',', '') === String(count)

  /** When the button that starts the run was pressed, by the clock of events. */
  const startedAt = useRef(Number.NEGATIVE_INFINITY)
  const said = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    // The next stage has other buttons: the one with the focus may be gone.
    if (stage !== 'check' && document.activeElement === document.body) said.current?.focus()
  }, [stage])
  useEffect(() => {
    if (phase === 'confirm' || phase === 'finished') announce(summary)
  }, [phase, summary])
  // What was done shows in the list at the end, and on closing if only a part was done.
  const isChanging = phase === 'run' || (phase === 'finished' && isRunning)
  useEffect(() => {
    if (!isChanging) return
    return () => void client.invalidateQueries({ queryKey: tunnelListQuery.queryKey, exact: true })
  }, [isChanging, client])

  const lookAgain = async () => {
    await runner.look()
    // Also if nothing has changed.
    announce(`Looked again: ${summaryOf(runner.state())}`)
  }
  const close = () => onClose(plan)
  return (
    <Dialog
      title={isDelete ? 'Delete tunnels' : 'Change health checks'}
      kind="wide"
      open
      onClose={close}
      keptOpen={keptOpen}
    >
      <p ref={said} tabIndex={-1} className="w-fit font-medium tabular-nums">
        {summary}
      </p>
      <progress
        aria-label="Progress"
        max={plan.items.length}
        value={plan.items.filter(isThroughIn(phase)).length}
        className="mt-2 h-2 w-full appearance-none overflow-hidden rounded-full border border-control [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-field [&::-webkit-progress-value]:bg-accent"
      />
      {wait && <WaitNote wait={wait} />}
      {stop && <StopNote stop={stop} plan={plan} />}
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Result of each tunnel"
        className="my-4 max-h-[40dvh] overflow-y-auto rounded-card border border-line"
      >
        <ul>
          {plan.items.map((item) => (
            <li
              key={item.id}
              className="flex flex-wrap justify-between gap-x-4 border-line px-3 py-1.5 not-first:border-t [content-visibility:auto]"
            >
              <bdi className="font-sans!">{item.name}</bdi>
              <span
                className={
                  item.status === 'refused' || item.status === 'failed' ? 'text-danger' : 'text-fg-2'
                }
              >
                {wordsFor(item, state)}
                {item.note && `: ${item.note}`}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {phase === 'confirm' && isDelete && count > 0 && (
        <div className="mb-4">
          <DeleteFirst ids={plan.items.flatMap(({ id, status }) => (status === 'checked' ? id : []))} />
        </div>
      )}
      {phase === 'confirm' && isDelete && count > 0 && (
        <label htmlFor="bulk-count" className="mb-4 block">
          <span className="font-medium">Number of tunnels</span>
          <span className="block text-xs text-fg-2">
            Type {grouped(count)} to delete them. Their IKE identities do not come back, and their routers
            lose the tunnel.
          </span>
          <TextInput
            id="bulk-count"
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      )}
      <DialogActions>
        <CopyButton variant="secondary" text={() => resultText(state)} label="results">
          Copy results
        </CopyButton>
        {phase === 'run' && <Button onClick={runner.cancel}>Cancel the rest</Button>}
        {(phase === 'check' || phase === 'confirm') && <Button onClick={close}>Cancel</Button>}
        {phase === 'confirm' && count > 0 && (
          <Button
            variant="primary"
            onClick={({ timeStamp }) => {
              startedAt.current = timeStamp
              void runner.confirm()
            }}
            disabledReason={isDelete && !isCountTyped ? `Type ${grouped(count)} first` : undefined}
          >
            {isDelete ? `Delete ${grouped(count)}` : `Change ${grouped(count)}`}
          </Button>
        )}
        {/*
         * Last, where the button that starts the run was: the second click of a double click comes here, and must
         * neither cancel the run nor pause it. Firefox counts the clicks of each element, so only time tells.
         */}
        {isOpen && (
          <Button
            disabledReason={isEnding ? keptOpen : undefined}
            onClick={({ detail, timeStamp }) => {
              const isByKey = detail === 0
              if (!isByKey && timeStamp - startedAt.current < DOUBLE_CLICK_MS) return
              isRunning ? runner.pause() : void runner.go()
            }}
          >
            {isEnding ? 'Pausing...' : isRunning ? 'Pause' : 'Go on'}
          </Button>
        )}
        {isUnsure && (
          <Button onClick={() => void lookAgain()} disabledReason={isRunning ? 'Looking now' : undefined}>
            {isRunning ? 'Looking...' : 'Look again'}
          </Button>
        )}
        {phase === 'finished' && (
          <Button variant="primary" onClick={close} disabledReason={keptOpen}>
            Close
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
