/** The one sentence about the dry-run that stands in the footer (interaction 3.5, pill wording). */
import type { Meta } from '../../contract/meta.ts'
import { speakerOf } from '../../contract/speaker.ts'
import type { DryRunState } from './dry-run-state.ts'
import type { View } from './model.ts'
import { problemsOf } from './problems.ts'
import { STEP_TITLES, STEPS } from './steps.ts'

export interface PillView {
  tone: 'neutral' | 'success' | 'danger' | 'warning'
  icon:
    | 'none'
    | 'fix'
    | 'changed'
    | 'running'
    | 'partial'
    | 'accepted'
    | 'rejected'
    | 'offline'
    | 'slow'
    | 'paused'
    | 'locked'
  text: string
  /** When the verdict was given, in milliseconds since the epoch. */
  at?: number
  /** `show`: go to the first problem; `check`: ask again. */
  action?: 'show' | 'check'
}

/** A check that answers sooner than this never shows as running. */
export const RUNNING_SHOWN_AFTER_MS = 300

/** Cloudflare's code for an account without Magic WAN (facts section 4). */
const NOT_ONBOARDED = 1012

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const clock = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const partial = (view: View): PillView => ({
  tone: 'neutral',
  icon: 'partial',
  text: `OK so far. ${counted(view.missing.length, 'required field')} left`,
})

/** What the API objects to and the screen shows; null when there is nothing. */
const objections = (view: View, speaker: string): PillView | null => {
  const fields = Object.values(view.fields).filter(({ server }) => server.length > 0).length
  const elsewhere = view.formErrors.length + Object.values(view.stepErrors).flat().length
  if (fields + elsewhere === 0) return null
  const what =
    fields > 0 ? counted(fields + elsewhere, elsewhere > 0 ? 'thing' : 'field') : 'this configuration'
  return { tone: 'danger', icon: 'rejected', text: `${speaker} rejects ${what}`, action: 'show' }
}

const ofVerdict = (state: DryRunState, view: View, mode: Meta['mode']): PillView => {
  const speaker = speakerOf(mode)
  const { checked } = state
  if (!checked) return { tone: 'neutral', icon: 'none', text: 'Not checked yet' }
  const { verdict, at } = checked
  switch (verdict.kind) {
    case 'accepted': {
      // An objection to a key outlives the checks that carry no keys.
      const accepted: PillView = checked.complete
        ? { tone: 'success', icon: 'accepted', text: `${speaker} accepts this configuration`, at }
        : partial(view)
      return objections(view, speaker) ?? accepted
    }
    case 'rejected': {
      if (verdict.errors.some(({ code }) => code === NOT_ONBOARDED)) {
        return {
          tone: 'danger',
          icon: 'rejected',
          text: 'This account is not onboarded to Magic WAN',
          action: 'show',
        }
      }
      return objections(view, speaker) ?? (view.missing.length > 0 ? partial(view) : changed(state))
    }
    case 'forbidden':
      return { tone: 'danger', icon: 'locked', text: verdict.message, action: 'check' }
    case 'unreachable':
      return unreachable(mode)
    case 'limited':
      return changed(state)
  }
}

const unreachable = (mode: Meta['mode']): PillView => ({
  tone: 'neutral',
  icon: 'offline',
  text: `Can't reach ${mode === 'sandbox' ? 'the sandbox' : 'Cloudflare'}. You can keep editing`,
  action: 'check',
})

const changed = ({ budget, budgetLeft }: DryRunState): PillView =>
  budget === 'green'
    ? { tone: 'neutral', icon: 'changed', text: 'Changed since last check' }
    : {
        tone: 'neutral',
        icon: 'slow',
        text: `Checking less often (API budget ${Math.round(budgetLeft * 100)}%)`,
        action: 'check',
      }

/** Worth saying aloud: verdicts, not a countdown and not "Checking". */
const SPOKEN: ReadonlySet<PillView['icon']> = new Set([
  'accepted',
  'rejected',
  'partial',
  'locked',
  'offline',
])

/**
 * What the live region says of the pill: whoever does not see the field beside it hears which one it is and what
 * is wrong. Empty when there is nothing to say.
 */
export const spokenOf = ({ icon, text }: PillView, view: View, mode: Meta['mode']): string => {
  if (!SPOKEN.has(icon)) return ''
  const [first] = icon === 'rejected' ? problemsOf(view, STEPS).filter(({ by }) => by !== 'form') : []
  if (!first?.step) return first ? `${text}: ${first.message}` : text
  const count = problemsOf(view, [first.step]).length
  return `${speakerOf(mode)} rejects ${first.label}: ${first.message}. ${counted(count, 'problem')} in ${STEP_TITLES[first.step]}`
}

/** @param now milliseconds since the epoch */
export const pillOf = (state: DryRunState, view: View, mode: Meta['mode'], now: number): PillView => {
  const local = Object.values(view.fields).filter(
    ({ severity, findings }) => severity === 'error' && findings[0]?.severity === 'error',
  ).length
  if (local > 0) {
    return {
      tone: 'neutral',
      icon: 'fix',
      text: `Fix ${counted(local, 'field')} to check with ${mode === 'sandbox' ? 'the sandbox' : 'Cloudflare'}`,
      action: 'show',
    }
  }
  if (view.touched.size === 0) return { tone: 'neutral', icon: 'none', text: 'Not checked yet' }
  if (state.pausedUntil !== null && state.pausedUntil > now) {
    return {
      tone: 'warning',
      icon: 'paused',
      text: `API limit reached. Checks resume in ${clock(state.pausedUntil - now)}`,
    }
  }
  if (state.offline) return unreachable(mode)
  if (state.runningSince !== null && now - state.runningSince >= RUNNING_SHOWN_AFTER_MS) {
    return {
      tone: 'neutral',
      icon: 'running',
      text: `Checking with ${mode === 'sandbox' ? 'the sandbox' : 'Cloudflare'}...`,
    }
  }
  if (state.current) return ofVerdict(state, view, mode)
  if (state.waitsForBlanks) {
    const blanks = counted(view.missing.length, 'required field')
    return {
      tone: 'neutral',
      icon: 'partial',
      text: `Fill in ${blanks} to check with ${mode === 'sandbox' ? 'the sandbox' : 'Cloudflare'}`,
    }
  }
  return state.checked ? changed(state) : { tone: 'neutral', icon: 'none', text: 'Not checked yet' }
}
