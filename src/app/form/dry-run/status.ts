/** The status to show for the dry-run: its phase, unless a problem in the form has priority. */
import { counted } from '../../counted.ts'
import { type Problem, problemsOf } from '../problems.ts'
import { STEPS } from '../steps.ts'
import type { View } from '../view.ts'
import type { DryRunState, Phase } from './state.ts'

type Rejected = Extract<Phase, { kind: 'rejected' }>

export type CheckStatus =
  | Exclude<Phase, Rejected>
  /** `what` names what was rejected: `2 fields`. */
  | (Rejected & { what: string })
  /** Fields with local errors prevent the check. */
  | { kind: 'fix'; fields: number }

/** `1 field`, `2 things`; null if the errors are about the whole request. */
const objectsTo = (problems: readonly Problem[]): string | null => {
  const fields = new Set(problems.flatMap(({ field }) => field ?? [])).size
  const elsewhere = problems.filter(({ field }) => field === null).length
  if (fields === 0) return null
  return counted(fields + elsewhere, elsewhere > 0 ? 'thing' : 'field')
}

export const checkStatusOf = ({ phase }: DryRunState, view: View): CheckStatus => {
  const local = Object.values(view.fields).filter(
    ({ severity, findings }) => severity === 'error' && findings[0]?.severity === 'error',
  ).length
  if (local > 0) return { kind: 'fix', fields: local }
  if (view.touched.size === 0) return { kind: 'idle' }
  if (phase.kind !== 'accepted' && phase.kind !== 'incomplete' && phase.kind !== 'rejected') return phase
  // An error about a key stays through checks without keys, so even an accepted check may have errors.
  const objections = problemsOf(view, STEPS).filter(({ by }) => by !== 'form')
  if (objections.length > 0) {
    const by = objections.every((problem) => problem.by === 'proxy') ? 'proxy' : 'api'
    const requestId = phase.kind === 'rejected' ? phase.requestId : null
    const whole = by === 'proxy' ? 'this request' : 'this configuration'
    return { kind: 'rejected', at: phase.at, by, requestId, what: objectsTo(objections) ?? whole }
  }
  if (phase.kind !== 'rejected') return phase
  // All errors are delayed: they are about blank fields, or fields edited since.
  return view.missing.length > 0 ? { kind: 'incomplete', at: phase.at } : { kind: 'waiting' }
}

/** Whether the API accepts exactly the current values, with nothing missing. */
export const isAccepted = (state: DryRunState, view: View): boolean =>
  checkStatusOf(state, view).kind === 'accepted'
