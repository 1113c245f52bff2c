/**
 * The texts about the dry-run for the pill, Review, the panel, the rail and the live region: one function of the
 * phase and the shown problems, so that all places agree. Sentences: docs/form.md, Verdict wording.
 */
import type { Meta } from '../../../contract/meta.ts'
import { speakerOf } from '../../../contract/speaker.ts'
import { countdown } from '../../api-pause.ts'
import { counted } from '../../counted.ts'
import { type Problem, problemsOf } from '../problems.ts'
import { STEP_TITLES } from '../steps.ts'
import type { View } from '../view.ts'
import type { DryRunState, Failure } from './state.ts'
import { type CheckStatus, checkStatusOf } from './status.ts'
import { notChecked, type Wording, wording } from './wording.ts'

/** Texts that depend on whether the form creates or saves. */
const DOING = {
  create: {
    idle: 'The check runs by itself once something is typed.',
    nothingYet: 'Nothing has been created.',
    needsTheSame: 'Creating the tunnel needs the same access: ask the administrator of this server.',
    refuses: 'Until then the API may refuse to create.',
    unchecked: 'Check again, or create the tunnel without a check.',
  },
  edit: {
    idle: 'The check runs by itself once something is changed.',
    nothingYet: 'Nothing has been saved.',
    needsTheSame: 'Saving the changes needs the same access: ask the administrator of this server.',
    refuses: 'Until then the API may refuse to save.',
    unchecked: 'Check again, or save the changes without a check.',
  },
}

const FAILED: Record<Failure, (target: string, Target: string) => string> = {
  no_server: () => "Can't reach this server",
  server: () => 'This server failed',
  unreachable: (target) => `Can't reach ${target}`,
  timeout: (_target, Target) => `${Target} did not answer in time`,
  unreadable: (_target, Target) => `${Target}'s answer could not be read`,
  resting: (_target, Target) => `${Target} failed repeatedly. Calls to it pause for a moment`,
}

/** @param pauseS whole seconds until the API accepts calls again */
export const wordingOf = (
  state: DryRunState,
  view: View,
  mode: Meta['mode'],
  pauseS: number,
  purpose: keyof typeof DOING = 'create',
): Wording =>
  wordingOfStatus(checkStatusOf(state, view), {
    hasChecked: state.checked !== null,
    missing: view.missing.length,
    mode,
    pauseS,
    purpose,
  })

interface Asked {
  /** Whether there is an answer, perhaps about earlier values. */
  hasChecked: boolean
  /** Number of blank required fields. */
  missing: number
  mode: Meta['mode']
  pauseS: number
  purpose: keyof typeof DOING
}

