/**
 * What the form says about its fields, and when. react-hook-form holds what is typed, the schema's errors come from
 * its resolver; this adds what no library has: warnings, the timing of both, and the API's errors at their fields.
 */
import type { FieldError, UseFormReturn } from 'react-hook-form'
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
import { afterPaint } from './after-paint.ts'
import { type DryRun, isAnswered } from './dry-run-state.ts'
import { type Findings, findingsOf } from './findings.ts'
import { questionOf } from './question.ts'
import { NO_ERRORS, type ShownErrors, shownErrors } from './server-errors.ts'
import { STEPS, type Step } from './steps.ts'
import { createTiming } from './timing.ts'
import { createVerdictErrors } from './verdict-errors.ts'
import { type FieldView, nextView, type Remark, severityOf, type View } from './view.ts'

export interface Feedback {
  /** A value of the form was edited. */
  changed(name: ValueName): void
  /** The form filled a field in by itself: nobody has typed, so nothing is judged, checked or kept for it. */
  preset(): void
  /** Several values were set at once: a draft dropped. */
  replaced(): void
  left(field: FieldName): void
  /** A whole value was put in: a suggestion, a fix, an entry of a list. */
  filled(field: FieldName): void
  /** Something was pasted: judge without waiting for blur. */
  pasted(field: FieldName): void
  /** Continue or Create was pressed: judge every field of these steps. */
  force(steps: readonly Step[]): Promise<void>
  enter(step: Step): void
  /** Takes remarks on the values beside what the rules find; null ends it. They never block. */
  takeRemarks(from: Remarks | null): void
  /** What the rules compare with has changed: the account's tunnels are here. */
  judgeAgain(): void
  /** Tells the dry-run at once what it would be told after the next paint. */
  flush(): void
  view(): View
  /** What was typed when the view was made, so that both are drawn in one go. */
  values(): TunnelValues
  subscribe(listener: () => void): () => void
}

export type Remarks = (values: TunnelValues) => Partial<Record<FieldName, Remark[]>>

interface Start {
  form: Pick<UseFormReturn<TunnelValues>, 'getValues' | 'getErrors' | 'trigger'>
  /** Also behind the form's resolver. Warnings and the way out of an error come from here. */
  judge: Judge
  step: Step
  generatedPsk: string
  dryRun: DryRun
  /** Whether a field holds what the form was opened with. What a draft changed counts as typed and left. */
  isAsOpened(field: FieldName, values: TunnelValues): boolean
  /** Where an edit leaves the API's own value. */
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
  const listeners = new Set<() => void>()

  /** Reads what is in the form and what the schema has said of it. */
  const read = () => {
    values = form.getValues()
    findings = findingsOf(values, form.getErrors() as Partial<Record<string, FieldError>>, judge)
    remarks = remark?.(values) ?? {}
  }

  const locallyWrong = (): FieldName[] =>
    FIELD_NAMES.filter((field) => severityOf(findings[field]) === 'error')

  /** Tells the dry-run what is on the screen. */
  const question = afterPaint(() => {
    const asked = {
      full: step === 'review',
      generatedPsk: start.generatedPsk,
      keep: start.kept(values, timing.touched),
      touched: timing.touched,
      wrong: locallyWrong(),
    }
    dryRun.update(questionOf(values, asked))
    publish()
  })

  const readShownErrors = (missing: readonly FieldName[]): ShownErrors => {
    const state = dryRun.state()
    const isCurrent = isAnswered(state) && !question.isDue()
    const errors = verdictErrors.of(state.checked, { isCurrent, isBgpOn: values.bgp_enabled })
    // A verdict on exactly this text holds for every field, also after typing away from it and back.
    if (isCurrent) timing.editedSince.clear()
    if (errors.length === 0) return NO_ERRORS
    return shownErrors(errors, {
      missing: new Set(missing),
      touched: timing.touched,
      editing: timing.editing(),
      forced: timing.forced,
      editedSince: timing.editedSince,
      locallyWrong: new Set(locallyWrong()),
      showing: new Set(shown.fields.keys()),
    })
  }

  const fieldView = (field: FieldName): FieldView => {
    const isShown = timing.isJudged(field) || rowOf(field).isBeyondTyping(values)
    const said = (timing.editing() !== field && remarks[field]) || []
    const local = [...(isShown ? findings[field] : []), ...said]
    const server = shown.fields.get(field) ?? []
    return { severity: server.length > 0 ? 'error' : severityOf(local), findings: local, server }
  }

  const look = (): View => {
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

  const publish = () => {
    view = look()
    for (const listener of listeners) listener()
  }

  /** Lets the schema judge what is in the form, then goes on. Errors of earlier text are never looked at. */
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
    question.now()
  }

  const hurry = (isAsked = false) => {
    question.flush()
    dryRun.hurry(isAsked)
  }

  const judgeField = (field: FieldName) => timing.judge(field, isBlank(field, values))

  const restart = () => timing.restart(FIELD_NAMES.filter((field) => !start.isAsOpened(field, values)))

  read()
  restart()
  if (step === 'review') timing.force(STEPS)
  view = look()
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
        question.soon()
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
    flush: question.flush,
    view: () => view,
    values: () => values,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
