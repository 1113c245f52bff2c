/**
 * Announces once what appears outside the focus: a verdict, and every new problem. Problems found by Continue are not
 * announced, because the error summary takes the focus and is read.
 */
import { useEffect, useRef, useState } from 'react'
import { useWording } from '../../form/dry-run/use-wording.ts'
import { spokenProblem } from '../../form/dry-run/verdict-wording.ts'
import { type Problem, problemsOf } from '../../form/problems.ts'
import { STEPS } from '../../form/steps.ts'
import { useTunnelForm } from '../../form/use-tunnel-form.tsx'
import { announce } from '../../ui/live-region.tsx'
import { useMode } from '../../use-speaker.tsx'

const nameOf = ({ field, message }: Problem): string => `${field} ${message}`

/** Screen readers announce a changed description of the focused field themselves. */
const isUnderFocus = ({ field }: Problem): boolean => field !== null && document.activeElement?.id === field

interface Heard {
  attempts: number
  names: ReadonlySet<string>
}

const NO_NEWS = { name: '', text: '' }

const NOTHING_HEARD: Heard = { attempts: 0, names: new Set() }

/** @param attempt number of times that Continue or Create found problems */
export const DryRunSpeech = ({ attempt }: { attempt: number }) => {
  const { spoken } = useWording()
  const { feedback, restoredAt } = useTunnelForm()
  const mode = useMode()
  const heard = useRef<Heard | null>(null)
  const [news, setNews] = useState(NO_NEWS)

  useEffect(() => {
    const hear = () => {
      const view = feedback.view()
      const problems = problemsOf(view, STEPS)
      const names = new Set(problems.map(nameOf))
      // Problems that a page opens with are read with the page. Those found while this code was loading are not.
      const hasOpenedWithThem = restoredAt !== null || view.step === 'review'
      const before = heard.current ?? (hasOpenedWithThem ? { attempts: attempt, names } : NOTHING_HEARD)
      heard.current = { attempts: attempt, names }
      const isRead = attempt > 0 && before.attempts !== attempt
      const fresh = problems.find((problem) => !before.names.has(nameOf(problem)) && !isUnderFocus(problem))
      if (fresh && !isRead) setNews({ name: nameOf(fresh), text: spokenProblem(fresh, view, mode) })
      else setNews((last) => (names.has(last.name) ? last : NO_NEWS))
    }
    // At once, too: a new attempt and the problems that it found are heard together.
    hear()
    return feedback.subscribeLater(hear)
  }, [feedback, attempt, mode, restoredAt])

  const text = news.text || spoken
  // Withdraws a sentence that is no longer true.
  useEffect(() => announce(text), [text])
  return null
}