/** The wording for any form with a dry-run. */
export const wordingOfStatus = (
  status: CheckStatus,
  { hasChecked, missing, mode, pauseS, purpose }: Asked,
): Wording => {
  const doing = DOING[purpose]
  const speaker = speakerOf(mode)
  const target = mode === 'sandbox' ? 'the sandbox' : 'Cloudflare'
  const blanks = counted(missing, 'required field')
  const asking: Wording['review'] = {
    mark: 'running',
    title: 'Checking this request',
    text: `${speaker} is asked about exactly what is shown here.`,
  }

  switch (status.kind) {
    case 'fix':
      return wording(notChecked('Fix what is listed above, and the check runs by itself.', 'Fix it first'), {
        text: `Fix ${counted(status.fields, 'field')} to check with ${target}`,
        tone: 'neutral',
        icon: 'fix',
        action: 'show',
        panel: null,
      })
    case 'idle':
      return wording(notChecked(doing.idle, 'Nothing to check yet'), {
        text: 'Not checked yet',
        tone: 'neutral',
        icon: 'none',
      })
    case 'waiting':
      return hasChecked
        ? wording(asking, { text: 'Changed since last check', tone: 'neutral', icon: 'changed' })
        : wording(asking, { text: 'Not checked yet', tone: 'neutral', icon: 'none' })
    case 'saving':
      return wording(asking, {
        text: `Checking less often (API budget ${Math.round(status.left * 100)}%)`,
        tone: 'neutral',
        icon: 'slow',
        action: 'check',
      })
    case 'blanks':
      return wording(notChecked(`The check runs by itself once nothing required is blank.`), {
        text: `Fill in ${blanks} to check with ${target}`,
        tone: 'neutral',
        icon: 'partial',
      })
    case 'checking':
      return wording(asking, {
        text: `Checking with ${target}...`,
        tone: 'neutral',
        icon: 'running',
        panel: null,
      })
    case 'paused': {
      const when = `in ${countdown(pauseS)}`
      return wording(
        notChecked(`The API limit is reached. The check runs by itself ${when}. ${doing.refuses}`),
        {
          text: `API limit reached. Checks resume ${when}`,
          tone: 'warning',
          icon: 'paused',
          spoken: 'API limit reached. Checks resume by themselves',
        },
      )
    }
    case 'offline':
      return wording(notChecked('This machine is offline. The check runs by itself once it is not.'), {
        text: 'This machine is offline. You can keep editing',
        tone: 'neutral',
        icon: 'offline',
        action: 'check',
        spoken: 'This machine is offline. You can keep editing',
      })
    case 'accepted': {
      const title = `${speaker} accepts this configuration`
      const text = `Dry run of exactly the request shown. ${doing.nothingYet}`
      return wording(
        { mark: 'accepted', title, text },
        {
          text: title,
          tone: 'success',
          icon: 'accepted',
          at: status.at,
          panel: `${speaker} has no objection.`,
          spoken: title,
        },
      )
    }
    case 'incomplete': {
      const text = `OK so far. ${blanks} left`
      return wording(notChecked(`${text}.`), {
        text,
        tone: 'neutral',
        icon: 'partial',
        panel: `${speaker} has no objection so far.`,
        spoken: text,
      })
    }
    case 'rejected': {
      const { by, what, at, requestId } = status
      const review: Wording['review'] =
        by === 'proxy'
          ? {
              mark: 'rejected',
              title: 'This server does not pass this request on',
              text: `Nothing was sent to ${target}. ${doing.nothingYet}`,
            }
          : {
              mark: 'rejected',
              title: `${speaker} rejects this configuration`,
              text: `Dry run of exactly the request shown. ${doing.nothingYet}`,
            }
      return wording(review, {
        text: by === 'proxy' ? `This server refuses ${what}` : `${speaker} rejects ${what}`,
        tone: 'danger',
        icon: 'rejected',
        at,
        action: 'show',
        panel: null,
        requestId,
      })
    }
    case 'not_onboarded': {
      const title = 'This account is not onboarded to Magic WAN'
      const text = `Cloudflare has to enable Magic WAN for the account first. Nothing is wrong with what you typed. ${doing.nothingYet}`
      return wording(
        { mark: 'rejected', title, text },
        {
          text: title,
          tone: 'danger',
          icon: 'locked',
          action: 'check',
          spoken: title,
          requestId: status.requestId,
        },
      )
    }
    case 'forbidden': {
      const { message, requestId } = status
      return wording(notChecked(`${message}. ${doing.needsTheSame}`), {
        text: message,
        tone: 'danger',
        icon: 'locked',
        action: 'check',
        spoken: message,
        requestId,
      })
    }
    case 'failed': {
      const { why, message, requestId } = status
      const what = (why === 'server' && message) || FAILED[why](target, speaker)
      return wording(notChecked(`${what}. ${doing.unchecked}`), {
        text: `${what}. You can keep editing`,
        tone: 'neutral',
        icon: why === 'no_server' || why === 'unreachable' ? 'offline' : 'unclear',
        action: 'check',
        spoken: `${what}. You can keep editing`,
        requestId,
      })
    }
  }
}

/** The announcement of one problem: the field, what is wrong, and the number of problems on its step. */
export const spokenProblem = (problem: Problem, view: View, mode: Meta['mode']): string => {
  const { by, step, label, message } = problem
  const who = { form: '', api: `${speakerOf(mode)} rejects `, proxy: 'This server refuses ' }[by]
  if (!step) return `${who}${who === '' ? label : 'this request'}: ${message}`
  const count = counted(problemsOf(view, [step]).length, 'problem')
  return `${who}${label}: ${message}. ${count} in ${STEP_TITLES[step]}`
}
