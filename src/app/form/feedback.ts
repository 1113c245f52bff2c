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
  missingFields,
  ownerOf,
  rowOf,
  type TunnelValues,
  type ValueName,
} from '../../contract/fields/table.ts'
import { createListeners } from '../ui/listeners.ts'
import { afterPaint } from './after-paint.ts'
import { type DryRun, isAnswered } from './dry-run/state.ts'
import { subjectOf } from './dry-run/subject.ts'
import { createVerdictErrors } from './dry-run/verdict-errors.ts'
import { createFindings, type Findings } from './findings.ts'
import { NO_ERRORS, type ShownErrors, shownErrors } from './server-errors.ts'
import { STEPS, type Step } from './steps.ts'
import { createTiming } from './timing.ts'
import { type FieldView, nextView, type Remark, severityOf, type View } from './view.ts'

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

export type Remarks = (values: TunnelValues) => Partial<Record<FieldName, Remark[]>>

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
  const { form, judge, dryRun } = start
  let step = start.step
  const timing = createTiming()
  const verdictErrors = createVerdictErrors()
  let shown: ShownErrors = NO_ERRORS
  let values: TunnelValues
  let findings: Findings
  let remark: Remarks | null = null
  let remarks: ReturnType<Remarks> = {}
  let view: View
  const listeners = createListeners()
  const laterListeners = createListeners()
  const findingsOf = createFindings(judge)

  /** Reads the form's values and the schema's errors. */
  const read = () => {
    values = form.getValues()
    findings = findingsOf(values, form.getErrors())
    remarks = remark?.(values) ?? {}
  }

  const locallyWrong = (): FieldName[] =>
    FIELD_NAMES.filter((field) => severityOf(findings[field]) === 'error')

  /** Passes the current values to the dry-run. */
  const toDryRun = afterPaint(() => {
    const asked = {
      full: step === 'review',
      generatedPsk: start.generatedPsk,
      keep: start.kept(values, timing.touched),
      touched: timing.touched,
      wrong: locallyWrong(),
    }
    dryRun.update(subjectOf(values, asked))
    publish()
  })

  const readShownErrors = (missing: readonly FieldName[]): ShownErrors => {
    const state = dryRun.state()
    const isCurrent = isAnswered(state) && !toDryRun.isDue()
    const errors = verdictErrors.of(state.checked, { isCurrent, isBgpOn: values.bgp_enabled })
    // A verdict on exactly these values applies to every field, even one that was changed and changed back.
    if (isCurrent) timing.editedSince.clear()
    if (errors.length === 0) return NO_ERRORS
    return shownErrors(errors, { timing, missing, locallyWrong: locallyWrong(), before: shown })
  }

  const fieldView = (field: FieldName): FieldView => {
    const isShown = timing.isJudged(field) || rowOf(field).isBeyondTyping(values)
    const reported = (timing.editing() !== field && remarks[field]) || []
    const local = [...(isShown ? findings[field] : []), ...reported]
    const server = shown.fields.get(field) ?? []
    return { severity: server.length > 0 ? 'error' : severityOf(local), findings: local, server }
  }

  const computeView = (): View => {
    const missing = missingFields(values)
    shown = readShownErrors(missing)
    return nextView(view, {
      fieldView,
      stepErrorsOf: (each) => shown.steps.get(each) ?? [],
      formErrors: shown.form,
      missing,
      touched: timing.touched,
      step,
    })
  }

  const later = afterPaint(laterListeners.tell)

  const publish = () => {
    view = computeView()
    listeners.tell()
    later.soon()
  }

  /** Calls `then` after the schema has validated the current values: errors of earlier values are never used. */
  const whenJudged = async (then: () => void) => {
    await form.trigger()
    read()
    then()
    publish()
  }

  const judgeAndAsk = async (then: () => void = () => {}) => {
    await form.trigger()
    read()
    then()
    toDryRun.now()
  }

  const hurry = (isAsked = false) => {
    toDryRun.flush()
    dryRun.hurry(isAsked)
  }

  const judgeField = (field: FieldName) => timing.judge(field, isBlank(field, values))

  const restart = () => timing.restart(FIELD_NAMES.filter((field) => !start.isAsOpened(field, values)))

  read()
  restart()
  if (step === 'review') timing.force(STEPS)
  view = computeView()
  dryRun.subscribe(publish)
  void judgeAndAsk()

  return {
    changed(name) {
      const field = ownerOf(name)
      const before = severityOf(view.fields[field].findings)
      const isTyped = isTypedText(FIELDS[field].values, name)
      timing.edit(field, isTyped)
      verdictErrors.edited(field)
      void whenJudged(() => {
        if (isTyped) timing.keepJudged(field, before, severityOf(findings[field]))
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
        verdictErrors.forget()
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
      remark = from
      read()
      publish()
    },
    judgeAgain() {
      void judgeAndAsk()
    },
    flush: toDryRun.flush,
    view: () => view,
    values: () => values,
    subscribe: listeners.subscribe,
    subscribeLater: laterListeners.subscribe,
  }
}
