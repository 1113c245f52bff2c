/**
 * The messages of the form's fields and their timing. react-hook-form stores the values, and its resolver returns the
 * schema's errors. This adds what the libraries lack: warnings, the timing of both, and the API's errors at fields.
 */
import type { UseFormReturn } from 'react-hook-form'
import { isTypedText } from '../../contract/fields/field.ts'
import type { Judge } from '../../contract/fields/judge.ts'
import {
  FIELD_NAMES,
  FIELDS,
  type FieldName,
  isBlank,
  ownerOf,
  type TunnelValues,
  type ValueName,
} from '../../contract/fields/table.ts'
import { createListeners } from '../ui/listeners.ts'
import { afterPaint } from './after-paint.ts'
import type { DryRun } from './dry-run/state.ts'
import { subjectOf } from './dry-run/subject.ts'
import { createJudgedValues, type Remarks } from './judged-values.ts'
import { createShownView } from './shown-view.ts'
import { STEPS, type Step } from './steps.ts'
import { createTiming } from './timing.ts'
import { severityOf, type View } from './view.ts'

export interface Feedback {
  /** A value of the form was edited. */
  changed(name: ValueName): void
  /** The form filled in a field. The user has not typed, so the field is not judged, checked or stored. */
  preset(): void
  /** Several values were set at once: a draft was discarded. */
  replaced(): void
  left(field: FieldName): void
  /** A complete value was entered: a suggestion, a fix, an entry of a list. */
  filled(field: FieldName): void
  /** Something was pasted: judge without waiting for blur. */
  pasted(field: FieldName): void
  /** Continue or Create was pressed: judge every field of these steps. */
  force(steps: readonly Step[]): Promise<void>
  /**
   * The form shows this step. The first call starts the rules and the dry-run: React may discard a render with all that
   * it created, and that must not ask the API.
   */
  enter(step: Step): void
  /** Adds a source of remarks to the findings of the rules; null removes it. Remarks never block. */
  takeRemarks(from: Remarks | null): void
  /** Applies the rules again, because the account's tunnels have changed or arrived. */
  judgeAgain(): void
  /** Passes the current values to the dry-run now if it would get them after the next paint. */
  flush(): void
  view(): View
  /** The values for which the view was computed, so that both are rendered together. */
  values(): TunnelValues
  /** Calls the listener at every change, before the field that was typed in is painted. */
  subscribe(listener: () => void): () => void
  /** Calls the listener after that paint, for everything beside the fields. */
  subscribeLater(listener: () => void): () => void
}

interface Start {
  form: Pick<UseFormReturn<TunnelValues>, 'getValues' | 'getErrors' | 'trigger'>
  /** The rules, also used by the form's resolver. They return warnings and the fixes of errors. */
  judge: Judge
  step: Step
  generatedPsk: string
  dryRun: DryRun
  /** Whether a field has its initial value. Fields changed by a draft count as typed and left. */
  isAsOpened(field: FieldName, values: TunnelValues): boolean
  /** The paths where an edit keeps the API's own value. */
  kept(values: TunnelValues, touched: ReadonlySet<FieldName>): string[]
}

export const createFeedback = (start: Start): Feedback => {
  const { form, dryRun } = start
  let step = start.step
  const timing = createTiming()
  const judged = createJudgedValues(form, start.judge)
  const shown = createShownView({ judged, timing, dryRun })
  const listeners = createListeners()
  const laterListeners = createListeners()
  let view: View

  /** Passes the current values to the dry-run. */
  const toDryRun = afterPaint(() => {
    const asked = {
      full: step === 'review',
      generatedPsk: start.generatedPsk,
      keep: start.kept(judged.values(), timing.touched),
      touched: timing.touched,
      wrong: judged.wrong(),
    }
    dryRun.update(subjectOf(judged.values(), asked))
    publish()
  })

  const later = afterPaint(laterListeners.tell)

  const publish = () => {
    view = shown.compute(step, toDryRun.isDue())
    listeners.tell()
    later.soon()
  }

  /** Calls `then` after the schema has validated the current values: errors of earlier values are never used. */
  const whenJudged = async (then: () => void) => {
    await form.trigger()
    judged.read()
    then()
    publish()
  }

  const judgeAndAsk = async (then: () => void = () => {}) => {
    await form.trigger()
    judged.read()
    then()
    toDryRun.now()
  }

  const hurry = (isAsked = false) => {
    toDryRun.flush()
    dryRun.hurry(isAsked)
  }

  const judgeField = (field: FieldName) => timing.judge(field, isBlank(field, judged.values()))

  const restart = () =>
    timing.restart(FIELD_NAMES.filter((field) => !start.isAsOpened(field, judged.values())))

  restart()
  if (step === 'review') timing.force(STEPS)
  view = shown.compute(step, false)
  dryRun.subscribe(publish)

  return {
    changed(name) {
      const field = ownerOf(name)
      const before = severityOf(view.fields[field].findings)
      const isTyped = isTypedText(FIELDS[field].values, name)
      timing.edit(field, isTyped)
      shown.edited(field)
      void whenJudged(() => {
        if (isTyped) timing.keepJudged(field, before, severityOf(judged.findings(field)))
        else judgeField(field)
        toDryRun.soon()
      })
    },
    preset() {
      void judgeAndAsk()
    },
    replaced() {
      void judgeAndAsk(() => {
        restart()
        shown.forget()
      })
    },
    left(field) {
      const wasEdited = timing.editing() === field
      timing.stopEditing()
      void whenJudged(() => judgeField(field)).then(() => {
        if (wasEdited) hurry()
      })
    },
    filled(field) {
      timing.stopEditing()
      void whenJudged(() => judgeField(field)).then(() => hurry())
    },
    pasted(field) {
      void whenJudged(() => judgeField(field))
    },
    async force(steps) {
      timing.force(steps)
      await whenJudged(() => {})
      hurry(true)
    },
    enter(next) {
      step = next
      timing.stopEditing()
      if (next === 'review') timing.force(STEPS)
      void judgeAndAsk().then(() => {
        if (next === 'review') hurry(true)
      })
    },
    takeRemarks(from) {
      judged.takeRemarks(from)
      publish()
    },
    judgeAgain() {
      void judgeAndAsk()
    },
    flush: toDryRun.flush,
    view: () => view,
    values: judged.values,
    subscribe: listeners.subscribe,
    subscribeLater: laterListeners.subscribe,
  }
}
