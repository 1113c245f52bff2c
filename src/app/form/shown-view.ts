/** Computes the view of the form: the findings, and the API's errors that are to be shown now. */
import { type FieldName, missingFields, rowOf } from '../../contract/fields/table.ts'
import { type DryRun, isAnswered } from './dry-run/state.ts'
import { createVerdictErrors } from './dry-run/verdict-errors.ts'
import type { JudgedValues } from './judged-values.ts'
import { NO_ERRORS, type ShownErrors, shownErrors } from './server-errors.ts'
import type { Step } from './steps.ts'
import type { Timing } from './timing.ts'
import { type FieldView, nextView, severityOf, type View } from './view.ts'

export interface ShownView {
  /** @param isBehind whether the dry-run has not been given the current values yet */
  compute(step: Step, isBehind: boolean): View
  /** Removes the API's errors about the field's previous value. */
  edited(field: FieldName): void
  /** Removes the API's errors about earlier values. */
  forget(): void
}

interface Sources {
  judged: JudgedValues
  timing: Timing
  dryRun: Pick<DryRun, 'state'>
}

export const createShownView = ({ judged, timing, dryRun }: Sources): ShownView => {
  const verdictErrors = createVerdictErrors()
  let errors: ShownErrors = NO_ERRORS
  let view: View | undefined

  const readErrors = (missing: readonly FieldName[], isBehind: boolean): ShownErrors => {
    const state = dryRun.state()
    const isCurrent = isAnswered(state) && !isBehind
    const isBgpOn = judged.values().bgp_enabled
    const applying = verdictErrors.of(state.checked, { isCurrent, isBgpOn })
    // A verdict on exactly these values applies to every field, even one that was changed and changed back.
    if (isCurrent) timing.editedSince.clear()
    if (applying.length === 0) return NO_ERRORS
    return shownErrors(applying, { timing, missing, locallyWrong: judged.wrong(), before: errors })
  }

  const fieldView = (field: FieldName): FieldView => {
    const isShown = timing.isJudged(field) || rowOf(field).isBeyondTyping(judged.values())
    const findings = [
      ...(isShown ? judged.findings(field) : []),
      ...(timing.editing() === field ? [] : judged.remarks(field)),
    ]
    const server = errors.fields.get(field) ?? []
    return { severity: server.length > 0 ? 'error' : severityOf(findings), findings, server }
  }

  return {
    compute(step, isBehind) {
      const missing = missingFields(judged.values())
      errors = readErrors(missing, isBehind)
      view = nextView(view, {
        fieldView,
        stepErrorsOf: (each) => errors.steps.get(each) ?? [],
        formErrors: errors.form,
        missing,
        touched: timing.touched,
        step,
      })
      return view
    },
    edited: verdictErrors.edited,
    forget: verdictErrors.forget,
  }
}
